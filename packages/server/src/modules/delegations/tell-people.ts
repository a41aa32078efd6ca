import type { OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { activePeopleWithRole, peopleWhoAnswer, peopleWhoManagePartners } from '../directory/index.ts';
import { type Message, queueMail } from '../notifications/index.ts';
import type { OrganizationCard } from '../organizations/index.ts';
import type { Asking } from './asker.ts';
import { readCards } from './cards.ts';
import type { Pair } from './delegations.store.ts';
import type { InvitationRow } from './invitations.store.ts';

/** To the partner: what it is offered, again or with other rooms; nothing but what D14 names. */
export async function tellOfInvitation(
  tx: TenantTx,
  call: Asking,
  invitation: InvitationRow,
  template: 'invitation-received' | 'invitation-changed',
): Promise<void> {
  const { id, customer, partner, room_count, expires_at } = invitation;
  const { name, domain, country } = (await readCards(tx, [invitation]))(customer);
  const facts = { invitation: id, customerName: name, customerDomain: domain, roomCount: room_count, expiresAt: expires_at.toISOString() };
  const message: Message = template === 'invitation-received' ? { template, facts: { ...facts, customerCountry: country } } : { template, facts };
  await send(tx, call, partner, await peopleWhoAnswer(tx, partner), message);
}

/** To the partner: there is nothing to answer any more (D11). */
export async function tellOfWithdrawal(tx: TenantTx, call: Asking, { customer, partner }: InvitationRow): Promise<void> {
  const { name, domain } = (await readCards(tx, [{ customer, partner }]))(customer);
  await send(tx, call, partner, await peopleWhoAnswer(tx, partner), {
    template: 'invitation-cancelled',
    facts: { customerName: name, customerDomain: domain },
  });
}

/** To the customer: to whoever invited, as long as that person is there, and to those who manage partners (D16, D17). */
export async function tellOfAnswer(
  tx: TenantTx,
  call: Asking,
  invitation: InvitationRow,
  template: 'invitation-accepted' | 'invitation-declined',
): Promise<void> {
  const { customer, partner, created_by } = invitation;
  const { name, domain } = (await readCards(tx, [invitation]))(partner);
  const facts = { partnerName: name, partnerDomain: domain };
  const message: Message = template === 'invitation-accepted' ? { template, facts: { ...facts, partner } } : { template, facts };
  const managers = await peopleWhoManagePartners(tx, customer);
  const administrators = [...managers, ...(await activePeopleWithRole(tx, customer, 'global-admin'))];
  const inviter = administrators.filter((id) => id === created_by.id);
  await send(tx, call, customer, [...managers, ...inviter], message);
}

export type Ending = { customer: OrganizationId; partner: OrganizationId; by: 'customer' | 'partner'; endedAt: Date };

/** To both sides: at the partner also to those who lose their access as Primary Admins (D41, D42). */
export async function tellOfEnding(
  tx: TenantTx,
  call: Asking,
  { customer, partner, by, endedAt }: Ending,
  primaryAdmins: readonly UserId[],
): Promise<void> {
  const cardOf = await readCards(tx, [{ customer, partner }]);
  const ended = ({ name, domain }: OrganizationCard): Message => ({
    template: 'delegation-ended',
    facts: { otherName: name, otherDomain: domain, endedBy: by, endedAt: endedAt.toISOString() },
  });
  await send(tx, call, customer, await peopleWhoManagePartners(tx, customer), ended(cardOf(partner)));
  await send(tx, call, partner, [...(await peopleWhoAnswer(tx, partner)), ...primaryAdmins], ended(cardOf(customer)));
}

/** To the people who became Primary Admins, to the partner's Tenant Managers and to the customer (D66). */
export async function tellOfPrimaryAdmin(tx: TenantTx, call: Asking, { customer, partner }: Pair, people: readonly UserId[]): Promise<void> {
  const cardOf = await readCards(tx, [{ customer, partner }]);
  const named: Message = { template: 'primary-admins-named', facts: { customerName: cardOf(customer).name, partnerName: cardOf(partner).name } };
  await send(tx, call, customer, await peopleWhoManagePartners(tx, customer), named);
  await send(tx, call, partner, [...people, ...(await peopleWhoAnswer(tx, partner))], named);
}

/** A world that is loaded sends no mail. */
async function send(tx: TenantTx, call: Asking, organization: OrganizationId, users: readonly UserId[], message: Message): Promise<void> {
  if (call.actor.kind === 'platform' && call.actor.loading === 'world') return;
  for (const user of new Set(users)) await queueMail(tx, { to: { organization, user }, ...message });
}
