import type { NewRoom, OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { appendAudit } from '../audit/index.ts';
import { insertRooms } from './add-rooms.store.ts';
import { type Author, ledgersOf } from './author.ts';
import { issueKeys } from './issue-keys.ts';
import { unknownGroups } from './known-groups.ts';
import { unknownRing } from './known-rings.ts';
import { judgeNewRoom, newRoomFacts } from './new-room.ts';
import { type RoomRow, findRoom } from './rooms.store.ts';

type CreateRefusal = 'unknown_reference' | 'would_widen_delegation' | 'exceeds_scope' | 'read_only';

/** Makes a room with its first enrolment key. Who may see the new room follows from its atoms alone, so nobody's access changes. */
export async function createRoom(
  tx: TenantTx,
  call: Call,
  author: Author,
  customer: OrganizationId,
  fields: NewRoom,
  instanceKey: InstanceKey,
): Promise<Result<RoomRow, CreateRefusal>> {
  const unknown = [
    ...(await unknownGroups(tx, author, customer, fields.groups ?? [], '/groups')),
    ...(await unknownRing(tx, author, customer, fields.ring)),
  ];
  if (unknown.length > 0) return refuse('unknown_reference', { faults: unknown });
  const judged = judgeNewRoom(await newRoomFacts(tx, author, customer), fields);
  if (!judged.ok) return judged;
  const { id, groups, atoms: _atoms, ...shown } = judged.value;
  await insertRooms(tx, customer, [judged.value]);
  await issueKeys(tx, customer, [id], instanceKey);
  await appendAudit(tx, call, {
    action: 'room.created',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'room', id, name: shown.name },
    changes: { after: { ...shown, groups } },
  });
  const made = await findRoom(tx, customer, id);
  if (made === undefined) throw new Error(`room \`${id}\` is not there after it was inserted`);
  return ok(made);
}
