import type { Health, OrganizationId, RoomId } from '@keyholder/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksRead } from '../../../../../tests/support/blocks-read.ts';
import { administratorOf, authorityWith, done, givenRooms } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants } from '../../../../../tests/support/tenants.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import { ok } from '../../kernel/result.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { coverageOf, replaceRoomAtoms } from '../authorization/index.ts';
import type { RoomFilters } from './list-rooms.store.ts';
import { placesOf } from './places.store.ts';
import { type Bounds, pageOfRooms } from './room-pages.store.ts';
import type { RoomKey } from './room-walks.store.ts';
import { wordsOf } from './words.ts';

type Known = { customer: OrganizationId; id: RoomId; name: string; country: string; city: string; site: string; health: Health; atoms: AtomKey[] };

const names = ['Lobby', 'Lobby two', 'Board', 'Boards of all', 'Focus', 'Öl', 'lobby'];
const places = [
  { country: 'FR', city: 'Paris', site: 'Tower' },
  { country: 'FR', city: 'Lyon', site: 'Lab' },
  { country: 'DE', city: 'Berlin', site: 'Tower' },
] as const;
const healths: readonly Health[] = ['healthy', 'warning', 'not-monitored', 'warning'];
const shared = ['group:rgrp_a', 'group:rgrp_b', 'rule:rule_c'] as const;
const least: Bounds = { rooms: 1, least: 1, further: 2, marks: 2 };

let tenants: Tenants;
const customers: OrganizationId[] = [];
const known: Known[] = [];
/** Two more, alike but for how many rooms they have. */
let small: OrganizationId;
let large: OrganizationId;

beforeAll(async () => {
  tenants = await openTenants();
  for (const name of ['Fabrikam', 'Northwind', 'Tailspin']) customers.push(await newOrganization(tenants.db, name));
  for (const [n, customer] of customers.entries()) await fill(customer, 8 + 10 * n);
  ({ small, large } = await smallAndLarge());
});
afterAll(() => tenants?.close());

async function fill(customer: OrganizationId, many: number): Promise<void> {
  const planned = Array.from({ length: many }, (_, n) => {
    const health = healths[(n * 3) % healths.length] ?? 'healthy';
    return {
      name: names[(n * 5) % names.length] ?? '',
      ...(places[n % places.length] ?? places[0]),
      health,
      shared: shared.filter((__, bit) => (n & (1 << bit)) !== 0),
    };
  });
  const ids = await givenRooms(
    tenants.db,
    customer,
    planned.map(({ name, country, city, site }) => ({ name, country, city, site: `${site}` })),
  );
  for (const [n, { shared: groups, health, ...room }] of planned.entries()) {
    const id = ids[n];
    if (id === undefined) throw new Error('a room was not made');
    const atoms: AtomKey[] = ['all', `room:${id}`, ...groups.map((atom): AtomKey => `${atom}${customer.slice(4)}`)];
    await done(tenants.db, [customer], async (tx) => ok(await replaceRoomAtoms(tx, customer, id, atoms)));
    await tenants.asAdmin('update room_health set health = $2 where room_id = $1', [id, health]);
    known.push({ customer, id, atoms, health, ...room });
  }
}

const scopeOf = fc.record({
  atoms: fc.subarray(['all', ...shared, 'room:0', 'room:3', 'room:5'], { minLength: 0 }),
  within: fc.option(fc.subarray([...shared, 'room:3', 'room:4'], { minLength: 1 }), { nil: null }),
});
const filtersOf = fc.record(
  {
    q: fc.constantFrom('lobby', 'lob', 'b', 'board tow', 'ö', '%', 'paris l', 'l'),
    country: fc.constantFrom('FR', 'DE', 'US'),
    city: fc.constantFrom('Paris', 'Berlin'),
    site: fc.constantFrom('Tower', 'Lab'),
    health: fc.constantFrom<Health>('warning', 'healthy', 'not-monitored', 'important'),
  },
  { requiredKeys: [] },
);

/** Atoms as a scope writes them, at one customer: `room:3` is its fourth room. */
const atomsAt = (customer: OrganizationId, atoms: readonly string[]): AtomKey[] =>
  atoms.map((atom): AtomKey => {
    if (atom === 'all') return 'all';
    const [kind, which] = atom.split(':');
    return kind === 'room'
      ? `room:${known.filter((room) => room.customer === customer)[Number(which)]?.id}`
      : (`${atom}${customer.slice(4)}` as AtomKey);
  });
const fits = (room: Known, { q, country, city, site, health }: RoomFilters): boolean => {
  const words = wordsOf(room.name, room.city, room.site);
  return (
    [
      [country, room.country],
      [city, room.city],
      [site, room.site],
      [health, room.health],
    ].every(([asked, is]) => asked === undefined || asked === is) &&
    (q === undefined || (wordsOf(q).length > 0 && wordsOf(q).every((word) => words.some((own) => own.startsWith(word)))))
  );
};
const bytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
const inOrder = (one: Known, other: Known): number => bytes(one.name, other.name) || bytes(one.customer, other.customer) || bytes(one.id, other.id);

type Scopes = { atoms: string[]; within: string[] | null }[];
type Holdings = { customer: OrganizationId; atoms: AtomKey[]; within: AtomKey[] | null }[];

/** What one person holds: a scope at each customer, cut by another where there is one. */
const holdingsOf = (scopes: Scopes): Holdings =>
  customers.map((customer, n) => {
    const { atoms, within } = scopes[n] ?? { atoms: [], within: null };
    return { customer, atoms: atomsAt(customer, atoms), within: within === null ? null : atomsAt(customer, within) };
  });
const reaches = (room: Known, atoms: readonly AtomKey[]): boolean => room.atoms.some((atom) => atoms.includes(atom));
const reachedBy = (holdings: Holdings): Known[] =>
  known.filter((room) =>
    holdings.some(({ customer, atoms, within }) => customer === room.customer && reaches(room, atoms) && (within === null || reaches(room, within))),
  );
const coverageWith = (holdings: Holdings) => coverageOf(authorityWith(customers[0] ?? 'org_0', holdings).grants('rooms.view'));
const threeScopes = fc.array(scopeOf, { minLength: 3, maxLength: 3 });

async function smallAndLarge(): Promise<{ small: OrganizationId; large: OrganizationId }> {
  const [few, many] = await Promise.all(['Adatum', 'Wingtip'].map((name) => newOrganization(tenants.db, name)));
  if (few === undefined || many === undefined) throw new Error('there are no organizations');
  const rooms = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `Lobby ${n}`, site: n % 40 === 0 ? 'Tower' : 'Lab' }));
  await givenRooms(tenants.db, few, rooms(200));
  await givenRooms(tenants.db, many, rooms(4000));
  await tenants.asAdmin('vacuum analyze rooms, room_marks, room_atoms, room_health');
  return { small: few, large: many };
}

describe('a page of rooms', () => {
  it.each([
    ['as it is usually read', undefined],
    ['where every walk ends early', least],
  ])('D22 D23 D45 is what scope and filters leave, in order, page after page: %s', async (_, bounds) => {
    await fc.assert(
      fc.asyncProperty(
        threeScopes,
        filtersOf,
        fc.constantFrom('up' as const, 'down' as const),
        fc.integer({ min: 1, max: 9 }),
        async (scopes, filters, direction, limit) => {
          const holdings = holdingsOf(scopes);
          const expected = reachedBy(holdings)
            .filter((room) => fits(room, filters))
            .sort(inOrder);
          if (direction === 'down') expected.reverse();
          const coverage = coverageWith(holdings);
          const walked: string[] = [];
          for (let after: RoomKey | undefined; ;) {
            const page = { coverage, filters, direction, after, limit };
            const rows = await inSnapshot(tenants.db, customers, (tx) => pageOfRooms(tx, page, ...(bounds === undefined ? [] : [bounds])));
            walked.push(...rows.map(({ id }) => id));
            const last = rows.at(-1);
            if (last === undefined || rows.length < limit) break;
            after = [last.name, last.customer, last.id];
          }
          expect(walked).toEqual(expected.map(({ id }) => id));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads no more of a customer with many rooms than of one with few', async () => {
    const filters: RoomFilters[] = [
      {},
      { q: 'lob' },
      { site: 'Tower' },
      { country: 'FR' },
      { health: 'not-monitored' },
      { q: 'lobby', health: 'not-monitored' },
    ];
    const readOf = async (customer: OrganizationId, asked: RoomFilters): Promise<number> => {
      const coverage = coverageOf(administratorOf(customer).grants('rooms.view'));
      return inSnapshot(tenants.db, [customer], (tx) =>
        blocksRead(tx, () => pageOfRooms(tx, { coverage, filters: asked, direction: 'up', after: undefined, limit: 5 })),
      );
    };
    for (const asked of filters) expect(await readOf(large, asked), JSON.stringify(asked)).toBeLessThan(2 * (await readOf(small, asked)));
  });
});

describe('places to choose from', () => {
  const placesWithin = (holdings: Holdings) => inSnapshot(tenants.db, customers, (tx) => placesOf(tx, coverageWith(holdings)));

  it('D22 D23 are those of the rooms that a scope leaves, each once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(threeScopes, async (scopes) => {
        const holdings = holdingsOf(scopes);
        const rooms = reachedBy(holdings);
        const inPlaces = (column: 'country' | 'city' | 'site') => [...new Set(rooms.map((room) => room[column]))].sort(bytes);
        expect(await placesWithin(holdings)).toEqual({ countries: inPlaces('country'), cities: inPlaces('city'), sites: inPlaces('site') });
      }),
      { numRuns: 60 },
    );
  });

  it('reads no more of a customer with many rooms than of one with few', async () => {
    const readOf = (customer: OrganizationId): Promise<number> =>
      inSnapshot(tenants.db, [customer], (tx) => blocksRead(tx, () => placesOf(tx, coverageOf(administratorOf(customer).grants('rooms.view')))));
    expect(await readOf(large)).toBeLessThan(2 * (await readOf(small)));
  });

  it('are at most a thousand of each, the first in order', async () => {
    const customer = await newOrganization(tenants.db, 'Many places');
    await givenRooms(
      tenants.db,
      customer,
      Array.from({ length: 1001 }, (_, n) => ({ name: `Lobby ${n}`, site: `Site ${1000 + n}` })),
    );
    const { sites } = await inSnapshot(tenants.db, [customer], (tx) => placesOf(tx, coverageOf(administratorOf(customer).grants('rooms.view'))));
    expect([sites.length, sites[0], sites.at(-1)]).toEqual([1000, 'Site 1000', 'Site 1999']);
  });
});
