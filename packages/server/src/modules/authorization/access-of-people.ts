import { type OrganizationId, type PermissionKey, type PersonAccess, isId, permissionsOf } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { AtomKey, Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { holdersOf } from './access-holders.ts';
import { type PageAsked, endOf, personKeyOf } from './access-page.ts';
import { type Known, type PersonKey, pageOfPeople } from './access-people.store.ts';
import { type Reading, type ReadingNeeds, nameable, openReading } from './access-reading.ts';
import { type Scopes, countRoomsInEach } from './access-rooms.store.ts';
import { administratorAt } from './explain.ts';
import { type Names, assignmentView, atomsView, personView, readNames, roleView } from './explain.view.ts';
import { type AssignmentFacts, type CustomerFacts, assignmentsOf } from './facts.ts';
import { touchesRooms } from './room-permissions.ts';

/** One person, or those whose name, or a later word of it, begins with `q`; everybody where neither is given. */
export type Wanted = { person?: string | undefined; q?: string | undefined };
type Listed = { items: PersonAccess[]; nextCursor: string | null };

/** What people can touch at a customer: everybody the asker may know of, or one; who may know of nobody sees itself (D30, D48). */
export async function accessOfPeople(
  tx: TenantTx,
  needs: ReadingNeeds,
  authority: Authority,
  call: PersonCall,
  customer: OrganizationId,
  asked: PageAsked & Wanted,
): Promise<Result<Listed, 'invalid_cursor'>> {
  const list = `access at ${customer} of ${asked.person ?? 'everybody'} ${asked.q ?? ''}`;
  const after = personKeyOf(call, list, asked.cursor);
  if (!after.ok) return after;
  const reading = await openReading(tx, needs, authority, call.actor.user, customer);
  const rows = await pageOfHolders(tx, reading, asked, after.value, asked.limit + 1);
  return ok({ items: await linesOf(tx, needs, reading, rows.slice(0, asked.limit)), nextCursor: endOf(call, list, rows, asked.limit) });
}

/** Whoever holds anything there, by name; a person that is named and holds nothing, or may not be known of, is not there. */
export async function pageOfHolders(
  tx: TenantTx,
  { facts, sides, only }: Reading,
  { person, q = '' }: Wanted,
  after: PersonKey | undefined,
  limit: number,
): Promise<Known[]> {
  if (person !== undefined && !isId('usr', person)) return [];
  if (only !== undefined && person !== undefined && person !== only) return [];
  const holders = holdersOf(facts, sides, 'in', ({ permissions }) => permissions.size > 0);
  return pageOfPeople(tx, holders, { order: 'name', after, only: only ?? person, named: q.trim() === '' ? undefined : q.trim(), limit });
}

export async function linesOf(tx: TenantTx, needs: ReadingNeeds, { facts, sight }: Reading, people: readonly Known[]): Promise<PersonAccess[]> {
  const { customer } = facts;
  const held = new Map(people.map((person) => [person.id, holdingOf(facts, person)]));
  const assignments = [...held.values()].flatMap((one) => one.assignments);
  const atoms = await nameable(tx, customer, sight, [...new Set<AtomKey>(['all', ...assignments.flatMap((one) => [...one.atoms])])]);
  const names = await readNames(tx, needs.estate, { customer, assignments, atoms });
  const counted = new Map<string, number>();
  const lines: PersonAccess[] = [];
  for (const person of people) {
    const holding = held.get(person.id);
    if (holding === undefined) continue;
    const scopes = [...roomScopesOf(facts, person, holding), ...sight.scopes.map((scope) => [...scope])];
    const key = JSON.stringify(scopes.map((scope) => [...scope].sort()));
    const rooms = counted.get(key) ?? (scopes[0]?.length === 0 ? 0 : await countRoomsInEach(tx, customer, scopes));
    counted.set(key, rooms);
    lines.push({
      person: personView(person),
      side: person.organization === customer ? 'own' : 'partner',
      permissions: [...holding.permissions],
      rooms,
      paths: pathsView(person, holding, names),
    });
  }
  return lines;
}

type Holding = { role: string | undefined; assignments: readonly AssignmentFacts[]; permissions: ReadonlySet<PermissionKey> };

/** An administrator holds its column at home, whatever else names it; everybody else what the assignments give. */
export function holdingOf(facts: CustomerFacts, { facts: actor }: Known): Holding {
  const role = administratorAt(facts, actor);
  if (role !== undefined) return { role, assignments: [], permissions: new Set(permissionsOf('managed-service-admin')) };
  const assignments = assignmentsOf(facts, actor).filter(({ permissions }) => permissions.size > 0);
  return { role, assignments, permissions: new Set(assignments.flatMap(({ permissions }) => [...permissions])) };
}

/** The rooms over which something is held that concerns rooms: in one of these atoms, and in the delegated ones (D23). */
export function roomScopesOf(facts: CustomerFacts, person: Pick<Known, 'organization'>, { role, assignments }: Holding): Scopes {
  if (role !== undefined) return [['all']];
  const atoms = new Set(assignments.filter(({ permissions }) => touchesRooms(permissions)).flatMap((one) => [...one.atoms]));
  const within = facts.delegations.get(person.organization)?.within;
  return [[...atoms], ...(within === undefined ? [] : [[...within]])];
}

function pathsView(person: Known, { role, assignments, permissions }: Holding, names: Names): PersonAccess['paths'] {
  if (role !== undefined)
    return [{ by: 'directory', role: roleView(role, undefined), groups: [], permissions: [...permissions], scope: atomsView(['all'], names) }];
  return assignments.flatMap((assignment) =>
    person.facts.memberKeys
      .filter((member) => assignment.members.has(member))
      .map((member) => ({
        by: 'assignment' as const,
        role: roleView(assignment.role, names.assignments.get(assignment.id)),
        assignment: assignmentView(assignment, names),
        groups: [...person.wayFrom(member)],
        permissions: [...assignment.permissions],
        scope: atomsView(assignment.atoms, names),
      })),
  );
}
