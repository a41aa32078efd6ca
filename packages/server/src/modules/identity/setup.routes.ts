import { setup } from '@keyholder/contract';
import { ok, refuse } from '../../kernel/result.ts';
import { type OpenRequest, type Route, openRoute } from '../../platform/http/route.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { takeNetworkAttempt } from './attempt-limits.ts';
import { completeSetup } from './complete-setup.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { isSetupOpen } from './setup.store.ts';

const triesAMinute = 10;
/** Before anything of the request is looked at: a route that never was knows no parameter either. */
const whileOpen = async ({ db }: OpenRequest) => ((await isSetupOpen(db)) ? ok(undefined) : refuse('not_found'));

/** The page to which every other leads while there is nobody who could sign in. What is done stays done: then nothing is read any more. */
export function setupPageFirst(db: Db): () => Promise<string | undefined> {
  let isDone = false;
  return async () => {
    isDone ||= !(await isSetupOpen(db));
    return isDone ? undefined : '/setup';
  };
}

/** First-run set-up; once it is done these routes answer like ones that never were (A36). */
export const setupRoutes = (needs: { key: InstanceKey; hasher: PasswordHasher }): readonly Route[] => [
  openRoute(setup.state, {
    access: { kind: 'public', why: 'there is nobody yet who could sign in' },
    audit: { none: 'a read' },
    enter: whileOpen,
    answer: async () => ok({ open: true as const }),
  }),
  openRoute(setup.complete, {
    access: { kind: 'credential', why: 'the token that was printed on the console' },
    audit: ['organization.created'],
    enter: whileOpen,
    answer: async ({ db, address, request, body }) => {
      const counted = await takeNetworkAttempt(db, needs.key, 'setup', address, triesAMinute);
      return counted.ok ? completeSetup(db, needs.hasher, request, body) : counted;
    },
  }),
];
