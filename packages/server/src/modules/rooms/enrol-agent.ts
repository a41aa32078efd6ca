import { createHash } from 'node:crypto';
import type { AgentMachine, RoomId } from '@keyholder/contract';
import type { AgentActor, Call } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PresentedCredential, credentialMatches, makeCredential } from '../../platform/credentials/credential.ts';
import { equalSecrets } from '../../platform/keys/equal-secrets.ts';
import { appendAudit } from '../audit/index.ts';
import { endAgentOfRoom, insertAgent, lockAgentOfRoom, lockEnrolmentKey, spendEnrolmentKey } from './agents.store.ts';
import { enrolment } from './enrol-agent.rules.ts';
import { saveHeard } from './health.store.ts';

/** @param attempt the machine's own secret of this try; kept as a digest */
export type EnrolRequest = { attempt: string; machine: AgentMachine };
export type EnrolledAgent = { credential: string; room: { id: RoomId; name: string } };

/**
 * Exchanges an enrolment key for the credential of the room's agent (D54, A104). All or nothing: the key is spent and can no
 * longer be downloaded, the agent is in effect, the room is monitored, the customer's ledger says so. Of two machines that
 * come at once, exactly one is enrolled.
 *
 * @param key as presented; its secret is compared here, under the lock
 */
export async function enrolAgent(
  tx: TenantTx,
  key: PresentedCredential<'enrol'>,
  { attempt, machine }: EnrolRequest,
  request: string,
): Promise<Result<EnrolledAgent, 'not_signed_in' | 'already_enrolled'>> {
  const { organization: customer } = key;
  const stored = await lockEnrolmentKey(tx, customer, key.id);
  if (stored === undefined || !credentialMatches(key, stored.digest)) return refuse('not_signed_in');
  const room = { id: stored.room, name: stored.roomName };
  const attemptDigest = createHash('sha256').update(`keyholder attempt\0${attempt}`).digest();
  const agent = await lockAgentOfRoom(tx, customer, room.id);
  const decided = enrolment({
    key: { used: stored.used_at !== null, ended: stored.ended_at !== null, expired: stored.expired },
    agent: agent && { ofThisKey: agent.key_id === key.id, heard: agent.run !== null, sameAttempt: equalSecrets(agent.attempt_digest, attemptDigest) },
  });
  if (!decided.ok) return decided;

  if (decided.value === 'again') await endAgentOfRoom(tx, customer, room.id);
  const { id, digest, text } = makeCredential('agent', customer, newId('agent'));
  await insertAgent(tx, { customer, room: room.id, id, key: key.id, digest, attemptDigest, machine });
  await spendEnrolmentKey(tx, customer, key.id);
  await saveHeard(tx, customer, room.id, { health: 'unknown', reasons: ['not_measured_yet'], measurements: null });
  const call: Call<AgentActor> = { actor: { kind: 'agent', organization: customer, room: room.id, agent: id }, request, reason: null };
  await appendAudit(tx, call, {
    action: 'agent.enrolled',
    customer,
    ledgers: [customer],
    target: { type: 'room', id: room.id, name: room.name },
    changes: { after: { agent: id, key: key.id, platform: machine.platform, agentVersion: machine.agentVersion } },
  });
  return ok({ credential: text, room });
}
