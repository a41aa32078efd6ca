import { type IncidentId, type OrganizationId, type RoomId, permissionsOf } from '@keyholder/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoom } from '../../../../../tests/support/agents.ts';
import { blocksRead } from '../../../../../tests/support/blocks-read.ts';
import { authorityWith } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, newPerson, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Call, Person, Platform } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import type { AtomKey, Authority } from '../../kernel/rights.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { assignment, customerFacts, person } from '../authorization/facts.fixture.ts';
import { AtomCache, authorityFrom, coverageOf, replaceRoomAtoms } from '../authorization/index.ts';
import { createIncident } from './create-incident.ts';
import { pageOfIncidents } from './incident-pages.store.ts';
import { sourcesOf } from './incident-sources.rules.ts';
import { type IncidentFilters, findIncident } from './list-incidents.store.ts';
import { listIncidents } from './list-incidents.ts';

type Scope = { atoms: AtomKey[]; within: AtomKey[] };
type Query = Omit<Parameters<typeof listIncidents>[4], 'cursor' | 'limit'>;

const platform: Call<Platform> = { actor: { kind: 'platform', name: 'test', loading: 'world' }, request: newId('req'), reason: null };
const shared = ['group:rgrp_a', 'group:rgrp_b', 'rule:rule_c'].map((atom, n) => [atom, `${atom}${n}`] as const);

let tenants: Tenants;
let call: Call<Person>;
const customers: OrganizationId[] = [];
const rooms: { customer: OrganizationId; id: Awaited<ReturnType<typeof newRoom>> }[] = [];
const incidents: { customer: OrganizationId; id: IncidentId }[] = [];

beforeAll(async () => {
  tenants = await openTenants();
  call = await newPerson(tenants.db, await newOrganization(tenants.db, 'Litware'), { name: 'Theo' });
  for (const name of ['Fabrikam', 'Northwind', 'Tailspin']) customers.push(await newOrganization(tenants.db, name));
  for (const [n, customer] of customers.entries())
    for (let m = 0; m < 8; m += 1) {
      const atoms = shared.filter((_, bit) => (m & (1 << bit)) !== 0).map((names) => atomAt(names[0], n));
      rooms.push({ customer, id: await newRoom(tenants.db, customer, `Room ${m}`, atoms) });
    }
  for (let n = 0; n < 90; n += 1) await open(n, new Date(Date.UTC(2026, 0, 1, 0, Math.floor(n / 4))));
});
afterAll(() => tenants?.close());

/** Groups and rules have ids of their own at every customer. */
const atomAt = (atom: string, customer: number): AtomKey => `${atom}${customer}`;
async function open(n: number, openedAt: Date): Promise<void> {
  const { customer, id: room } = rooms[(n * 7) % rooms.length] ?? { customer: customers[0], id: undefined };
  if (customer === undefined || room === undefined) throw new Error('there are no rooms');
  const given = { room, severity: n % 3 === 0 ? ('important' as const) : ('warning' as const), title: `number ${n}`, openedAt };
  const told = n % 2 === 0 ? { closedAt: openedAt } : { state: n % 5 === 0 ? ('waiting' as const) : ('needs_action' as const) };
  const made = await within(tenants.db, [customer], (tx) => createIncident(tx, platform, customer, { ...given, ...told }));
  incidents.push({ customer, id: made.id });
}

function authorityOver(scopes: readonly Scope[]): Authority {
  const { organization, user } = call.actor;
  const facts = customers.map((customer, n) => {
    const { atoms, within: bound } = scopes[n] ?? { atoms: [], within: [] };
    const held = assignment({ permissions: permissionsOf('site-tech'), atoms, partner: organization, members: [`user:${user}`] });
    return [customer, customerFacts([held], [{ partner: organization, within: new Set(bound), manual: new Set() }], customer)] as const;
  });
  return authorityFrom(person({ organization, id: user, delegatedBy: customers }), new Map(facts), new Map());
}

const reading = <T>(work: (tx: Parameters<typeof listIncidents>[0]) => Promise<T>): Promise<T> =>
  inSnapshot(tenants.db, [call.actor.organization, ...customers], work);
const personCall = () => ({ ...call, cursorKey: new Uint8Array(32).fill(7) });

/** Every page of the list, one after another. */
async function walkPages(authority: Authority, query: Query, limit: number, between: () => Promise<void> = async () => undefined): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await reading((tx) =>
      listIncidents(tx, new AtomCache({ rooms: 100 }), personCall(), authority, { ...query, limit, ...(cursor === undefined ? {} : { cursor }) }),
    );
    if (!page.ok) throw new Error(page.code);
    found.push(...page.value.items.map(({ id }) => id));
    if (page.value.nextCursor === null) return found;
    cursor = page.value.nextCursor;
    await between();
  }
}

/** The same by asking `decide` about every incident there is. */
async function filterAll(authority: Authority, { severity, state, open: isOpen, customer }: Query): Promise<string[]> {
  const rows = await reading(async (tx) => Promise.all(incidents.map(({ customer: at, id }) => findIncident(tx, at, id))));
  return rows
    .filter((row) => row !== undefined)
    .filter((row) => authority.decide('tickets.view', { customer: row.customer, kind: 'room', atoms: row.atoms }).outcome === 'allow')
    .filter((row) => severity === undefined || row.severity === severity)
    .filter((row) => state === undefined || row.state === state)
    .filter((row) => isOpen === undefined || isOpen === (row.closedAt === null))
    .filter((row) => customer === undefined || row.customer === customer)
    .sort((one, other) => (orderOf(one) < orderOf(other) ? 1 : -1))
    .map(({ id }) => id);
}
const orderOf = (row: { openedExactly: string; customer: string; id: string }): string => `${row.openedExactly} ${row.customer} ${row.id}`;

/** More single rooms than are asked one by one, none of which exists. */
const crowd = Array.from({ length: 3001 }, (_, n) => `room:room_${String(n).padStart(26, '0')}`);
const scopeAt = (customer: number) => {
  const named = fc.subarray([...shared.map(([atom]) => atomAt(atom, customer)), ...[0, 3, 5].map((n) => `room#${n}`)]);
  return fc
    .record({
      atoms: fc.oneof(named, fc.constant<AtomKey[]>(['all'])),
      within: fc.oneof(named, fc.constant<AtomKey[]>(['all']), fc.constant<AtomKey[]>(['all'])),
      crowded: fc.boolean(),
    })
    .map(({ atoms, within: bound, crowded }): Scope => {
      const real = (atom: string): AtomKey => (atom.startsWith('room#') ? `room:${rooms[customer * 8 + Number(atom.slice(5))]?.id}` : atom);
      return { atoms: [...atoms.map(real), ...(crowded ? crowd : [])], within: bound.map(real) };
    });
};
const queries = fc.record(
  { severity: fc.constantFrom('important', 'warning'), state: fc.constantFrom('waiting', 'closed', 'needs_action'), open: fc.boolean() },
  { requiredKeys: [] },
);

describe('the list of incidents', () => {
  it('D22 D23 D46 holds exactly those that decide allows, in order, over any scopes, filters and page sizes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(scopeAt(0), scopeAt(1), scopeAt(2)), queries, fc.integer({ min: 1, max: 40 }), async (scopes, query, limit) => {
        const authority = authorityOver(scopes);
        expect(await walkPages(authority, query, limit)).toEqual(await filterAll(authority, query));
      }),
      { numRuns: 60 },
    );
  });

  it('D22 D23 finds the same however many incidents of a customer covered in part are looked at first', async () => {
    const whole: Scope = { atoms: ['all'], within: ['all'] };
    const part = fc.subarray([...shared.map(([atom]) => atomAt(atom, 2)), `room:${rooms[19]?.id}`], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(part, fc.boolean(), queries, fc.integer({ min: 1, max: 40 }), async (atoms, isCut, query, limit) => {
        const authority = authorityOver([whole, whole, { atoms, within: isCut ? shared.map(([atom]) => atomAt(atom, 2)) : ['all'] }]);
        const sources = sourcesOf(coverageOf(authority.grants('tickets.view')));
        const first = (most: number): Promise<string[]> =>
          reading(async (tx) => {
            const bounds = { incidents: most, least: most };
            const rows = await pageOfIncidents(tx, sources, { filters: query, after: undefined, limit }, bounds);
            return rows.map(({ id }) => id);
          });
        const expected = (await filterAll(authority, query)).slice(0, limit);
        for (const most of [1, 3, 1000]) expect(await first(most)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('repeats and hides nothing when incidents are opened between its pages', async () => {
    const authority = authorityOver(customers.map(() => ({ atoms: ['all'], within: ['all'] })));
    const before = await filterAll(authority, {});
    let n = 1000;
    const found = await walkPages(authority, {}, 20, () => open(n++, new Date()));
    expect(found).toEqual(before);
  });

  it('D22 follows a room into a group and out of it, whatever the side table held before', async () => {
    const customer = customers[0];
    const room = rooms[0]?.id;
    if (customer === undefined || room === undefined) throw new Error('there are no rooms');
    const authority = authorityOver([{ atoms: ['group:rgrp_late'], within: ['all'] }]);
    const own = [`room:${room}`, 'all'];
    expect(await walkPages(authority, {}, 50)).toEqual([]);
    await within(tenants.db, [customer], (tx) => replaceRoomAtoms(tx, customer, room, [...own, 'group:rgrp_late']));
    const inside = await walkPages(authority, {}, 50);
    expect(inside.length).toBeGreaterThan(0);
    expect(inside).toEqual(await filterAll(authority, {}));
    await within(tenants.db, [customer], (tx) => replaceRoomAtoms(tx, customer, room, own));
    expect(await tenants.asAdmin(`select from incident_scope where atom = 'group:rgrp_late'`)).toEqual([]);
    await tenants.asAdmin(
      `insert into incident_scope select organization_id, 'group:rgrp_late', opened_at, id, state, severity from incidents where organization_id = $1`,
      [customer],
    );
    expect(await walkPages(authority, {}, 50)).toEqual([]);
  });

  it('keeps the state and the severity that the side table filters by', async () => {
    await tenants.asAdmin(`update incidents set state = 'investigating', severity = 'important' where title = 'number 1'`);
    const [wrong] = await tenants.asAdmin<{ count: number }>(
      `select count(*)::int as count from incident_scope s join incidents i on i.organization_id = s.organization_id and i.id = s.incident_id where (s.state, s.severity, s.opened_at) <> (i.state, i.severity, i.opened_at)`,
    );
    expect(wrong?.count).toBe(0);
  });

  it('reads no more where there are many incidents than where there are few', async () => {
    const [few, many] = [await customerWith(100), await customerWith(5000)];
    await tenants.asAdmin('vacuum analyze incidents');
    await tenants.asAdmin('vacuum analyze incident_scope');
    const asked: IncidentFilters[] = [{}, { open: true }, { severity: 'important' }, { state: 'waiting' }];
    for (const scope of ['whole', 'group', 'room', 'cut'] as const)
      for (const filters of asked) {
        const [little, much] = [await few(scope, filters), await many(scope, filters)];
        expect(much, `${scope} ${JSON.stringify(filters)}`).toBeLessThan(1.5 * little);
      }
  });
});

/** A customer of five rooms with so many incidents: how many blocks a page of five reads there, by what is held. */
async function customerWith(many: number): Promise<(scope: 'whole' | 'group' | 'room' | 'cut', filters: IncidentFilters) => Promise<number>> {
  const customer = await newOrganization(tenants.db, `With ${many}`);
  const [group, rule] = [`group:${newId('rgrp')}`, `rule:${newId('rule')}`];
  const ids: RoomId[] = [];
  for (let n = 0; n < 5; n += 1) ids.push(await newRoom(tenants.db, customer, `Room ${n}`, [group, rule]));
  await tenants.asAdmin(
    `insert into incidents (organization_id, id, number, room_id, severity, title, source, state, opened_at, closed_at)
     select $1, 'inc_' || md5($1 || n), n, ($2::text[])[1 + n % 5], (array['warning', 'important'])[1 + n % 2], 'one of many', 'person',
       (array['waiting', 'closed', 'needs_action'])[1 + n % 3], now() - n * interval '1 minute', case n % 3 when 1 then now() end
     from generate_series(1, $3::int) as n`,
    [customer, ids, many],
  );
  const held = { whole: ['all'], group: [group], room: [`room:${ids[2]}`], cut: [group] };
  return (scope, filters) => {
    const authority = authorityWith(customer, [{ customer, atoms: held[scope], within: scope === 'cut' ? [rule] : null }]);
    const sources = sourcesOf(coverageOf(authority.grants('tickets.view')));
    return inSnapshot(tenants.db, [customer], (tx) => blocksRead(tx, () => pageOfIncidents(tx, sources, { filters, after: undefined, limit: 5 })));
  };
}
