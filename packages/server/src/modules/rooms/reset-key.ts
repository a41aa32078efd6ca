import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { endAgent } from './end-agent.ts';
import { issueKeys } from './issue-keys.ts';
import { endKeys } from './keys.store.ts';
import { type RoomRow, lockRoom } from './rooms.store.ts';

/** A new enrolment key. The former key and the agent that came with it end at once (D54, A104); the room is not monitored until a machine enrols. */
export async function resetKey(
  tx: TenantTx,
  call: Call,
  author: Author,
  seen: RoomRow,
  instanceKey: InstanceKey,
): Promise<Result<RoomRow, 'not_found'>> {
  const { customer, id, name } = seen;
  // first of all: of two resets at once the second must see the key of the first. A machine that enrols does not wait for this lock
  if ((await lockRoom(tx, customer, id, 'to_change')) === undefined) return refuse('not_found');
  await endKeys(tx, customer, id);
  await endAgent(tx, customer, id);
  await issueKeys(tx, customer, [id], instanceKey);
  await appendAudit(tx, call, { action: 'room_key.reset', customer, ...ledgersOf(author, customer), target: { type: 'room', id, name } });
  const room = await lockRoom(tx, customer, id, 'to_change');
  return room === undefined ? refuse('not_found') : ok(room);
}
