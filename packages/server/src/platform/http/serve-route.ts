import { once } from 'node:events';
import { type OrganizationId, isId, statusOf } from '@keyholder/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../../kernel/ids.ts';
import { type Refusal, type Result, ok, refuse } from '../../kernel/result.ts';
import { doAnew } from '../postgres/do-anew.ts';
import type { Answer } from './answer.ts';
import { authzen } from './authzen.ts';
import { type Input, callRead, callWrite } from './call-route.ts';
import type { PersonCall } from './cursor.ts';
import type { Caller, Doorkeepers } from './doorkeepers.ts';
import { isAuditable } from './guard.ts';
import { type Limiter, OpenAtOnce, networkOf } from './limits.ts';
import { sendRefusal } from './problem.ts';
import { readBody } from './read-body.ts';
import { readQuery } from './query.ts';
import { filterOf, ifMatchOf, keyOf, paramsOf, reasonOf, searchOf, single } from './read-request.ts';
import type { Route } from './route.ts';
import { isLines, sendAnswer } from './send-answer.ts';
import { SpooledBody } from './spooled-body.ts';
import { checkBody } from './validate.ts';

export type Limits = { person: Limiter; network: Limiter; decisions: Limiter };

/** Streams of events of one person: more than anybody has pages open. */
const mostStreams = 50;

/** Registers one declared route. Its path parameters are read as text: a malformed id is an absent one. */
export function serveRoute(app: FastifyInstance, doors: Doorkeepers, limits: Limits, route: Route): void {
  const { operation } = route;
  const streams = operation.success.mediaType === eventStream ? new OpenAtOnce(mostStreams) : undefined;
  const url = `${operation.base === 'api' ? '/api/v1' : ''}${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  app.route({
    method: operation.method,
    url,
    // an answer to HEAD is thrown away, and a stream of events would never end
    exposeHeadRoute: operation.method === 'GET' && streams === undefined,
    // everything happens in this first hook: Fastify would parse the body before the guard has spoken
    onRequest: async (request, reply) => {
      const files: SpooledBody[] = [];
      try {
        await answerRoute(doors, { ...limits, streams }, route, request, reply, files);
        await wholly(reply);
      } finally {
        await disposeOf(files);
      }
    },
    handler: () => Promise.reject(new Error('answered in onRequest')),
  });
}

/** Waits until the answer has left or its reader has: Fastify takes only an ended answer for one, and would go on to the handler. */
async function wholly(reply: FastifyReply): Promise<void> {
  const { raw } = reply;
  if (!raw.writableEnded && !raw.destroyed) await once(raw, 'close');
  if (!raw.writableEnded) reply.hijack();
}

async function answerRoute(
  doors: Doorkeepers,
  limits: PersonLimits,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  files: SpooledBody[],
): Promise<FastifyReply> {
  const trace = newId('req');
  request.log.info({ request: trace, operation: route.operation.id });
  if (route.answer !== undefined) return answerOpen(doors, limits, route, request, reply, trace);
  const served = await serve(doors, limits, route, request, reply, trace, files);
  if ('ok' in served) {
    const wait = limits.network.take(networkOf(request.ip));
    return sendRefusal(reply, wait > 0 ? slowDown(wait) : served, trace);
  }
  const { call, outcome } = served;
  if (outcome.ok) return sendAnswer(reply, route, outcome.value, trace);
  if (call !== undefined) await remember(doors, route, call, request, outcome);
  return sendRefusal(reply, outcome, trace);
}

/** What came of a request whose caller is known; `call` only when the limits let it pass. */
type Served = { call?: PersonCall; outcome: Result<Answer> };

/** A read happens in the snapshot that its caller's credential was looked up in. */
async function serve(
  doors: Doorkeepers,
  limits: PersonLimits,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  trace: string,
  files: SpooledBody[],
): Promise<Served | Refusal> {
  const credentials = {
    authorization: request.headers.authorization,
    cookie: request.headers.cookie,
    method: request.method,
    address: request.ip,
    header: (name: string) => single(request.headers[name]),
  };
  const reason = reasonOf(request);
  let isCounted = false;
  let held: Refusal | undefined;
  const served = async (caller: Caller, answer: (call: PersonCall) => Promise<Result<Answer>>): Promise<Served> => {
    if (!isCounted) held = heldBack(limits, caller, reply); // once, however often the read begins
    isCounted = true;
    if (held !== undefined) return { outcome: held };
    const call: PersonCall = {
      actor: caller.person,
      request: trace,
      reason: reason.ok ? reason.value : null,
      cursorKey: doors.cursorKey,
      ...(caller.csrfToken === undefined ? {} : { csrfToken: caller.csrfToken }),
    };
    return { call, outcome: await answer(call) };
  };
  const isRead = route.operation.method === 'GET' && !Array.isArray(route.audit);
  if (isRead) {
    const input = inputOf(route, request, undefined, () => ok(undefined));
    return doors.readAs(credentials, (tx, caller) => served(caller, (call) => callRead(tx, doors, route, call, input)));
  }
  const caller = await doors.authenticate(credentials);
  return caller.ok ? served(caller, (call) => write(doors, route, call, request, reason.ok ? undefined : reason, files)) : caller;
}

type PersonLimits = Limits & { streams: OpenAtOnce | undefined };

/** Refuses who asks too much; a stream takes a place that its end gives back. */
function heldBack(limits: PersonLimits, { person }: Caller, reply: FastifyReply): Refusal | undefined {
  const wait = limits.person.take(person.user);
  if (wait > 0) return slowDown(wait);
  if (limits.streams === undefined) return undefined;
  const giveBack = limits.streams.take(person.user);
  if (giveBack === undefined) return slowDown(60);
  reply.raw.once('close', giveBack);
  return undefined;
}

const inputOf = (route: Route, request: FastifyRequest, unreadable: Refusal | undefined, body: Input['body']): Input => ({
  params: paramsOf(request),
  customerFilter: filterOf(route, request),
  rehearsal: single(request.headers['keyholder-rehearsal']),
  unreadable,
  query: () => readQuery(route.operation, searchOf(request)),
  body,
  ifMatch: () => ifMatchOf(single(request.headers['if-match'])),
  idempotencyKey: () => keyOf(single(request.headers['idempotency-key'])),
});

async function disposeOf(files: SpooledBody[]): Promise<void> {
  for (const file of files.splice(0)) await file[Symbol.asyncDispose]();
}

/** @param files takes what is to be disposed of when the answer has left, because that is read from it line by line */
async function write(
  doors: Doorkeepers,
  route: Route,
  call: PersonCall,
  request: FastifyRequest,
  unreadable: Refusal | undefined,
  files: SpooledBody[],
): Promise<Result<Answer>> {
  let body: Result<unknown> = ok(undefined);
  const checked = (): Result<unknown> => (route.operation.rawBody === undefined && body.ok ? checkBody(route.operation, body.value) : body);
  const outcome = await callWrite(doors, route, call, inputOf(route, request, unreadable, checked), async () => {
    const rehearsing = searchOf(request).get('rehearse') === 'true';
    const late = rehearsing ? undefined : tooLate(route, call);
    if (late !== undefined) return late;
    body = await readBody(request.raw, route.operation);
    if (body.ok && body.value instanceof SpooledBody) files.push(body.value);
    return body.ok ? undefined : body;
  });
  if (!outcome.ok || !isLines(outcome.value.value)) await disposeOf(files);
  return outcome;
}

/** ◆: a session must be younger than 15 minutes; tokens pass, except where only a session will do (api.md, sign-in). */
function tooLate(route: Route, call: PersonCall): Refusal | undefined {
  const { actor } = call;
  if (route.fresh === 'no') return undefined;
  if (actor.channel === 'token') return route.fresh === 'session' ? refuse('session_required') : undefined;
  return Date.now() - actor.signedInAt.getTime() > 15 * 60_000 ? refuse('step_up_required', { more: { maxAgeSeconds: 900 } }) : undefined;
}

/** Routes for callers who are not people: the credential is looked at before anything else is. */
async function answerOpen(
  doors: Doorkeepers,
  limits: Limits,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  trace: string,
): Promise<FastifyReply> {
  const dialect = authzen.speaks(route.operation) ? authzen : undefined;
  const refused = (refusal: Refusal): FastifyReply => sendRefusal(reply, dialect?.refusal(refusal) ?? refusal, trace);
  dialect?.nameRequest(request, reply);
  const opened = {
    db: doors.db,
    params: paramsOf(request),
    authorization: request.headers.authorization,
    address: request.ip,
    request: trace,
    query: {},
    body: undefined,
    who: undefined,
  };
  const entered = route.enter === undefined ? ok(undefined) : await route.enter(opened);
  if (!entered.ok || route.enter === undefined) {
    const wait = limits.network.take(networkOf(request.ip));
    if (wait > 0) return refused(slowDown(wait));
    if (!entered.ok) return refused(entered);
  }
  const slow = route.meter === undefined ? 0 : limits.decisions.take(route.meter(entered.value));
  if (slow > 0) return refused(slowDown(slow));
  const query = readQuery(route.operation, searchOf(request));
  if (!query.ok) return refused(query);
  const read = await readBody(request.raw, route.operation);
  const body = read.ok ? checkBody(route.operation, read.value) : read;
  if (!body.ok) return refused(body);
  const { answer } = route;
  if (answer === undefined) return refused(refuse('internal'));
  const done = await doAnew(3, () => answer({ ...opened, query: query.value, body: body.value, who: entered.value }));
  const outcome = done ?? refuse('unavailable', { detail: 'too much goes on here at once just now; try again' });
  return outcome.ok ? sendAnswer(reply, route, { status: route.operation.success.status, value: outcome.value }, trace) : refused(outcome);
}

/** Writes a refusal to the ledgers it belongs in: a 403 inside a relationship to both, a 404 to the caller's own only. */
async function remember(doors: Doorkeepers, route: Route, call: PersonCall, request: FastifyRequest, refusal: Refusal): Promise<void> {
  if (!isAuditable(refusal.code)) return;
  const params = paramsOf(request);
  const home = call.actor.organization;
  const customer = params['customer'] ?? params['partner'] ?? params['organization'];
  const there = customer !== undefined && isId('org', customer) && customer !== home && statusOf[refusal.code] === 403 ? customer : undefined;
  const [type, id] = Object.entries(params).at(-1) ?? ['route', route.operation.id];
  await doors.recordRefusal(call, {
    action: Array.isArray(route.audit) ? String(route.audit[0]) : route.operation.id,
    code: refusal.code,
    customer: there ?? (customer === home ? home : null),
    ...(there === undefined ? {} : { partner: home }),
    target: { type, id },
    ledgers: there === undefined ? [home] : [home, there satisfies OrganizationId],
  });
}

const eventStream = 'text/event-stream';
const slowDown = (seconds: number): Refusal => refuse('rate_limited', { more: { retryAfterSeconds: seconds } });
