import type { PersonRef } from '@keyholder/contract';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import type { Authority, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { activePartnersOf, peopleAt } from '../authorization/index.ts';
import { readOrganizations } from '../organizations/index.ts';
import type { IncidentInRoom } from './list-incidents.store.ts';

/** At most so many are offered; the rest is found by name. */
const offered = 100;

/**
 * People whom the caller may assign an incident to: those who see its ticket, of the customer and its partners for the
 * customer's people, of one's own organization for a partner's (D22, A93: other sides' people are not named to it).
 */
async function assignable(tx: TenantTx, authority: Authority, { customer, atoms }: IncidentInRoom, only?: string): Promise<PersonRef[]> {
  const sides = authority.home === customer ? [customer, ...(await activePartnersOf(tx, customer))] : [authority.home];
  if (authority.home === customer) await addToReach(tx, sides);
  const matter: Matter = { customer, kind: 'room', atoms };
  const people = (await peopleAt(tx, customer, sides)).filter(
    (person) => (only === undefined || person.user === only) && person.may('tickets.view', matter),
  );
  const names = new Map((await readOrganizations(tx, sides)).map(({ id, name }) => [id, name]));
  return people.map(({ user, name, organization }) => ({ id: user, name, organization: { id: organization, name: names.get(organization) ?? '' } }));
}

/** By name; `q` is the beginning of the name or of a later word of it. */
export async function listAssignees(tx: TenantTx, authority: Authority, incident: IncidentInRoom, q: string | undefined): Promise<PersonRef[]> {
  const wanted = (q ?? '').trim().toLowerCase();
  const people = await assignable(tx, authority, incident);
  return people
    .filter(({ name }) => ` ${name.toLowerCase()}`.includes(` ${wanted}`))
    .sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1))
    .slice(0, offered);
}

/** @param given `me`, an id, or null for nobody; strangers, other sides' people and those who cannot see the room are unknown alike */
export async function assigneeNamed(
  tx: TenantTx,
  { actor }: PersonCall,
  authority: Authority,
  incident: IncidentInRoom,
  given: string | null,
): Promise<Result<PersonRef | null, 'unknown_reference'>> {
  if (given === null) return ok(null);
  if (given === 'me' || given === actor.user)
    return ok({ id: actor.user, name: actor.name, organization: { id: actor.organization, name: actor.organizationName } });
  const [found] = await assignable(tx, authority, incident, given);
  return found === undefined ? refuseAt('/assignee', 'unknown_reference', 'nobody by this id can see this incident') : ok(found);
}
