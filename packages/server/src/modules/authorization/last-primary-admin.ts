import type { Member, OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { consequenceOf } from './last-primary-admin.rules.ts';
import { type StandingDelegation, customersDelegatingTo, customersNaming, noteUnattended, readStandings } from './last-primary-admin.store.ts';
import { recordAttendance } from './tell-unattended.ts';

/** Delegations of these customers to this partner; all of them lie in the reach of the transaction. */
export type Concerned = { partner: OrganizationId; customers: readonly OrganizationId[] };

/**
 * Stands at the end of every act of a person or a token that can change who is behind Assigned admins: members of the
 * assignment, members of a group, an ended group. Refuses what would leave a delegation without a Primary Admin in effect,
 * also through nested groups; a delegation that has one again is unattended no more (D21).
 *
 * In the act's transaction, which holds the partner's exclusive lock: two acts that together would leave none follow each
 * other, by whatever path they come (A57).
 */
export async function keepPrimaryAdmins(tx: TenantTx, call: Call, concerned: Concerned): Promise<Result<undefined, 'last_primary_admin'>> {
  const standings = await readStandings(tx, concerned.partner, concerned.customers);
  if (standings.some((standing) => consequenceOf(standing, 'act') === 'refused')) return refuse('last_primary_admin');
  await settle(tx, call, concerned.partner, standings);
  return ok(undefined);
}

/**
 * The same for deprovisioning, which is never refused: a delegation without a Primary Admin in effect is flagged as
 * unattended, both sides are told and both ledgers keep it (D21, A86).
 */
export async function noteDeprovisioning(tx: TenantTx, call: Call, concerned: Concerned): Promise<void> {
  await settle(tx, call, concerned.partner, await readStandings(tx, concerned.partner, concerned.customers));
}

/**
 * The customers whose delegation an act upon this member of the partner can touch, in id order: where an assignment names it
 * or a group it is in. For the guard of the act, whose locks must hold them; what changes this answer later moves the
 * partner's epoch. Widens the reach to every customer that delegates to the partner.
 */
export async function customersConcerned(tx: TenantTx, partner: OrganizationId, member: Member): Promise<OrganizationId[]> {
  const customers = await customersDelegatingTo(tx, partner);
  if (customers.length === 0) return [];
  await addToReach(tx, customers);
  return customersNaming(tx, partner, customers, member);
}

async function settle(tx: TenantTx, call: Call, partner: OrganizationId, standings: readonly StandingDelegation[]): Promise<void> {
  for (const standing of standings) {
    const consequence = consequenceOf(standing, 'deprovisioning');
    if (consequence !== 'flagged' && consequence !== 'attended') continue;
    await noteUnattended(tx, standing, consequence === 'flagged');
    await recordAttendance(tx, call, { delegation: standing.id, customer: standing.customer, partner, became: consequence });
  }
}
