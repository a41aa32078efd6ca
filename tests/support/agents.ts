import type { OrganizationId, RoomId } from '@keyholder/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { newId } from '../../packages/server/src/kernel/ids.ts';
import { refuse } from '../../packages/server/src/kernel/result.ts';
import { type OnSignals, agentRoutes } from '../../packages/server/src/modules/rooms/index.ts';
import { makeCredential } from '../../packages/server/src/platform/credentials/credential.ts';
import { Limiter } from '../../packages/server/src/platform/http/limits.ts';
import { serveRoute } from '../../packages/server/src/platform/http/serve-route.ts';
import type { Db } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { machine } from './heartbeats.ts';
import { type Tenants, within } from './tenants.ts';

/** A room that everything with the atom `all` reaches. */
export async function newRoom(db: Db, customer: OrganizationId, name: string, atoms: readonly string[] = []): Promise<RoomId> {
  const id = newId('room');
  await within(db, [customer], async (tx) => {
    await tx.insertInto('rooms').values({ organization_id: customer, id, name, country: 'FR', city: 'Paris', site: 'Nord' }).execute();
    await tx
      .insertInto('room_atoms')
      .values(['all', `room:${id}`, ...atoms].map((atom) => ({ organization_id: customer, atom, room_id: id })))
      .execute();
  });
  return id;
}

/** An enrolment key of the room, as the file that a person downloads holds it. */
export async function newKey(db: Db, customer: OrganizationId, room: RoomId): Promise<string> {
  const { id, digest, text } = makeCredential('enrol', customer, newId('key'));
  await within(db, [customer], (tx) =>
    tx
      .insertInto('enrolment_keys')
      .values({ organization_id: customer, id, room_id: room, digest, sealed: Buffer.from('sealed') })
      .execute(),
  );
  return text;
}

const nobody = (): Promise<never> => Promise.reject(new Error('no person calls an agent route'));

/** The agent routes behind the server's own pipeline. */
export function agentServer(db: Db, onSignals: OnSignals, agentFile = 'no such file'): FastifyInstance {
  const app = Fastify();
  const doors = {
    db,
    cursorKey: new Uint8Array(32),
    authenticate: () => Promise.resolve(refuse('not_signed_in')),
    readAs: () => Promise.resolve(refuse('not_signed_in')),
    authorityOf: nobody,
    recordRefusal: nobody,
    requestApproval: nobody,
    watchAccess: nobody,
  };
  const unlimited = { perMinute: 1e9, burst: 1e9 };
  const limits = { person: new Limiter(unlimited), network: new Limiter(unlimited), decisions: new Limiter(unlimited) };
  for (const route of agentRoutes({ heartbeatSeconds: 30, onSignals, agentFile })) serveRoute(app, doors, limits, route);
  return app;
}

/** Sends a body as an agent does. */
export async function post(app: FastifyInstance, path: 'enrol' | 'heartbeat', credential: string, body: unknown) {
  const answer = await app.inject({
    method: 'POST',
    url: `/agent/v1/${path}`,
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
  return {
    status: answer.statusCode,
    body: answer.json<Record<string, unknown> & { code?: string; errors?: { pointer: string; code: string }[] }>(),
  };
}

/** What a machine sends to enrol. @param mark another machine, another try */
export const enrolment = (mark = 'a') => ({ attempt: mark.toUpperCase().repeat(43), machine: machine(mark) });

/** Enrols a machine and gives its credential. */
export async function enrolled(app: FastifyInstance, key: string, mark = 'a'): Promise<string> {
  const { status, body } = await post(app, 'enrol', key, enrolment(mark));
  if (status !== 201) throw new Error(`enrolment was answered with ${status}`);
  return String(body['credential']);
}

/**
 * Lets requests meet: each runs as far as it can while nobody may change the table of agents, and only when all of them wait
 * does the first go on. What they do then does not depend on how fast this machine is.
 */
export async function together<T>(tenants: Tenants, requests: readonly (() => Promise<T>)[]): Promise<T[]> {
  const gate = await tenants.appPool.connect();
  try {
    await gate.query('begin');
    await gate.query('lock table agents in share mode');
    const answers = requests.map((request) => request());
    const waiting = `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await tenants.asAdmin<{ count: number }>(waiting))[0]?.count !== requests.length) await new Promise(setImmediate);
    await gate.query('commit');
    return await Promise.all(answers);
  } finally {
    gate.release();
  }
}
