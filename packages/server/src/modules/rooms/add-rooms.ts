import type { NewRoom, OrganizationId, RoomId } from '@keyholder/contract';
import { type Fault, type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { insertRooms } from './add-rooms.store.ts';
import { issueKeys } from './issue-keys.ts';
import { unknownGroups } from './known-groups.ts';
import { unknownRing } from './known-rings.ts';
import { judgeNewRoom, newRoomFacts } from './new-room.ts';

/**
 * Adds rooms of a world in one go, as the platform: nobody's rights are asked and nothing is recorded, but what a room names
 * must exist. Each has its first enrolment key, as any room that is created.
 *
 * @returns their ids in the order given; pointers of a refusal begin with the index of the room
 */
export async function addRooms(
  tx: TenantTx,
  customer: OrganizationId,
  rooms: readonly NewRoom[],
  instanceKey: InstanceKey,
): Promise<Result<RoomId[], 'unknown_reference'>> {
  const faults: Fault[] = [];
  const known = await unknownGroups(tx, 'platform', customer, [...new Set(rooms.flatMap(({ groups }) => groups ?? []))], '');
  if (known.length > 0) {
    for (const [n, room] of rooms.entries()) {
      const faulty = [...(await unknownGroups(tx, 'platform', customer, room.groups ?? [], `/${n}/groups`))];
      faults.push(...faulty);
    }
  }
  const rings = new Map<string | undefined, Fault[]>();
  for (const [n, { ring }] of rooms.entries()) {
    const known = rings.get(ring) ?? (await unknownRing(tx, 'platform', customer, ring));
    rings.set(ring, known);
    faults.push(...known.map((fault) => ({ ...fault, pointer: `/${n}/ring` })));
  }
  if (faults.length > 0) return refuse('unknown_reference', { faults });
  const facts = await newRoomFacts(tx, 'platform', customer);
  const ids: RoomId[] = [];
  for (let from = 0; from < rooms.length; from += 1000) {
    const batch = rooms.slice(from, from + 1000).map((room) => judgeNewRoom(facts, room));
    const judged = batch.flatMap((one) => (one.ok ? [one.value] : []));
    if (judged.length !== batch.length) throw new Error('the platform was refused a room');
    await insertRooms(tx, customer, judged);
    await issueKeys(
      tx,
      customer,
      judged.map(({ id }) => id),
      instanceKey,
    );
    ids.push(...judged.map(({ id }) => id));
  }
  return ok(ids);
}
