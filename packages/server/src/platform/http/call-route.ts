import { isDeepStrictEqual } from 'node:util';
import { type Operation, type OrganizationId, type PermissionKey, isId } from '@keyholder/contract';
import { sql } from 'kysely';
import { type Refusal, type Result, ok, refuse } from '../../kernel/result.ts';
import type { Authority, Decision } from '../../kernel/rights.ts';
import { type TenantTx, reachOf } from '../../kernel/tenant.ts';
import { doAnew } from '../postgres/do-anew.ts';
import { proven } from '../postgres/foresight.ts';
import { type Locks, StaleDecision, bumpEpochs, inSnapshot, inTenant, widenReach } from '../postgres/in-tenant.ts';
import type { Answer } from './answer.ts';
import type { PersonCall } from './cursor.ts';
import type { Doorkeepers } from './doorkeepers.ts';
import { type Params, type Passed, decideAll, guard } from './guard.ts';
import { idempotently } from './idempotency.ts';
import { asRehearsed, rehearseAct } from './rehearse-act.ts';
import type { Context, Route } from './route.ts';

/** What came with the request, past the guard: read lazily, so that the order of checks holds. */
export type Input = {
  params: Params;
  /** `?customer=` as it was written, before anything is checked: it only narrows */
  customerFilter: string | undefined;
  query: () => Result<Record<string, unknown>>;
  body: () => Result<unknown>;
  ifMatch: () => Result<number | undefined>;
  idempotencyKey: () => Result<string | undefined>;
  rehearsal: string | undefined;
  /** what is wrong with a header of the act, told with the other faults of input */
  unreadable?: Refusal | undefined;
};

type Ready = { query: Record<string, unknown>; body: unknown; ifMatch: number | undefined };

const wantedBy = (route: Route, input: Input): readonly OrganizationId[] | 'all' => {
  const { access } = route;
  if (access.kind === 'own' || (access.kind === 'organization' && access.reach === 'every-customer')) return 'all';
  if (access.kind === 'public' || access.kind === 'credential') return [];
  const named = access.customer?.(input.params) ?? input.customerFilter;
  if (named === undefined) return 'all';
  const others = Object.values(input.params).filter((id) => isId('org', id));
  return [named, ...others].filter((id): id is OrganizationId => isId('org', id));
};

/**
 * A read: guard, query and handler see one snapshot, so the answer is as true as the decision (architecture.md).
 *
 * @param tx that snapshot; its reach is the caller's organization
 */
export async function callRead(tx: TenantTx, doors: Doorkeepers, route: Route, call: PersonCall, input: Input): Promise<Result<Answer>> {
  const authority = narrowed(await doors.authorityOf(tx, call.actor, wantedBy(route, input)), input.customerFilter);
  const passed = await guard(tx, authority, route, input.params);
  if (!passed.ok) return passed;
  const query = input.query();
  if (!query.ok) return query;
  if (route.operation.success.mediaType !== undefined) await proven(tx); // a file or a stream goes on when the snapshot has ended
  const outcome = await route.handle(
    contextOf(tx, call, authority, passed.value, input, { query: query.value, body: undefined, ifMatch: undefined }),
  );
  return outcome.ok ? answered(route, input, outcome.value) : outcome;
}

/**
 * A write: the guard decides in a snapshot, then the act runs in one transaction that verifies under its locks that the
 * decision still stands. When it does not, all is decided again.
 *
 * @param ready reads what the guard must not wait for; called once the guard has let the request pass
 */
export async function callWrite(
  doors: Doorkeepers,
  route: Route,
  call: PersonCall,
  input: Input,
  afterGuard: () => Promise<Refusal | undefined>,
): Promise<Result<Answer>> {
  let ready: Result<Ready> | undefined;
  let passed: Passed | undefined;
  const done = await doAnew(8, async (attempt): Promise<Result<Answer>> => {
    if (attempt >= patience && passed !== undefined && ready?.ok === true && !isRehearsal(ready.value))
      return underLocks(doors, route, call, input, ready.value, passed);
    const decided = await inSnapshot(doors.db, [call.actor.organization], async (tx) => {
      const authority = await doors.authorityOf(tx, call.actor, wantedBy(route, input));
      return { authority, passed: await guard(tx, authority, route, input.params) };
    });
    if (!decided.passed.ok) return decided.passed;
    const early = attempt === 0 ? await afterGuard() : undefined;
    if (early !== undefined) return early;
    ready ??= readAll(route, input);
    if (!ready.ok) return ready;
    passed = decided.passed.value;
    return act(doors, route, call, input, decided.authority, passed, ready.value, locksOf(route, ready.value.body, attempt));
  });
  return done ?? refuse('unavailable', { detail: 'access changes too often here just now; try again' });
}

/** What only looks takes nobody's turn; it is never done under the locks of the act. */
const isRehearsal = ({ query }: Ready): boolean => query['rehearse'] === 'true';

/** So often a decision may be overtaken before it is made under the locks: who comes late in a crowd comes in its turn. */
const patience = 2;

/** Takes the locks first and decides under them, so that nothing can overtake the decision; slower for everybody else. */
function underLocks(doors: Doorkeepers, route: Route, call: PersonCall, input: Input, ready: Ready, foreseen: Passed): Promise<Result<Answer>> {
  const { organizations } = foreseen;
  return inTenant(doors.db, reachOf(organizations), locksOf(route, ready.body, patience), async (tx): Promise<Result<Answer>> => {
    const authority = await doors.authorityOf(tx, call.actor, wantedBy(route, input));
    const passed = await guard(tx, authority, route, input.params);
    if (!passed.ok) return passed;
    if (!passed.value.organizations.every((id) => organizations.includes(id))) throw new StaleDecision(); // another one is concerned by now
    await widenReach(tx, organizations);
    const decision = decideFor(route, input, authority, passed.value, ready);
    return decision.ok ? perform(tx, doors, route, call, input, authority, passed.value, ready, decision.value) : decision;
  });
}

function readAll(route: Route, input: Input): Result<Ready> {
  const query = input.query();
  if (!query.ok) return query;
  if (input.unreadable !== undefined) return input.unreadable;
  const body = input.body();
  if (!body.ok) return body;
  const ifMatch = input.ifMatch();
  if (!ifMatch.ok) return ifMatch;
  if (asksForVersion(route, input, query.value) && ifMatch.value === undefined) return refuse('if_match_required');
  return ok({ query: query.value, body: body.value, ifMatch: ifMatch.value });
}

const asksForVersion = ({ operation }: Route, { rehearsal }: Input, query: Record<string, unknown>): boolean =>
  operation.ifMatch === 'required' && !(operation.rehearses && (query['rehearse'] === 'true' || rehearsal !== undefined));

/** Whether the object has another version than the caller has read. */
const isOutdated = (route: Route, { found }: Passed, input: Input, { query, ifMatch }: Ready): boolean =>
  asksForVersion(route, input, query) && found.version !== undefined && ifMatch !== found.version;

/** What was decided about the act as a whole, with all that its body needs; refused where it is denied or the object has changed. */
function decideFor(route: Route, input: Input, authority: Authority, passed: Passed, ready: Ready): Result<Decision> {
  // anew each time: what made a decision stale may have changed the object as well
  if (isOutdated(route, passed, input, ready)) return refuse('version_outdated');
  const decision =
    passed.customer === undefined || route.alsoNeeds === undefined
      ? passed.decision
      : decideAll(authority, passed.customer, passed.found, passed.decision, route.alsoNeeds(ready.body, passed.found.object));
  return decision.outcome === 'deny' ? refuse(decision.code) : ok(decision);
}

async function act(
  doors: Doorkeepers,
  route: Route,
  call: PersonCall,
  input: Input,
  authority: Authority,
  passed: Passed,
  ready: Ready,
  locks: Locks,
): Promise<Result<Answer>> {
  const decided = decideFor(route, input, authority, passed, ready);
  if (!decided.ok) return decided;
  const reach = reachOf(passed.organizations, new Map([...authority.epochs].filter(([id]) => passed.organizations.includes(id))));
  if (isRehearsal(ready)) {
    if (route.rehearse === undefined)
      return inTenant(doors.db, reach, 'shared', (tx) => rehearseAct(doors, route, contextOf(tx, call, authority, passed, input, ready), passed));
    const { rehearse } = route;
    const rehearsed = await inSnapshot(doors.db, reach.organizations, (tx) => rehearse(contextOf(tx, call, authority, passed, input, ready)));
    return ok({ status: 200, value: { ...rehearsed.picture, rehearsal: rehearsed.rehearsal } });
  }
  return inTenant(doors.db, reach, locks, (tx) => perform(tx, doors, route, call, input, authority, passed, ready, decided.value));
}

/** The act itself, once, in the transaction that holds its locks. */
async function perform(
  tx: TenantTx,
  doors: Doorkeepers,
  route: Route,
  call: PersonCall,
  input: Input,
  authority: Authority,
  passed: Passed,
  ready: Ready,
  decision: Decision,
): Promise<Result<Answer>> {
  const key = input.idempotencyKey();
  if (!key.ok) return key;
  const done = await idempotently(tx, call, route.operation, key.value, { params: input.params, body: ready.body }, async () => {
    const context = contextOf(tx, call, authority, passed, input, ready);
    if (decision.outcome === 'needs_approval') return askFirst(doors, route, context, passed, decision.event);
    const outcome = await asRehearsed(doors, route, context, passed);
    if (!outcome.ok) return outcome;
    if (route.changesAccess(ready.body)) await bumpEpochs(tx, [...new Set(passed.organizations)]);
    return answered(route, input, outcome.value);
  });
  return done.ok ? ok({ ...done.value, version: versionIn(route, done.value) }) : done; // of a stored answer as well
}

/**
 * Runs the act to see that it could be done and what it would change, undoes it, and stores it as a request (D36, D37). What
 * would change nothing has nothing to approve: it is answered at once.
 */
async function askFirst(
  doors: Doorkeepers,
  route: Route,
  context: Context<Operation, unknown>,
  passed: Passed,
  event: PermissionKey,
): Promise<Result<Answer>> {
  const { change } = route;
  const { customer } = passed;
  const partner = customer === undefined ? undefined : context.authority.partnerAt(customer);
  if ('none' in change || customer === undefined || partner === undefined) return refuse('forbidden');
  await sql`savepoint trial`.execute(context.tx);
  const outcome = await asRehearsed(doors, route, context, passed);
  await sql`rollback to savepoint trial`.execute(context.tx);
  if (!outcome.ok) return outcome;
  const before = change.shown(context.object, context.body);
  const after = change.shown(outcome.value, context.body);
  if (isDeepStrictEqual(before, after)) return answered(route, context, outcome.value);
  const target = change.target(context.object);
  const stored = await doors.requestApproval(context.tx, context.call, {
    customer,
    partner,
    event,
    kind: route.operation.id,
    target,
    payload: { params: context.params, body: context.body },
    before,
    after,
    action: Array.isArray(route.audit) ? String(route.audit[0]) : route.operation.id,
  });
  const value = {
    changeRequest: {
      id: stored.id,
      state: 'pending',
      event,
      target: { type: target.type, id: target.id, name: target.name },
      expiresAt: stored.expiresAt,
    },
  };
  return ok({ status: 202, value, location: `/api/v1/customers/${customer}/change-requests/${stored.id}` });
}

const contextOf = (
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  passed: Passed,
  input: Input,
  ready: Ready,
): Context<Operation, unknown> => ({
  tx,
  call,
  authority,
  object: passed.found.object,
  params: input.params,
  query: ready.query,
  body: ready.body,
  ifMatch: ready.ifMatch,
  rehearsal: input.rehearsal,
});

function answered(route: Route, { params }: { params: Params }, value: unknown): Result<Answer> {
  return ok({
    status: route.operation.success.status,
    value,
    location: route.location?.(value, params),
    version: versionIn(route, { status: route.operation.success.status, value }),
  });
}

/** What ETag says; nothing of a change request that was made instead. */
function versionIn({ operation, access, version }: Route, { status, value }: Answer): number | undefined {
  return status === operation.success.status && (status === 201 || access.kind === 'object') ? version?.(value) : undefined;
}

/** With `?customer=` only that customer exists: the filter narrows the reach and can never replace it (A04). */
function narrowed(authority: Authority, customer: string | undefined): Authority {
  if (customer === undefined) return authority;
  return { ...authority, grants: (permission) => authority.grants(permission).filter((grant) => grant.customer === customer) };
}

/** A long act that was in vain twice, because access changed while it ran, holds its locks from the start the third time. */
function locksOf({ changesAccess, locks }: Route, body: unknown, attempt: number): Locks {
  if (changesAccess(body)) return 'exclusive';
  return locks === 'at the end' && attempt < 2 ? 'shared at the end' : 'shared';
}
