import { type Result, ok, refuse } from '../../kernel/result.ts';

/** What is known when somebody comes with an enrolment key whose secret is right. */
export type Enrolling = {
  key: { used: boolean; ended: boolean; expired: boolean };
  /** the room's agent in effect, if any: came with this key or with another one, was ever heard, and the same machine tries again */
  agent: { ofThisKey: boolean; heard: boolean; sameAttempt: boolean } | undefined;
};

/**
 * A key enrols one machine, once, within seven days (D54, A104). `again`: the answer to the very same try got lost, and its
 * credential was never used; the machine gets a new one.
 */
export function enrolment({ key, agent }: Enrolling): Result<'first' | 'again', 'not_signed_in' | 'already_enrolled'> {
  if (key.ended) return refuse('not_signed_in');
  if (!key.used) {
    if (key.expired) return refuse('not_signed_in');
    return agent === undefined ? ok('first') : refuse('already_enrolled');
  }
  if (agent === undefined) return refuse('not_signed_in');
  const lostAnswer = agent.ofThisKey && agent.sameAttempt && !agent.heard && !key.expired;
  return lostAnswer ? ok('again') : refuse('already_enrolled');
}
