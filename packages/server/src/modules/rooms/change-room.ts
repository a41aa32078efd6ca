import type { Room, RoomChange, RoomGroupId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Refusal, type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { delegatedAtoms, replaceRoomAtoms, rulesOf } from '../authorization/index.ts';
import { replaceGroups, replaceWords } from './add-rooms.store.ts';
import { type Author, ledgersOf, mayDelegate } from './author.ts';
import { unknownGroups } from './known-groups.ts';
import { unknownRing } from './known-rings.ts';
import { type Rule, atomsOf, groupsIn, movedBy, widenedByGroup, widenedByPlace } from './room.rules.ts';
import { type RoomFields, type RoomRow, lockRoom, updateRoom } from './rooms.store.ts';

type ChangeRefusal = 'not_found' | 'version_outdated' | 'unknown_reference' | 'would_widen_delegation';
type State = RoomFields & { groups: readonly RoomGroupId[] };

/**
 * Changes what people may change of a room. What it says is compared with the locked row; where nothing differs, nothing is
 * written and the version stays.
 *
 * @param seen the room as the guard saw it: a later version is refused, because the decision was about this one
 */
export async function changeRoom(tx: TenantTx, call: Call, author: Author, seen: RoomRow, body: RoomChange): Promise<Result<RoomRow, ChangeRefusal>> {
  const { customer, id } = seen;
  const room = await lockRoom(tx, customer, id, 'to_change');
  if (room === undefined) return refuse('not_found');
  if (room.version !== seen.version) return refuse('version_outdated');
  const before = stateOf(room);
  const after: State = { ...before, ...body, groups: body.groups === undefined ? before.groups : [...new Set(body.groups)] };
  const unknown = [
    ...(await unknownGroups(tx, author, customer, body.groups ?? [], '/groups')),
    ...(await unknownRing(tx, author, customer, body.ring)),
  ];
  if (unknown.length > 0) return refuse('unknown_reference', { faults: unknown });
  const changed = differing(before, after);
  if (changed.length === 0) return ok(room);

  const rules = await rulesOf(tx, customer);
  const widening = await widened(tx, author, room, before, after, rules);
  if (widening !== undefined) return widening;

  await updateRoom(tx, customer, id, after);
  await replaceWords(tx, customer, { id, ...after });
  if (changed.includes('groups')) await replaceGroups(tx, customer, id, after.groups);
  await replaceRoomAtoms(tx, customer, id, atomsOf(id, after.groups, after, rules));
  await appendAudit(tx, call, {
    action: 'room.modified',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'room', id, name: after.name },
    changes: { before: pick(before, changed), after: pick(after, changed) },
  });
  const now = await lockRoom(tx, customer, id, 'to_change');
  if (now === undefined) throw new Error(`room \`${id}\` vanished while it was locked`);
  return ok(now);
}

async function widened(
  tx: TenantTx,
  author: Author,
  { customer }: RoomRow,
  before: State,
  after: State,
  rules: readonly Rule[],
): Promise<Refusal<'would_widen_delegation'> | undefined> {
  const joined = after.groups.filter((group) => !before.groups.includes(group));
  const moved = movedBy(before, after);
  if ((joined.length === 0 && moved.length === 0) || mayDelegate(author, customer)) return undefined;
  const delegated = await delegatedAtoms(tx, customer);
  const attribute = widenedByPlace(moved, rules, delegated);
  if (attribute !== undefined)
    return refuseAt(`/${attribute}`, 'would_widen_delegation', 'a rule of a delegation or of a pending invitation names this attribute');
  if (widenedByGroup(joined, delegated) !== undefined)
    return refuseAt('/groups', 'would_widen_delegation', 'a delegation or a pending invitation contains this group');
  return undefined;
}

/** The part of a room that `body` may change: what an approver is shown, before and after (D37). */
export function shownPart(room: Room | RoomRow, body: RoomChange): Record<string, unknown> {
  const state: Partial<Room> | State = 'atoms' in room ? stateOf(room) : room;
  return Object.fromEntries(Object.keys(body).map((name) => [name, Reflect.get(state, name)]));
}

export const stateOf = ({ name, country, city, site, notes, ring, atoms }: RoomRow): State => ({
  name,
  country,
  city,
  site,
  notes,
  ring,
  groups: groupsIn(atoms),
});

const differing = (before: State, after: State): (keyof State)[] =>
  stateKeys.filter((key) => (key === 'groups' ? !sameMembers(before.groups, after.groups) : before[key] !== after[key]));
const stateKeys: readonly (keyof State)[] = ['name', 'country', 'city', 'site', 'notes', 'ring', 'groups'];
const sameMembers = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));
const pick = (state: State, keys: readonly (keyof State)[]) => Object.fromEntries(keys.map((key) => [key, state[key]]));
