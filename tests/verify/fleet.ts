import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { IncomingMessage } from 'node:http';
import type pg from 'pg';
import { newId } from '../../packages/server/src/kernel/ids.ts';
import { makeCredential } from '../../packages/server/src/platform/credentials/credential.ts';
import { type Asked, type Seen, exchange, organizationOf } from '../support/composed.ts';
import { startTwoServers } from '../support/two-servers.ts';
import { type Planted, asText } from './planting.ts';

export type Which = 0 | 1;
export type Token = { id: string; text: string };
/** Two server processes, and how people of their world ask either of them. */
export type Fleet = {
  id: (alias: string) => string;
  send: (server: Which, credential: string | undefined, method: string, path: string, asked?: Asked) => Promise<Seen>;
  /** by the API token of the world file; `path` below /api/v1 */
  ask: (server: Which, person: string, method: string, path: string, asked?: Asked) => Promise<Seen>;
  /** by a new session, with all that a page of the portal sends */
  askBySession: (server: Which, person: string, method: string, path: string, asked?: Asked) => Promise<Seen>;
  newToken: (person: string) => Promise<Token>;
  stream: (server: Which, credential: string) => Promise<Stream>;
  asAdmin: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  decisionToken: string;
  adminUrl: string;
  appUrl: string;
  stop: () => Promise<void>;
};

export async function startFleet(world: object, options: { pgBouncer?: number | undefined; planted?: Planted | undefined } = {}): Promise<Fleet> {
  const two = await startTwoServers(world, {
    ...(options.pgBouncer === undefined ? {} : { through: { pgBouncer: options.pgBouncer } }),
    ...(options.planted === undefined
      ? {}
      : {
          program: fileURLToPath(new URL('planted-server.ts', import.meta.url)),
          environment: { KEYHOLDER_HARNESS_DEFECT: asText(options.planted) },
        }),
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const personOf = (alias: string) => {
    const found = two.demo.people.find((person) => person.alias === alias);
    if (found === undefined) throw new Error(`nobody is called \`${alias}\` in this world`);
    return found;
  };
  const send: Fleet['send'] = (server, credential, method, path, asked = {}) =>
    exchange(agent, two.urls[server], method, path, {
      ...asked,
      headers: { ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }), ...asked.headers },
    });
  return {
    id: (alias) => {
      const id = two.demo.ids[alias];
      if (id === undefined) throw new Error(`nothing is called \`${alias}\` in this world`);
      return id;
    },
    send,
    ask: (server, person, method, path, asked) => send(server, personOf(person).token, method, `/api/v1${path}`, asked),
    askBySession: async (server, person, method, path, asked = {}) => {
      const { id, organization } = personOf(person);
      const session = makeCredential('session', organizationOf(organization.id), newId('ses'));
      await two.asAdmin(
        `insert into sessions (organization_id, id, user_id, digest, signed_in_at, method, expires_at) values ($1, $2, $3, $4, now(), 'password', now() + interval '1 hour')`,
        [session.organization, session.id, id, session.digest],
      );
      const cookie = `kh_session=${session.text}`;
      const me = await send(server, undefined, 'GET', '/api/v1/me', { headers: { cookie } });
      return send(server, undefined, method, `/api/v1${path}`, {
        ...asked,
        headers: { cookie, 'x-csrf-token': String(me.at('csrfToken')), 'sec-fetch-site': 'same-origin', ...asked.headers },
      });
    },
    newToken: async (person) => {
      const { id, organization } = personOf(person);
      const token = makeCredential('api', organizationOf(organization.id), newId('tok'));
      await two.asAdmin(
        `insert into api_tokens (organization_id, id, user_id, name, digest, signed_in_at, expires_at) values ($1, $2, $3, 'Harness', $4, now(), now() + interval '1 day')`,
        [token.organization, token.id, id, token.digest],
      );
      return { id: token.id, text: token.text };
    },
    stream: (server, credential) => openStream(two.urls[server], credential),
    asAdmin: two.asAdmin,
    decisionToken: two.demo.decisionToken,
    adminUrl: two.database.adminUrl,
    appUrl: two.database.appUrl,
    stop: async () => {
      agent.destroy();
      await two.stop();
    },
  };
}

/** An open event stream: what it said last, and whether it is over. */
export type Stream = {
  /**
   * Whether the stream has ended, or the last it told is that `customer` is out of reach, as soon as it is so. What says no is no time
   * but the stream: it looks by itself every 20 seconds, and tells that it has looked.
   */
  lost: (customer: string) => Promise<boolean>;
  close: () => void;
};

async function openStream(url: string, credential: string): Promise<Stream> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/api/v1/events`, { headers: { authorization: `Bearer ${credential}` } }, resolve).on('error', reject);
  });
  let last = '';
  let looks = 0;
  let rest = '';
  let over = answer.statusCode !== 200;
  let notice: () => void = () => undefined;
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = `${rest}${chunk}`.split('\n\n');
    rest = parts.pop() ?? ''; // not whole yet
    last = parts.findLast((part) => part.startsWith('event: ')) ?? last;
    looks += parts.filter((part) => part.startsWith(': still here')).length;
    notice();
  });
  answer.on('error', () => undefined); // closing it from here is no fault
  answer.on('close', () => {
    over = true;
    notice();
  });
  const isLost = (customer: string): boolean => over || last.startsWith('event: ended') || (last !== '' && !last.includes(customer));
  if (last === '' && !over) await new Promise<void>((resolve) => (notice = resolve));
  return {
    lost: (customer) =>
      new Promise((resolve, reject) => {
        const before = looks;
        const silent = setTimeout(() => reject(new Error('a stream neither ended nor told anything for five minutes')), 300_000);
        const say = (isSo: boolean): void => {
          clearTimeout(silent);
          resolve(isSo);
        };
        notice = () => {
          if (isLost(customer)) say(true);
          // the first of two may have been on its way
          else if (looks >= before + 2) say(false);
        };
        notice();
      }),
    close: () => answer.destroy(),
  };
}
