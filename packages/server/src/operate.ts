import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Person } from './kernel/call.ts';
import { newId } from './kernel/ids.ts';
import { refuse } from './kernel/result.ts';
import type { Credentials } from './platform/http/doorkeepers.ts';
import { sendRefusal } from './platform/http/problem.ts';
import type { Db } from './platform/postgres/in-tenant.ts';

export type Operating = {
  db: Db;
  pool: { totalCount: number; idleCount: number; waitingCount: number };
  /** the operator behind a request, if it is one */
  operatorOf: (credentials: Credentials) => Promise<Person | undefined>;
  isStopping: () => boolean;
};

/** What whoever runs the platform asks: is it alive, is it ready, how does it fare. None of it tells a version, a name or an id (A13). */
export function serveOperation(app: FastifyInstance, { db, pool, operatorOf, isStopping }: Operating): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'keyholder_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  for (const [name, help, read] of [
    ['keyholder_database_connections', 'Open database connections', () => pool.totalCount],
    ['keyholder_database_connections_idle', 'Idle database connections', () => pool.idleCount],
    ['keyholder_database_waiting', 'Requests that wait for a connection', () => pool.waitingCount],
  ] as const) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
  app.addHook('onResponse', async (request, reply) => {
    durations.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const ready = !isStopping() && (await answers(db));
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  app.get('/metrics', async (request, reply) => {
    const operator = await operatorOf({
      authorization: request.headers.authorization,
      cookie: request.headers.cookie,
      method: request.method,
      address: request.ip,
      header: (name) => [request.headers[name]].flat()[0],
    });
    if (operator === undefined) return sendRefusal(reply, refuse('not_found'), newId('req'));
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  const description = readFileSync(new URL('../../contract/generated/openapi.json', import.meta.url));
  app.get('/api/v1/openapi.json', (_request, reply) => reply.type('application/json').send(description));
}

async function answers(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false; // whoever asks is told exactly this
  }
}
