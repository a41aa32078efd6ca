import type { OrganizationId, RoomAccess, UserId } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { AtomKey, Authority, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { planOnce } from '../../platform/postgres/kept-statements.ts';
import { holdersOf, holdsRoom } from './access-holders.ts';
import { type PageAsked, endOf, personKeyOf } from './access-page.ts';
import { type Known, type PersonKey, pageOfPeople } from './access-people.store.ts';
import { type ReadingNeeds, nameable, openReading } from './access-reading.ts';
import { decide } from './decide.ts';
import { type HeldBy, waysTo } from './explain.ts';
import { pathView, personView, readNames } from './explain.view.ts';
import { type AssignmentFacts, type CustomerFacts, assignmentsAt } from './facts.ts';
import { roomPermissions, touchesRooms } from './room-permissions.ts';

export type RoomRead = { id: string; customer: OrganizationId; atoms: readonly AtomKey[] };
type Listed = { items: RoomAccess[]; nextCursor: string | null };

/**
 * Who can touch this room, and why, by name (D30, D48): of the customer everybody, of a partner its own people only (A93).
 * The guard has found that the asker sees the room and holds roles.view over it.
 */
export async function accessOfRoom(
  tx: TenantTx,
  needs: ReadingNeeds,
  authority: Authority,
  call: PersonCall,
  room: RoomRead,
  asked: PageAsked,
): Promise<Result<Listed, 'invalid_cursor'>> {
  const list = `access of ${room.id}`;
  const after = personKeyOf(call, list, asked.cursor);
  if (!after.ok) return after;
  const { rows, lines } = await peopleWithRoom(tx, needs, authority, call.actor.user, room, after.value, asked.limit + 1);
  return ok({ items: lines(rows.slice(0, asked.limit)), nextCursor: endOf(call, list, rows, asked.limit) });
}

/** The next people by name who can touch a room, and how each of them is told. */
export async function peopleWithRoom(
  tx: TenantTx,
  needs: ReadingNeeds,
  authority: Authority,
  reader: UserId,
  { customer, atoms: roomAtoms }: RoomRead,
  after: PersonKey | undefined,
  limit: number,
): Promise<{ rows: readonly Known[]; lines: (rows: readonly Known[]) => RoomAccess[] }> {
  const { facts, sight, sides } = await openReading(tx, needs, authority, reader, customer);
  await planOnce(tx);
  const counts = (assignment: AssignmentFacts): boolean => touchesRooms(assignment.permissions) && holdsRoom(facts, assignment, roomAtoms);
  const [rows, names] = await Promise.all([
    pageOfPeople(tx, holdersOf(facts, sides, 'in', counts), { order: 'name', after, limit }),
    // whoever is found, every way to this room is by one of these, and by atoms of the room itself
    nameable(tx, customer, sight, roomAtoms).then((atoms) =>
      readNames(tx, needs.estate, { customer, assignments: assignmentsAt(facts).filter(counts), atoms }),
    ),
  ]);
  const matter: Matter = { customer, kind: 'room', atoms: roomAtoms };
  const lineOf = (person: Known): RoomAccess => ({
    person: personView(person),
    ...permissionsAt(facts, person, matter),
    paths: waysTo(facts, person.facts, matter).map((path: HeldBy) => pathView(path, person, names)),
  });
  return { rows, lines: (some) => some.map(lineOf) };
}

/** What is done at once, and what waits for the customer. */
export function permissionsAt(facts: CustomerFacts, { facts: actor }: Known, matter: Matter): Pick<RoomAccess, 'may' | 'mayAsk'> {
  const outcomes = roomPermissions.map((key) => ({ key, outcome: decide(facts, actor, key, matter).outcome }));
  const those = (wanted: string): RoomAccess['may'] => outcomes.flatMap(({ key, outcome }) => (outcome === wanted ? [key] : []));
  return { may: those('allow'), mayAsk: those('needs_approval') };
}
