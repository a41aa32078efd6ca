import type { OrganizationId, RoomId } from '@keyholder/contract';
import { permissionsOf } from '@keyholder/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoom } from '../../../../../tests/support/agents.ts';
import { type Tenants, newOrganization, newPerson, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Call, Person, Platform } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import { Limiter } from '../../platform/http/limits.ts';
import { serveRoute } from '../../platform/http/serve-route.ts';
import { inSnapshot, widenReach } from '../../platform/postgres/in-tenant.ts';
import { assignment, customerFacts, person } from '../authorization/facts.fixture.ts';
import { AtomCache, authorityFrom } from '../authorization/index.ts';
import { createIncident } from './create-incident.ts';
import { incidentsRoutes } from './incidents.routes.ts';

type Scope = { atoms: AtomKey[]; within: AtomKey[]; permissions?: readonly ('tickets.view' | 'rooms.view')[] };
type Item = {
  id: string;
  customer: string;
  customerName: string;
  room: string;
  roomName: string;
  title: string;
  number: number;
  allowedActions: unknown[];
};

let tenants: Tenants;
let app: FastifyInstance;
let fabrikam: OrganizationId;
let northwind: OrganizationId;
let call: Call<Person>;
let board: RoomId;
let lobby: RoomId;
let far: RoomId;
/** where the technician may see tickets; each test says */
let scopes: Map<OrganizationId, Scope>;
const platform: Call<Platform> = { actor: { kind: 'platform', name: 'test' }, request: newId('req'), reason: null };

beforeAll(async () => {
  tenants = await openTenants();
  [fabrikam, northwind] = await Promise.all([newOrganization(tenants.db, 'Fabrikam'), newOrganization(tenants.db, 'Northwind')]);
  call = await newPerson(tenants.db, await newOrganization(tenants.db, 'Litware'), { name: 'Theo' });
  board = await newRoom(tenants.db, fabrikam, 'Boardroom', ['group:rgrp_paris']);
  lobby = await newRoom(tenants.db, fabrikam, 'Lobby');
  far = await newRoom(tenants.db, northwind, 'Far');
  const rooms = [
    [fabrikam, board],
    [fabrikam, lobby],
    [northwind, far],
  ] as const;
  for (let n = 0; n < 12; n += 1) {
    const [customer, room] = rooms[n % 3] ?? rooms[0];
    // four at each instant, so that pages end among incidents of one instant
    const openedAt = new Date(Date.UTC(2026, 0, 1, 0, Math.floor(n / 4)));
    const given = { room, severity: n % 2 === 0 ? ('important' as const) : ('warning' as const), title: `number ${n}`, openedAt };
    await within(tenants.db, [customer], (tx) =>
      createIncident(tx, platform, customer, n < 6 ? { ...given, closedAt: new Date(openedAt.getTime() + 1000) } : given),
    );
  }
  app = server();
});
afterAll(async () => {
  await app.close();
  await tenants.close();
});

function server(): FastifyInstance {
  const made = Fastify();
  const limits = {
    person: new Limiter({ perMinute: 1e9, burst: 1e9 }),
    network: new Limiter({ perMinute: 1e9, burst: 1e9 }),
    decisions: new Limiter({ perMinute: 1e9, burst: 1e9 }),
  };
  const doors: Parameters<typeof serveRoute>[1] = {
    db: tenants.db,
    cursorKey: new Uint8Array(32).fill(7),
    authenticate: () => Promise.resolve({ ok: true, person: call.actor }),
    readAs: (_, read) => inSnapshot(tenants.db, [call.actor.organization], (tx) => read(tx, { ok: true, person: call.actor })),
    authorityOf: async (tx, { organization, user }) => {
      await widenReach(tx, [organization, ...scopes.keys()]);
      const facts = new Map(
        [...scopes].map(([customer, { atoms, within: bound, permissions }]) => [
          customer,
          customerFacts(
            [assignment({ permissions: permissions ?? permissionsOf('site-tech'), atoms, partner: organization, members: [`user:${user}`] })],
            [{ partner: organization, within: new Set(bound), manual: new Set() }],
            customer,
          ),
        ]),
      );
      return authorityFrom(person({ organization, id: user, delegatedBy: [...scopes.keys()] }), facts, new Map());
    },
    recordRefusal: () => Promise.resolve(),
    requestApproval: () => Promise.reject(new Error('nothing here is an act')),
    watchAccess: () => Promise.reject(new Error('nothing is rehearsed here')),
  };
  for (const route of incidentsRoutes({ atoms: new AtomCache({ rooms: 100 }) })) serveRoute(made, doors, limits, route);
  return made;
}

const whole: Scope = { atoms: ['all'], within: ['all'] };
const everywhere = () =>
  new Map([
    [fabrikam, whole],
    [northwind, whole],
  ]);
async function get(path: string) {
  const answer = await app.inject({ method: 'GET', url: `/api/v1${path}` });
  return {
    status: answer.statusCode,
    body: answer.json<{ items: Item[]; nextCursor: string | null; count?: number; code?: string; allowedActions?: unknown[]; instance?: string }>(),
  };
}
const titles = async (path: string): Promise<string[]> => (await get(path)).body.items.map(({ title }) => title).sort();

describe('the list of incidents', () => {
  it('D46 holds those of all customers, newest first, with their names', async () => {
    scopes = everywhere();
    const { items, nextCursor } = (await get('/incidents')).body;
    expect([items.length, nextCursor]).toEqual([12, null]);
    const openedAt = items.map((item) => Reflect.get(item, 'openedAt'));
    expect(openedAt).toEqual([...openedAt].sort().reverse());
    expect(items.find(({ title }) => title === 'number 11')).toMatchObject({
      customer: northwind,
      customerName: 'Northwind',
      room: far,
      roomName: 'Far',
      number: 4,
    });
  });

  const narrow: readonly { rule: string; scope: () => Scope; rooms: () => readonly RoomId[] }[] = [
    { rule: 'D22 the room of the assignment', scope: () => ({ atoms: [`room:${lobby}`], within: ['all'] }), rooms: () => [lobby] },
    { rule: 'D22 the rooms of a group', scope: () => ({ atoms: ['group:rgrp_paris'], within: ['all'] }), rooms: () => [board] },
    { rule: 'D23 what the delegation leaves of the assignment', scope: () => ({ atoms: ['all'], within: [`room:${board}`] }), rooms: () => [board] },
    {
      rule: 'D23 nothing where assignment and delegation do not meet',
      scope: () => ({ atoms: [`room:${lobby}`], within: ['group:rgrp_paris'] }),
      rooms: () => [],
    },
    {
      rule: 'D23 a room that both name differently',
      scope: () => ({ atoms: [`room:${board}`], within: ['group:rgrp_paris'] }),
      rooms: () => [board],
    },
    { rule: 'D22 nothing without tickets.view', scope: () => ({ ...whole, permissions: ['rooms.view'] }), rooms: () => [] },
  ];
  for (const { rule, scope, rooms } of narrow) {
    it(`${rule}, in list and count alike`, async () => {
      scopes = new Map([[fabrikam, scope()]]);
      const { items, count } = (await get('/incidents?count=true')).body;
      expect([...new Set(items.map(({ room }) => room))].sort()).toEqual([...rooms()].sort());
      expect([items.length, count]).toEqual([rooms().length * 4, rooms().length * 4]);
    });
  }

  it('D45 mixes a whole customer and single rooms of another in one order', async () => {
    scopes = new Map([
      [northwind, whole],
      [fabrikam, { atoms: [`room:${lobby}`], within: ['all'] }],
    ]);
    const { items } = (await get('/incidents')).body;
    expect(new Set(items.map(({ room }) => room))).toEqual(new Set([far, lobby]));
    expect(items).toHaveLength(8);
  });

  it('gives every incident once, whatever the size of the page', async () => {
    for (const scope of [whole, { atoms: ['group:rgrp_paris', `room:${lobby}`], within: ['all'] }]) {
      scopes = new Map([
        [fabrikam, scope],
        [northwind, whole],
      ]);
      const all = (await get('/incidents')).body.items.map(({ id }) => id);
      for (const limit of [1, 3, 5, 12]) {
        const seen: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const { items, nextCursor }: { items: Item[]; nextCursor: string | null } = (
            await get(`/incidents?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`)
          ).body;
          seen.push(...items.map(({ id }) => id));
          cursor = nextCursor;
        }
        expect(seen).toEqual(all);
      }
    }
  });

  it('filters by customer, room, severity, state and open', async () => {
    scopes = everywhere();
    expect(await titles(`/incidents?customer=${northwind}`)).toHaveLength(4);
    expect(await titles(`/incidents?room=${lobby}&severity=warning`)).toEqual(['number 1', 'number 7']);
    expect(await titles('/incidents?open=true')).toHaveLength(6);
    expect(await titles('/incidents?open=false&state=closed')).toHaveLength(6);
    expect(await titles('/incidents?state=waiting')).toEqual([]);
    expect((await get('/incidents?open=true&count=true&limit=1')).body).toMatchObject({ count: 6, items: [{}] });
  });

  it('A04 D22 shows nothing of a customer or room that is filtered for but not delegated', async () => {
    scopes = new Map([[northwind, whole]]);
    expect(await titles(`/incidents?customer=${fabrikam}`)).toEqual([]);
    expect(await titles(`/incidents?room=${board}`)).toEqual([]);
  });

  it('A08 refuses a cursor of another filter', async () => {
    scopes = everywhere();
    const { nextCursor } = (await get('/incidents?limit=2')).body;
    expect(await get(`/incidents?open=true&cursor=${nextCursor}`)).toMatchObject({ status: 400, body: { code: 'invalid_cursor' } });
  });
});

describe('one incident', () => {
  it('D22 does not exist outside the scope, exactly as one that never was', async () => {
    scopes = everywhere();
    const { items } = (await get(`/incidents?room=${board}&limit=1`)).body;
    const id = items[0]?.id ?? '';
    expect((await get(`/customers/${fabrikam}/incidents/${id}`)).status).toBe(200);
    scopes = new Map([
      [fabrikam, { atoms: [`room:${lobby}`], within: ['all'] }],
      [northwind, whole],
    ]);
    const answers = [
      await get(`/customers/${fabrikam}/incidents/${id}`),
      await get(`/customers/${fabrikam}/incidents/${newId('inc')}`),
      await get(`/customers/${northwind}/incidents/${id}`),
    ];
    expect(new Set(answers.map(({ status, body: { instance: _own, ...rest } }) => JSON.stringify([status, rest]))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  it('A63 says what the caller may do, and what it may not', async () => {
    scopes = everywhere();
    const id = (await get('/incidents?limit=1')).body.items[0];
    const path = `/customers/${id?.customer}/incidents/${id?.id}`;
    const actions = ['tickets.update', 'reports.create_incident'];
    expect((await get(path)).body.allowedActions).toEqual(actions.map((action) => ({ action, allowed: true })));
    scopes = new Map([
      [fabrikam, { ...whole, permissions: ['tickets.view'] }],
      [northwind, { ...whole, permissions: ['tickets.view'] }],
    ]);
    expect((await get(path)).body.allowedActions).toEqual(actions.map((action) => ({ action, allowed: false, reason: 'forbidden' })));
  });
});
