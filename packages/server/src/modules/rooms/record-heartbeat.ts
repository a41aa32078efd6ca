import type { BodyOf, agents } from '@keyholder/contract';
import type { AgentActor, Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PresentedCredential, credentialMatches } from '../../platform/credentials/credential.ts';
import { lockAgent, saveLastHeard } from './agents.store.ts';
import type { OnSignals } from './health-watch.ts';
import { reasonsOf, saveHeard } from './health.store.ts';
import { formerRunsAfter, heartbeatFaults, isClone } from './heartbeat.rules.ts';
import { assess } from './signals.rules.ts';

/**
 * Takes what the room's agent measured (D54), by the database's clock: the agent's own decides nothing. The credential alone
 * names the room (A102). A clone is flagged and goes on being heard: which of the two is the room's own, a person decides by
 * a reset, which ends both (A105). Attributes of the room are never touched (A107). What is refused has written nothing.
 */
export async function recordHeartbeat(
  tx: TenantTx,
  credential: PresentedCredential<'agent'>,
  beat: BodyOf<typeof agents.heartbeat>,
  request: string,
  onSignals: OnSignals,
): Promise<Result<undefined, 'not_signed_in' | 'invalid_value'>> {
  const { organization: customer, id } = credential;
  const agent = await lockAgent(tx, customer, id);
  if (agent === undefined || !credentialMatches(credential, agent.digest)) return refuse('not_signed_in');
  const room = { customer, id: agent.room, name: agent.roomName };
  const { measurements, run, sequence } = beat;
  const faults = heartbeatFaults(measurements, new Date(beat.sentAt), agent.now);
  if (faults.length > 0) return refuse('invalid_value', { detail: 'the heartbeat has values that are not valid', faults });

  const heard = { identity: agent.identity, run: agent.run, sequence: agent.sequence, formerRuns: agent.former_runs };
  const now = { identity: beat.machine.identity, run, sequence };
  const cloned = agent.cloned_at !== null || isClone(heard, now);
  await saveLastHeard(tx, customer, id, { run, sequence, formerRuns: formerRunsAfter(heard, now), cloned });

  const { health, reasons, ...findings } = assess(measurements, cloned ? 'cloned' : 'unique', await reasonsOf(tx, customer, room.id));
  await saveHeard(tx, customer, room.id, { health, reasons, measurements });
  const call: Call<AgentActor> = { actor: { kind: 'agent', organization: customer, room: room.id, agent: id }, request, reason: null };
  await onSignals(tx, call, room, findings);
  return ok(undefined);
}
