import { Agent, request } from 'node:http';
import { randomBytes } from 'node:crypto';
import type { OrganizationId, UserId } from '@keyholder/contract';
import { isId } from '@keyholder/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { newId } from '../../packages/server/src/kernel/ids.ts';
import { recordRefusal } from '../../packages/server/src/modules/audit/index.ts';
import { FactCache, authorityOf, watchAccess } from '../../packages/server/src/modules/authorization/index.ts';
import { requestApproval } from '../../packages/server/src/modules/changes/index.ts';
import { SeenHolders, authenticate, createPasswordHasher, readAs, registerSignIn } from '../../packages/server/src/modules/identity/index.ts';
import { insertSession } from '../../packages/server/src/modules/identity/sessions.store.ts';
import { makeCredential } from '../../packages/server/src/platform/credentials/credential.ts';
import { buildApp, serveRoutes } from '../../packages/server/src/platform/http/build-app.ts';
import type { Doorkeepers } from '../../packages/server/src/platform/http/doorkeepers.ts';
import { Limiter } from '../../packages/server/src/platform/http/limits.ts';
import type { Route } from '../../packages/server/src/platform/http/route.ts';
import { instanceKeyOf } from '../../packages/server/src/platform/keys/instance-key.ts';
import { composeRoutes } from '../../packages/server/src/routes.ts';
import { type Tenants, openTenants, within } from './tenants.ts';
import { type LoadedWorld, openWorldLoader } from './worlds.ts';

/** An answer, byte for byte. */
export type Seen = {
  status: number;
  text: string;
  /** as they were sent, in their order */
  rawHeaders: string[];
  header: (name: string) => string | undefined;
  /** of problem+json */
  code: string | undefined;
  /** a member of a JSON answer */
  at: (...path: (string | number)[]) => unknown;
};
export type Asked = { body?: unknown; raw?: string | Buffer; headers?: Record<string, string | string[]> };
export type Composed = Tenants & {
  routes: readonly Route[];
  world: LoadedWorld;
  /** a database id by its alias in the world */
  id: (alias: string) => string;
  token: (alias: string) => string;
  /** sends with any credential or none; `path` from the root, as it is */
  send: (credential: string | undefined, method: string, path: string, asked?: Asked) => Promise<Seen>;
  /** by an API token of this person of the world; `path` below /api/v1 */
  ask: (person: string, method: string, path: string, asked?: Asked) => Promise<Seen>;
  /** by a session of this person, with everything a page of the portal sends; signed in `ago` minutes before */
  askBySession: (person: string, method: string, path: string, asked?: Asked & { ago?: number }) => Promise<Seen>;
  /** a session of this person, as its cookie holds it; signed in `ago` minutes before */
  session: (person: string, ago?: number) => Promise<string>;
  origin: string;
};

const unlimited = { perMinute: 1e9, burst: 1e9 };
/** Says nothing to nobody. */
const silent = Fastify().log;

/**
 * The server as `start` composes it, in this process, over a database of its own with a small world in it.
 *
 * @param planted a route table with a defect in place of the real one; only tests of the tests have one
 */
export async function openComposed(world: object, planted: (routes: Route[]) => Route[] = (routes) => routes): Promise<Composed> {
  const tenants = await openTenants();
  const { db } = tenants;
  const key = instanceKeyOf(randomBytes(32));
  const loaded = await (await openWorldLoader(db, key)).load(JSON.stringify(world));
  const cache = new FactCache({ bytes: 2 ** 26 });
  const seen = new SeenHolders();
  const settings = { origin: '', cookieSecure: false, demo: false, limits: { perAccount: 1e6, perNetwork: 1e6 } };
  const doors: Doorkeepers = {
    db,
    cursorKey: key.sign('cursors', 'of lists'),
    requestApproval,
    watchAccess,
    authenticate: (credentials) => authenticate(db, key, settings, credentials),
    readAs: (credentials, read) => readAs({ db, key, settings, seen }, credentials, read),
    authorityOf: (tx, person, wanted) => authorityOf(tx, cache, person, wanted),
    recordRefusal: (call, refused) => recordRefusal(db, call, refused),
  };
  const hasher = createPasswordHasher();
  const hints = { subscribe: () => () => undefined, stop: async () => undefined };
  const routes = planted(composeRoutes({ db, cache, key, hasher, hints, settings, heartbeatSeconds: 30 }));
  const app: FastifyInstance = buildApp({ log: silent, origin: 'http://127.0.0.1', trustProxy: [] });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const close = async (): Promise<void> => {
    agent.destroy();
    app.server.closeAllConnections();
    await app.close();
    await tenants.close();
  };
  try {
    serveRoutes(app, doors, { person: new Limiter(unlimited), network: new Limiter(unlimited), decisions: new Limiter(unlimited) }, routes);
    registerSignIn(app, { db, key, hasher, settings });
    settings.origin = await app.listen({ port: 0, host: '127.0.0.1' });
  } catch (error) {
    await close();
    throw error;
  }
  const personOf = (alias: string) => {
    const found = loaded.people.find((person) => person.alias === alias);
    if (found === undefined) throw new Error(`nobody is called \`${alias}\` in this world`);
    return found;
  };
  const send: Composed['send'] = (credential, method, path, asked = {}) =>
    exchange(agent, settings.origin, method, path, {
      ...asked,
      headers: { ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }), ...asked.headers },
    });
  const session: Composed['session'] = async (person, ago = 0) => {
    const { id, organization } = personOf(person);
    return openSession(tenants, organization.id, id, ago);
  };
  const askBySession: Composed['askBySession'] = async (person, method, path, { ago, ...asked } = {}) => {
    const cookie = `kh_session=${await session(person, ago)}`;
    const me = await send(undefined, 'GET', '/api/v1/me', { headers: { cookie } });
    return send(undefined, method, `/api/v1${path}`, {
      ...asked,
      headers: { cookie, 'x-csrf-token': String(me.at('csrfToken')), 'sec-fetch-site': 'same-origin', ...asked.headers },
    });
  };
  return {
    ...tenants,
    routes,
    world: loaded,
    origin: settings.origin,
    close,
    send,
    askBySession,
    session,
    id: (alias) => {
      const id = loaded.ids[alias];
      if (id === undefined) throw new Error(`nothing is called \`${alias}\` in this world`);
      return id;
    },
    token: (alias) => personOf(alias).token,
    ask: (person, method, path, asked) => send(personOf(person).token, method, `/api/v1${path}`, asked),
  };
}

async function openSession({ db, asAdmin }: Tenants, organization: OrganizationId, user: UserId, agoMinutes: number): Promise<string> {
  const session = makeCredential('session', organization, newId('ses'));
  await within(db, [organization], (tx) => insertSession(tx, session, user));
  await asAdmin('update sessions set signed_in_at = signed_in_at - make_interval(mins => $2) where id = $1', [session.id, agoMinutes]);
  return session.text;
}

/** One request over the wire, its path and headers as given. */
export function exchange(agent: Agent, origin: string, method: string, path: string, { body, raw, headers = {} }: Asked): Promise<Seen> {
  const { hostname, port } = new URL(origin);
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const typed = payload === undefined || 'content-type' in headers ? headers : { 'content-type': 'application/json', ...headers };
  const sized = payload === undefined || 'transfer-encoding' in headers ? typed : { ...typed, 'content-length': String(Buffer.byteLength(payload)) };
  return new Promise((resolve, reject) => {
    const sending = request({ agent, hostname, port, method, path, headers: sized }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('error', reject);
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(seen(answer.statusCode ?? 0, answer.rawHeaders, Buffer.concat(chunks).toString())));
    });
    sending.on('error', reject);
    sending.end(payload);
  });
}

function seen(status: number, rawHeaders: string[], text: string): Seen {
  const at: Seen['at'] = (...path) =>
    path.reduce<unknown>((part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined), parsed(text));
  const code = at('code');
  return {
    status,
    text,
    rawHeaders,
    at,
    code: typeof code === 'string' && status >= 400 ? code : undefined,
    header: (name) => rawHeaders.find((_, n) => n % 2 === 1 && rawHeaders[n - 1]?.toLowerCase() === name),
  };
}

function parsed(text: string): unknown {
  if (!text.startsWith('{')) return undefined; // a file, a line of text, nothing at all
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // JSON Lines begin like an object
  }
}

/** What may not differ between the answers about a foreign and about an absent object (security.md section 3). */
export function bytesOf({ status, text, rawHeaders }: Seen): string {
  const headers = rawHeaders.flatMap((name, n) =>
    n % 2 === 0 ? [`${name}: ${['date', 'x-request-id'].includes(name.toLowerCase()) ? '*' : rawHeaders[n + 1]}`] : [],
  );
  return [status, ...headers, text.replace(/"instance":"req_[0-9a-z]{26}"/, '"instance":"*"')].join('\n');
}

/** Of the same kind and length as an id, and of nothing that ever was; with another `digit`, of something else that never was. */
export const absentLike = (id: string, digit: '0' | '1' = '0'): string => {
  const [prefix = ''] = id.split('_');
  return `${prefix}_${digit.repeat(id.length - prefix.length - 1)}`;
};
export const organizationOf = (text: string): OrganizationId => {
  if (!isId('org', text)) throw new Error(`\`${text}\` is no organization`);
  return text;
};
