import { readFileSync } from 'node:fs';
import { type OrganizationId, type PermissionKey, type UserId, permissionKeys } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantTx } from '../../packages/server/src/kernel/tenant.ts';
import { FactCache, atomsOfRooms, authorityOf, coverageOf } from '../../packages/server/src/modules/authorization/index.ts';
import { pageOfRooms } from '../../packages/server/src/modules/rooms/room-pages.store.ts';
import { inSnapshot } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import type { Authority } from '../../packages/server/src/kernel/rights.ts';
import { type LoadedWorld, openWorldLoader } from '../support/worlds.ts';
import { type Tenants, openTenants } from '../support/tenants.ts';

type Decided = 'allowed' | 'needs_approval' | 'denied';
type Case = {
  asked: PermissionKey[];
  world: {
    organizations: { id: string }[];
    users: { id: string; organization: string; active?: boolean }[];
    rooms: { id: string; customer: string }[];
  };
  expected: [user: string, permission: PermissionKey, room: string, decision: Decided][];
};
const words = { allow: 'allowed', needs_approval: 'needs_approval', deny: 'denied' } as const;

describe.each(['world-1', 'world-2', 'world-3'])('%s of the cases', (name) => {
  const text = readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8');
  const { asked, world, expected }: Case = JSON.parse(text);
  let tenants: Tenants;
  let loaded: LoadedWorld;
  const cache = new FactCache({ bytes: 2 ** 26 });

  beforeAll(async () => {
    tenants = await openTenants();
    loaded = await (await openWorldLoader(tenants.db)).load(text);
  });
  afterAll(() => tenants.close());

  const idOf = <T extends string>(alias: string): T => (loaded.ids[alias] ?? '') as T; // the loader gives each alias an id of its kind
  const organizationIds = (): OrganizationId[] => world.organizations.map(({ id }) => idOf<OrganizationId>(id));

  /** What every person of the world may ask, in one snapshot each, as a request would. */
  async function eachPerson<T>(work: (tx: TenantTx, user: string, authority: Authority) => Promise<T[]>): Promise<T[]> {
    const found: T[] = [];
    for (const { id, organization } of world.users) {
      const home = idOf<OrganizationId>(organization);
      const person = {
        kind: 'person',
        user: idOf<UserId>(id),
        organization: home,
        name: id,
        organizationName: organization,
        channel: 'session',
        credential: 'ses_test',
        signedInAt: new Date(),
      } as const;
      found.push(...(await inSnapshot(tenants.db, [home], async (tx) => work(tx, id, await authorityOf(tx, cache, person, 'all')))));
    }
    return found;
  }

  async function atomsByRoom(): Promise<Map<string, readonly string[]>> {
    const all = await inSnapshot(tenants.db, organizationIds(), async (tx) => {
      const maps = [];
      for (const customer of organizationIds())
        maps.push(
          await atomsOfRooms(
            tx,
            customer,
            world.rooms.map(({ id }) => idOf(id)),
          ),
        );
      return maps;
    });
    return new Map(all.flatMap((map) => [...map]));
  }

  test('decides every person, permission and room as expected, and denies all else', async () => {
    const atoms = await atomsByRoom();
    const decided = await eachPerson(async (_tx, user, authority) =>
      world.rooms.flatMap((room) =>
        asked.flatMap((permission) => {
          const { outcome } = authority.decide(permission, {
            customer: idOf<OrganizationId>(room.customer),
            kind: 'room',
            atoms: atoms.get(idOf(room.id)) ?? [],
          });
          return outcome === 'deny' ? [] : [[user, permission, room.id, words[outcome]].join(' ')];
        }),
      ),
    );
    expect(decided.sort()).toEqual(expected.map((line) => line.join(' ')).sort());
    expect(expected.length).toBeGreaterThan(900);
  });

  test('D22 lists exactly the rooms that may be seen, for every person', async () => {
    const aliasOf = new Map(world.rooms.map(({ id }) => [idOf<string>(id), id]));
    const listed = await eachPerson(async (tx, user, authority) => {
      const rows = await pageOfRooms(tx, {
        coverage: coverageOf(authority.grants('rooms.view')),
        filters: {},
        direction: 'up',
        after: undefined,
        limit: 200,
      });
      return rows.map(({ id }) => `${user} ${aliasOf.get(id) ?? id}`);
    });
    expect(listed.sort()).toEqual(
      expected
        .filter(([, permission]) => permission === 'rooms.view')
        .map(([user, , room]) => `${user} ${room}`)
        .sort(),
    );
  });

  test('D23 would be noticed if lists forgot the delegated scope', async () => {
    const listed = await eachPerson(async (tx, user, authority) => {
      const uncut = authority.grants('rooms.view').map((grant) => ({ ...grant, within: null }));
      const rows = await pageOfRooms(tx, { coverage: coverageOf(uncut), filters: {}, direction: 'up', after: undefined, limit: 200 });
      return rows.map(({ id }) => `${user} ${id}`);
    });
    expect(listed.length).toBeGreaterThan(expected.filter(([, permission]) => permission === 'rooms.view').length);
  });

  test('lists and decisions agree for every permission there is', async () => {
    const atoms = await atomsByRoom();
    const differences = await eachPerson(async (tx, user, authority) => {
      const found: string[] = [];
      for (const permission of permissionKeys) {
        const rows =
          authority.grants(permission).length === 0
            ? []
            : await pageOfRooms(tx, {
                coverage: coverageOf(authority.grants(permission)),
                filters: {},
                direction: 'up',
                after: undefined,
                limit: 200,
              });
        const listed = new Set<string>(rows.map(({ id }) => id));
        for (const room of world.rooms) {
          const { outcome } = authority.decide(permission, {
            customer: idOf<OrganizationId>(room.customer),
            kind: 'room',
            atoms: atoms.get(idOf(room.id)) ?? [],
          });
          if ((outcome !== 'deny') !== listed.has(idOf(room.id))) found.push(`${user} ${permission} ${room.id}: ${outcome}`);
        }
      }
      return found;
    });
    expect(differences).toEqual([]);
  });

  test('gives a person who is not active nothing at all', async () => {
    const inactive = world.users.filter(({ active }) => active === false).map(({ id }) => id);
    const held = await eachPerson(async (_tx, user, authority) =>
      inactive.includes(user) ? permissionKeys.flatMap((key) => authority.grants(key)) : [],
    );
    expect(held).toEqual([]);
    expect(loaded.people.map(({ alias }) => alias).sort()).toEqual(
      world.users
        .filter(({ active }) => active !== false)
        .map(({ id }) => id)
        .sort(),
    );
  });
});
