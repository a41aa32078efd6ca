import type { OrganizationId, UserId } from '@keyholder/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Authority } from '../../kernel/rights.ts';
import type { Doorkeepers } from '../../platform/http/doorkeepers.ts';
import { Limiter } from '../../platform/http/limits.ts';
import type { Route } from '../../platform/http/route.ts';
import { serveRoute } from '../../platform/http/serve-route.ts';
import { readEpochs } from '../../platform/postgres/in-tenant.ts';
import { authenticate, readAs } from './authenticate.ts';
import { SeenHolders } from './seen-holders.ts';
import type { House } from './sign-in.fixture.ts';

/** An authority of somebody who may do at home what `may` says, and is assigned nowhere else. */
export const authorityAtHome = (home: OrganizationId, epochs: Authority['epochs'], may: (action: string) => boolean): Authority => ({
  home,
  epochs,
  customers: [home],
  decide: (action, { customer }) => (customer === home && may(action) ? { outcome: 'allow' } : { outcome: 'deny', code: 'forbidden' }),
  anyWay: (action, customer) => customer === home && may(action),
  known: (customer) => customer === home,
  grants: () => [],
  partnerAt: () => undefined,
  rolesAt: () => [],
  allowedActions: () => [],
});

/** The real pipeline around some routes of this module; what a person may do is given, because deciding comes later. */
export async function serve(
  house: House,
  routes: readonly Route[],
  may: (user: UserId, action: string) => boolean,
): Promise<{ app: FastifyInstance; origin: string }> {
  const app = Fastify();
  const refuseApproval = (): never => {
    throw new Error('nothing here is under change control');
  };
  const seen = new SeenHolders();
  const doors: Doorkeepers = {
    db: house.db,
    cursorKey: new Uint8Array(32),
    authenticate: (credentials) => authenticate(house.db, house.key, house.settings, credentials),
    readAs: (credentials, read) => readAs({ ...house, seen }, credentials, read),
    authorityOf: async (tx, { organization, user }) =>
      authorityAtHome(organization, await readEpochs(tx, [organization]), (action) => may(user, action)),
    recordRefusal: async () => undefined,
    requestApproval: refuseApproval,
    watchAccess: () => Promise.reject(new Error('nothing is rehearsed here')),
  };
  const limits = {
    person: new Limiter({ perMinute: 6000, burst: 6000 }),
    network: new Limiter({ perMinute: 6000, burst: 6000 }),
    decisions: new Limiter({ perMinute: 6000, burst: 6000 }),
  };
  for (const route of routes) serveRoute(app, doors, limits, route);
  return { app, origin: await app.listen({ port: 0, host: '127.0.0.1' }) };
}
