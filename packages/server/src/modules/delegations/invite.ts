import type { Atom, EventModes, OrganizationId } from '@keyholder/contract';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { offerAtoms, withdrawOffer } from '../authorization/index.ts';
import { findOrganizationByDomain, getTerms, normalizeDomain } from '../organizations/index.ts';
import { checkScope, countRooms } from '../rooms/index.ts';
import { type Asking, askerOf } from './asker.ts';
import { findActive } from './delegations.store.ts';
import { dayIsFull, dailyLimits } from './invitations.rules.ts';
import { type InvitationRow, countSentToday, findPending, insertInvitation, settleLapsed } from './invitations.store.ts';
import { tellOfInvitation } from './tell-people.ts';

export type Offer = { domain: string; expiresInDays: number; changeControl?: EventModes; scope: readonly Atom[]; termsVersion: string };
type Refusals = 'partner_not_available' | 'invalid_value' | 'unknown_reference' | 'terms_outdated' | 'invitation_pending' | 'rate_limited';

/**
 * The customer offers rooms to a partner, named by its domain (D01–D09). One pending invitation or active delegation per
 * pair, also when two are sent at once; one that has lapsed stands in nobody's way. The offer counts against widening from
 * now on (D33). The partner comes into the reach here, where its domain has said which one it is.
 */
export async function invite(
  tx: TenantTx,
  call: Asking,
  customer: OrganizationId,
  offer: Offer,
  perDay: number = dailyLimits.invitations,
): Promise<Result<InvitationRow, Refusals>> {
  const terms = await getTerms(tx);
  if (offer.termsVersion !== terms.version) return refuseAt('/termsVersion', 'terms_outdated', 'is not the version of the terms that is in force');
  const partner = await findPartner(tx, customer, offer.domain);
  if (!partner.ok) return partner;
  const atoms = await checkScope(tx, customer, offer.scope, '/scope');
  if (!atoms.ok) return atoms;

  for (const lapsed of await settleLapsed(tx, customer, partner.value)) await withdrawOffer(tx, customer, lapsed);
  const standing = await findActive(tx, customer, partner.value);
  if (standing !== undefined)
    return refuse('invitation_pending', {
      detail: 'a delegation to this partner stands already',
      more: { delegation: standing, partner: partner.value },
    });
  const pending = await findPending(tx, customer, partner.value);
  if (pending !== undefined) return isPending(pending);
  const { sent, freeInSeconds } = await countSentToday(tx, customer);
  if (call.actor.kind === 'person' && sent >= perDay) return dayIsFull(freeInSeconds);

  const invitation = await insertInvitation(tx, {
    customer,
    partner: partner.value,
    domain: normalizeDomain(offer.domain) ?? offer.domain,
    expiresInDays: offer.expiresInDays,
    changeControl: offer.changeControl ?? {},
    scope: offer.scope,
    roomCount: await countRooms(tx, customer, atoms.value),
    termsVersion: terms.version,
    createdBy: askerOf(call),
  });
  if (invitation === undefined) return isPending(await findPending(tx, customer, partner.value));
  await offerAtoms(tx, customer, invitation.id, atoms.value, invitation.expires_at);
  await addToReach(tx, [partner.value]);
  await tellOfInvitation(tx, call, invitation, 'invitation-received');
  await appendAudit(tx, call, {
    action: 'invitation.created',
    customer,
    partner: partner.value,
    target: { type: 'invitation', id: invitation.id, name: invitation.domain },
    changes: {
      after: {
        scope: invitation.scope,
        changeControl: invitation.change_control,
        expiresAt: invitation.expires_at,
        termsVersion: invitation.terms_version,
      },
    },
    ledgers: [customer, partner.value],
  });
  return ok(invitation);
}

/** D02, D03, A47: unknown, unverified and not eligible are refused in the same bytes. */
async function findPartner(
  tx: TenantTx,
  customer: OrganizationId,
  domain: string,
): Promise<Result<OrganizationId, 'partner_not_available' | 'invalid_value'>> {
  const found = await findOrganizationByDomain(tx, domain);
  if (found?.id === customer)
    return refuseAt('/domain', 'invalid_value', 'is a domain of your own organization, whose rooms are in My organization already');
  return found?.partnerEligible === true ? ok(found.id) : refuseAt('/domain', 'partner_not_available', 'no partner is available under this domain');
}

/** D09: the refusal names the first. */
const isPending = (invitation: string | undefined) => refuse('invitation_pending', { more: { invitation } });
