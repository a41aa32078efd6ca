import { Closed, operation } from '@keyholder/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { Type } from 'typebox';
import { newId } from '../../kernel/ids.ts';
import { type Refusal, type Result, ok, refuse } from '../../kernel/result.ts';
import { networkOf } from '../../platform/http/limits.ts';
import { sendRefusal } from '../../platform/http/problem.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { checkBody } from '../../platform/http/validate.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { checkAddressAndPassword, subjectOf } from './accounts.ts';
import { accountDigest, giveBack, takeAttempt } from './attempt-limits.ts';
import { authenticate, isOwnPage } from './authenticate.ts';
import { dropCookie, knownCookie, readCookie, sessionCookie, setCookie, signInCookie } from './cookies.ts';
import { mountedAt, providerCookies } from './embedded-provider.ts';
import { entryPage } from './entry-page.ts';
import { readKnownBrowser, rememberAccount, rememberedForSeconds } from './known-browser.ts';
import { loopbackOf } from './loopback.ts';
import { mountProvider } from './mount-provider.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { currentProvider } from './provider-in-use.ts';
import { safeReturnTo } from './return-to.ts';
import { readSealed, sealText } from './sealed-cookie.ts';
import type { SignInSettings } from './settings.ts';
import { normalizeEmail } from '../organizations/index.ts';
import type { Checks } from './sign-in-client.ts';
import { endSession, startSession } from './start-session.ts';

export type SignInNeeds = { db: Db; key: InstanceKey; hasher: PasswordHasher; settings: SignInSettings };

const sessionSeconds = 24 * 3600;
const underWaySeconds = 30 * 60;
const purpose = 'sign-in under way';

/** Not of the API: only the portal's sign-in page posts it. Checked by the same rules as every body. */
const passwordGiven = operation({
  id: 'sign_in.password',
  base: 'root',
  method: 'POST',
  path: '/auth/interaction/{uid}',
  summary: 'E-mail and password of a sign-in under way',
  body: Closed({ email: Type.String({ minLength: 1, maxLength: 320 }), password: Type.String({ minLength: 1, maxLength: 1000 }) }),
  success: { status: 200, body: Type.Object({ redirectTo: Type.String() }) },
});

/** `/auth/*` and `/oidc/*`: sign-in by authorization code with PKCE against the embedded provider, step-up, sign-out. */
export function registerSignIn(root: FastifyInstance, needs: SignInNeeds): void {
  const { db, key, settings } = needs;
  const inUse = currentProvider(db, key, settings, () => loopbackOf(root.server));
  root.register(async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null)); // bodies are read by the provider, or below
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer'));
    mountProvider(app, key, settings, async () => (await inUse()).provider);
    app.get('/auth/sign-in', async (request, reply) => startSignIn(needs, (await inUse()).client.start, request, reply));
    // the provider binds its cookie to this address; the page itself is the portal's
    app.get<{ Params: { uid: string } }>('/auth/interaction/:uid', (request, reply) =>
      reply.redirect(`/signin?interaction=${encodeURIComponent(request.params.uid)}`, 303),
    );
    app.post<{ Params: { uid: string } }>('/auth/interaction/:uid', async (request, reply) => {
      const answer = await takePassword(needs, (await inUse()).provider, request, reply);
      return answer.ok ? reply.send({ redirectTo: answer.value }) : sendRefusal(reply, answer, newId('req'));
    });
    app.get('/auth/callback', async (request, reply) => finishSignIn(needs, (await inUse()).client.finish, request, reply));
    app.post('/auth/sign-out', async (request, reply) => signOut(needs, request, reply));
  });
}

async function startSignIn(
  { key, settings }: SignInNeeds,
  start: (stepUp: boolean) => Promise<{ address: URL; checks: Checks }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // localhost and 127.0.0.1 are two sites to a browser: cookies made under one are not shown under the other
  if (!settings.cookieSecure && request.headers.host !== new URL(settings.origin).host)
    return reply.redirect(`${settings.origin}${request.url}`, 303);
  const query = new URL(request.url, settings.origin).searchParams;
  const { address, checks } = await start(query.get('stepUp') === '1');
  const underWay = {
    ...checks,
    returnTo: safeReturnTo(query.get('returnTo') ?? undefined, settings.origin),
    until: Date.now() + underWaySeconds * 1000,
  };
  return reply
    .header('set-cookie', [
      setCookie(settings, signInCookie(settings), sealText(key, purpose, underWay), underWaySeconds),
      // nobody is signed in silently by a session that the provider still has, of this person or another
      ...[providerCookies.session, `${providerCookies.session}.sig`].map((name) => `${name}=; Path=${mountedAt}; HttpOnly; Max-Age=0`),
    ])
    .redirect(address.href, 303);
}

/** Known, unknown, disabled and wrong look alike, in bytes and time (A26). */
async function takePassword(
  { db, key, hasher, settings }: SignInNeeds,
  provider: Provider,
  request: FastifyRequest<{ Params: { uid: string } }>,
  reply: FastifyReply,
): Promise<Result<string>> {
  if (!isOwnPage(settings, { header: (name) => single(request.headers[name]) })) return refuse('csrf');
  const details = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);
  if (details === undefined || details.uid !== request.params.uid)
    return refuse('not_found', { detail: 'this sign-in is over or began in another browser: start again' });
  const read = await readBody(request.raw, passwordGiven);
  const body = read.ok ? checkBody(passwordGiven, read.value) : read;
  if (!body.ok) return body;
  const { email, password } = body.value as { email: string; password: string }; // checked against the operation a line above
  const account = accountDigest(key, normalizeEmail(email)?.email ?? email.trim().toLowerCase());
  const browser = readKnownBrowser(key, readCookie(request.headers.cookie, knownCookie(settings)));
  const counted = await takeAttempt(db, key, settings, { account, network: networkOf(request.ip), browser });
  if (!counted.ok) return counted;
  const person = await checkAddressAndPassword(db, hasher, email.trim(), password);
  if (!person.ok) {
    request.log.info({ event: 'sign_in.refused', account: account.slice(0, 12) });
    return person;
  }
  await giveBack(db, counted.value);
  reply.header('set-cookie', setCookie(settings, knownCookie(settings), rememberAccount(key, browser, account), rememberedForSeconds));
  return ok(
    await provider.interactionResult(request.raw, reply.raw, { login: { accountId: subjectOf(person.value), amr: ['pwd'], remember: false } }),
  );
}

async function finishSignIn(
  { db, key, settings }: SignInNeeds,
  finish: (address: URL, checks: Checks) => Promise<Parameters<typeof startSession>[1] | undefined>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const underWay = asUnderWay(readSealed(key, purpose, readCookie(request.headers.cookie, signInCookie(settings))));
  const account = underWay === undefined ? undefined : await finish(new URL(request.url, settings.origin), underWay);
  const former = readCookie(request.headers.cookie, sessionCookie(settings));
  const session = account === undefined ? undefined : await startSession(db, account, former);
  if (underWay === undefined || session === undefined) {
    return reply
      .status(400)
      .header('set-cookie', dropCookie(settings, signInCookie(settings)))
      .header('content-security-policy', "default-src 'none'")
      .type('text/html')
      .send(entryPage('failed'));
  }
  return reply
    .header('set-cookie', [setCookie(settings, sessionCookie(settings), session, sessionSeconds), dropCookie(settings, signInCookie(settings))])
    .redirect(underWay.returnTo, 303);
}

async function signOut({ db, key, settings }: SignInNeeds, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const caller = await authenticate(db, key, settings, {
    authorization: undefined,
    cookie: request.headers.cookie,
    method: 'POST',
    address: request.ip,
    header: (name) => single(request.headers[name]),
  });
  if (!caller.ok && caller.code === 'csrf') return sendRefusal(reply, caller satisfies Refusal, newId('req'));
  await endSession(db, readCookie(request.headers.cookie, sessionCookie(settings)));
  return reply
    .status(204)
    .header('set-cookie', dropCookie(settings, sessionCookie(settings)))
    .send();
}

type UnderWay = Checks & { returnTo: string };
function asUnderWay(value: unknown): UnderWay | undefined {
  const sealed = value as (UnderWay & { until: number }) | undefined; // only this file seals for this purpose
  return sealed !== undefined && sealed.until > Date.now() ? sealed : undefined;
}

const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(', ') : value);
