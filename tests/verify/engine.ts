import type { OrganizationId, PermissionKey, UserId } from '@keyholder/contract';
import { ok } from '../../packages/server/src/kernel/result.ts';
import type { Authority, Matter } from '../../packages/server/src/kernel/rights.ts';
import { reachOf } from '../../packages/server/src/kernel/tenant.ts';
import { FactCache, atomsOfRooms, authorityOf, coverageOf, endDelegation } from '../../packages/server/src/modules/authorization/index.ts';
import { visibleGroups } from '../../packages/server/src/modules/rooms/groups.store.ts';
import { roomGroupKind, updateRingKind } from '../../packages/server/src/modules/rooms/index.ts';
import { pageOfRooms } from '../../packages/server/src/modules/rooms/room-pages.store.ts';
import { pageOfRings } from '../../packages/server/src/modules/rooms/rings.store.ts';
import { inSnapshot, inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { type Tenants, openTenants } from '../support/tenants.ts';
import { type WorldLoader, openWorldLoader } from '../support/worlds.ts';
import { type Question, type RoomSet, type Word, nameOfSet, setsOf } from './model.ts';
import { type SmallWorld, together } from './small-worlds.ts';

/** The decision engine over worlds that were loaded as a world file is: from PostgreSQL through `authorityOf`, as a request has it. */
export type Engine = {
  /** @param ended delegations that are ended after the file was loaded */
  load: (worlds: readonly SmallWorld[], ended?: readonly Pair[]) => Promise<Loaded>;
  close: () => Promise<void>;
};
export type Pair = { customer: string; partner: string };
export type Loaded = {
  decide: (question: Question) => Word;
  /** the rooms that a list by this permission holds, by alias */
  list: (user: string, permission: string) => Promise<string[]>;
  /** the groups and rings that lists hold, each as `nameOfSet`, with the number of rooms that it shows */
  sets: (user: string) => Promise<string[]>;
};

const words = { allow: 'allowed', needs_approval: 'needs_approval', deny: 'denied' } as const;

/** With a database of its own, or in one that is there. */
export async function openEngine(tenants?: Tenants): Promise<Engine> {
  const opened = tenants ?? (await openTenants());
  const loader = await openWorldLoader(opened.db);
  return {
    load: (worlds, ended = []) => load(opened, loader, together(worlds), ended),
    close: async () => {
      if (tenants === undefined) await opened.close();
    },
  };
}

async function load({ db }: Tenants, loader: WorldLoader, world: SmallWorld, ended: readonly Pair[]): Promise<Loaded> {
  const { ids } = await loader.load(JSON.stringify(world));
  const aliases = new Map(Object.entries(ids).map(([alias, id]) => [id, alias]));
  const idOf = <T extends string>(alias: string): T => (ids[alias] ?? '') as T; // the loader gives each alias an id of its kind
  for (const { customer, partner } of ended) {
    const pair = { customer: idOf<OrganizationId>(customer), partner: idOf<OrganizationId>(partner) };
    await inTenant(db, reachOf([pair.customer, pair.partner]), 'exclusive', async (tx) => ok(await endDelegation(tx, { ...pair, by: 'customer' })));
  }
  const customers = world.organizations.map(({ id }) => idOf<OrganizationId>(id));
  const atoms = new Map<string, readonly string[]>();
  const roomsOfSets = new Map<string, readonly string[]>();
  await inSnapshot(db, customers, async (tx) => {
    for (const { id } of world.organizations) {
      const rooms = world.rooms.filter(({ customer }) => customer === id).map((room) => idOf<string>(room.id));
      for (const [room, found] of await atomsOfRooms(tx, idOf(id), rooms)) atoms.set(aliases.get(room) ?? room, found);
      for (const kind of ['room-group', 'update-ring'] as const) {
        const sets = setsOf(world, id).filter(({ type }) => type === kind);
        const found = await kinds[kind].roomsOf(
          tx,
          idOf(id),
          sets.map((set) => ids[set.id] ?? set.id),
        );
        for (const [set, of] of found)
          roomsOfSets.set(
            nameOfSet(id, { type: kind, id: aliases.get(set) ?? set }),
            of.map((room) => aliases.get(room) ?? room),
          );
      }
    }
  });
  const cache = new FactCache({ bytes: 2 ** 26 });
  const authorities = new Map<string, Authority>();
  const asked = <T>(user: SmallWorld['users'][number], work: Parameters<typeof inSnapshot<T>>[2]): Promise<T> =>
    inSnapshot(db, [idOf<OrganizationId>(user.organization)], work);
  const personOf = ({ id, organization }: SmallWorld['users'][number]) =>
    ({
      kind: 'person',
      user: idOf<UserId>(id),
      organization: idOf<OrganizationId>(organization),
      name: id,
      organizationName: organization,
      channel: 'session',
      credential: 'ses_test',
      signedInAt: new Date(),
    }) as const;
  for (const user of world.users) authorities.set(user.id, await asked(user, (tx) => authorityOf(tx, cache, personOf(user), 'all')));
  const atomsOf = (room: string): readonly string[] => atoms.get(room) ?? [];
  return {
    decide: ({ user, permission, customer, room, set }) => {
      const authority = authorities.get(user);
      const rooms = set === undefined ? [] : roomsOfSets.get(nameOfSet(customer, set));
      if (authority === undefined || rooms === undefined) return 'denied';
      const at = idOf<OrganizationId>(customer);
      const whole: Matter = set === undefined ? { customer: at, kind: 'organization' } : { customer: at, kind: 'rooms', rooms: rooms.map(atomsOf) };
      const matter: Matter = room === undefined ? whole : { customer: at, kind: 'room', atoms: atomsOf(room) };
      return words[authority.decide(permission as PermissionKey, matter).outcome]; // from the table of permissions
    },
    list: async (alias, permission) => {
      const user = world.users.find(({ id }) => id === alias);
      if (user === undefined) return [];
      const rows = await asked(user, async (tx) => {
        const authority = await authorityOf(tx, cache, personOf(user), 'all');
        const coverage = coverageOf(authority.grants(permission as PermissionKey)); // from the table of permissions
        return pageOfRooms(tx, { coverage, filters: {}, direction: 'up', after: undefined, limit: 200 });
      });
      return rows.map(({ id }) => aliases.get(id) ?? id);
    },
    sets: async (alias) => {
      const user = world.users.find(({ id }) => id === alias);
      if (user === undefined) return [];
      return asked(user, async (tx) => {
        const authority = await authorityOf(tx, cache, personOf(user), 'all');
        const grants = authority.grants('rings.view');
        const groups = await visibleGroups(tx, { coverage: coverageOf(authority.grants('groups.view')), home: authority.home, limit: 1000 });
        const customers = grants.map(({ customer }) => customer);
        const rings = await pageOfRings(tx, { customers, coverage: coverageOf(grants), limit: 1000 });
        const line = (type: RoomSet['type'], { customer, id, rooms }: { customer: string; id: string; rooms: number }): string =>
          `${nameOfSet(aliases.get(customer) ?? customer, { type, id: aliases.get(id) ?? id })}: ${rooms}`;
        return [...groups.map((row) => line('room-group', row)), ...rings.map((row) => line('update-ring', row))];
      });
    },
  };
}

const kinds = { 'room-group': roomGroupKind, 'update-ring': updateRingKind } as const;
