import type { OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { peopleWhoAnswer, peopleWhoManagePartners } from '../directory/index.ts';
import { queueMail } from '../notifications/index.ts';
import { type OrganizationCard, organizationCard, readOrganizations } from '../organizations/index.ts';

type Attendance = { delegation: string; customer: OrganizationId; partner: OrganizationId; became: 'flagged' | 'attended' };

/** Writes on both ledgers that a delegation has become unattended, or is so no more; the former is told to both sides by mail (D21). */
export async function recordAttendance(tx: TenantTx, call: Call, { delegation, customer, partner, became }: Attendance): Promise<void> {
  const cards = new Map((await readOrganizations(tx, [customer, partner])).map((one) => [one.id, organizationCard(one)]));
  const [ofCustomer, ofPartner] = [cards.get(customer), cards.get(partner)];
  if (ofCustomer === undefined || ofPartner === undefined) throw new Error(`no organization \`${customer}\` or \`${partner}\``);
  await appendAudit(tx, call, {
    action: became === 'flagged' ? 'delegation.unattended' : 'delegation.attended',
    customer,
    partner,
    target: { type: 'delegation', id: delegation, name: ofPartner.name },
    changes: { before: { unattended: became === 'attended' }, after: { unattended: became === 'flagged' } },
    ledgers: [customer, partner],
  });
  if (became === 'attended' || (call.actor.kind === 'platform' && call.actor.loading === 'world')) return;
  const mail = ({ name, domain }: OrganizationCard, side: 'customer' | 'partner') =>
    ({ template: 'delegation-unattended', facts: { otherName: name, otherDomain: domain, side, partner } }) as const;
  for (const user of await peopleWhoManagePartners(tx, customer))
    await queueMail(tx, { to: { organization: customer, user }, ...mail(ofPartner, 'customer') });
  for (const user of await peopleWhoAnswer(tx, partner)) await queueMail(tx, { to: { organization: partner, user }, ...mail(ofCustomer, 'partner') });
}
