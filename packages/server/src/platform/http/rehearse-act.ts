import { createHash } from 'node:crypto';
import type { Operation } from '@keyholder/contract';
import { sql } from 'kysely';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { Answer } from './answer.ts';
import type { AccessChange, Doorkeepers } from './doorkeepers.ts';
import type { Passed } from './guard.ts';
import type { Context, Route } from './route.ts';

type Act = Context<Operation, unknown>;

/**
 * Does the act on trial, sees who gains and who loses what by it, and undoes it (D53). Refuses what the act would refuse. The
 * transaction must end without a further statement of the act.
 */
export async function rehearseAct(doors: Doorkeepers, route: Route, context: Act, passed: Passed): Promise<Result<Answer>> {
  const changes = await doors.watchAccess(context.tx, passed.organizations, readerOf(context));
  await sql`savepoint rehearsal`.execute(context.tx);
  const outcome = await route.handle(context);
  if (!outcome.ok) return outcome;
  const change = await changes();
  await sql`rollback to savepoint rehearsal`.execute(context.tx);
  return ok({ status: 200, value: { ...change, waiting: [], survives: [], rehearsal: bindingOf(route, context, change) } });
}

/**
 * Does the act; one that confirms a rehearsal is refused, and with it undone, where it does not do what was shown: 409
 * `rehearsal_outdated`. Endings check their own picture.
 */
export async function asRehearsed(doors: Doorkeepers, route: Route, context: Act, passed: Passed): Promise<Result<unknown>> {
  if (context.rehearsal === undefined || !route.operation.rehearses || route.rehearse !== undefined) return route.handle(context);
  const changes = await doors.watchAccess(context.tx, passed.organizations, readerOf(context));
  const outcome = await route.handle(context);
  if (!outcome.ok) return outcome;
  return bindingOf(route, context, await changes()) === context.rehearsal ? outcome : refuse('rehearsal_outdated');
}

const readerOf = ({ call, authority }: Act) => ({ user: call.actor.user, authority });

/** What a confirmation is bound to: this act of this person, by this body, with these effects. */
function bindingOf({ operation }: Route, { call, params, body }: Act, { gains, loses, leftOut }: AccessChange): string {
  return createHash('sha256')
    .update(JSON.stringify([operation.id, call.actor.user, params, body ?? null, gains, loses, leftOut]))
    .digest('base64url');
}
