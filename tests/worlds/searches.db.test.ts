import { readFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { type Evaluation, type OrganizationId, type PermissionKey, type UserId, permissionKeys } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { estate } from '../../packages/server/src/estate.ts';
import { AtomCache, FactCache } from '../../packages/server/src/modules/authorization/index.ts';
import { type Asker, evaluate } from '../../packages/server/src/modules/authorization/evaluate.ts';
import { openPage, pageAnswer } from '../../packages/server/src/modules/authorization/search-page.ts';
import {
  type Found,
  type PageWanted,
  searchActions,
  searchResources,
  searchSubjects,
} from '../../packages/server/src/modules/authorization/search.ts';
import { type LoadedWorld, openWorldLoader } from '../support/worlds.ts';
import { type Tenants, openTenants } from '../support/tenants.ts';

type Case = {
  asked: PermissionKey[];
  world: {
    organizations: { id: string }[];
    users: { id: string; organization: string }[];
    rooms: { id: string; customer: string }[];
    roomGroups: { id: string; customer: string }[];
    incidents?: { id: string; room: string }[];
  };
};
type Thing = { type: string; id: string; customer: OrganizationId };
const everybody: Asker = { kind: 'platform', id: 'dec_test' };
const sign = (text: string): Uint8Array => createHmac('sha256', 'test').update(text).digest();

describe.each(['world-1', 'world-2', 'world-3'])('A92 searches in %s of the cases', (name) => {
  const text = readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8');
  const { asked, world }: Case = JSON.parse(text);
  let tenants: Tenants;
  let loaded: LoadedWorld;
  const needs = { cache: new FactCache({ bytes: 2 ** 26 }), atoms: new AtomCache({ rooms: 1000 }), estate };

  beforeAll(async () => {
    tenants = await openTenants();
    loaded = await (await openWorldLoader(tenants.db)).load(text);
  });
  afterAll(() => tenants.close());

  const idOf = <T extends string>(alias: string): T => (loaded.ids[alias] ?? '') as T; // the loader gives each alias an id of its kind
  const homeOf = new Map(world.users.map(({ id, organization }) => [id, organization]));
  const customerOf = new Map(world.rooms.map(({ id, customer }) => [id, customer]));
  const things = (): Thing[] => [
    ...world.rooms.map(({ id, customer }) => ({ type: 'room', id: idOf(id), customer: idOf<OrganizationId>(customer) })),
    ...world.roomGroups.map(({ id, customer }) => ({ type: 'room-group', id: idOf(id), customer: idOf<OrganizationId>(customer) })),
    ...(world.incidents ?? []).map(({ id, room }) => ({
      type: 'incident',
      id: idOf(id),
      customer: idOf<OrganizationId>(customerOf.get(room) ?? ''),
    })),
    ...world.organizations.map(({ id }) => ({ type: 'organization', id: idOf(id), customer: idOf<OrganizationId>(id) })),
    ...world.organizations.flatMap(({ id }) =>
      ['executive', 'general', 'staging'].map((ring) => ({ type: 'update-ring', id: ring, customer: idOf<OrganizationId>(id) })),
    ),
  ];
  const users = (): UserId[] => world.users.map(({ id }) => idOf<UserId>(id));
  const resourceOf = ({ type, id, customer }: Thing): Evaluation['resource'] => ({
    type,
    id,
    ...(type === 'organization' ? {} : { properties: { customer } }),
  });
  const truths = async (asker: Asker, questions: { user: UserId; action: PermissionKey; thing: Thing }[]): Promise<boolean[]> =>
    (
      await evaluate(
        tenants.db,
        needs,
        asker,
        questions.map(({ user, action, thing }) => ({ subject: { type: 'user', id: user }, action: { name: action }, resource: resourceOf(thing) })),
      )
    ).map(({ decision }) => decision);

  /** All pages of a search, each after the token of the one before. */
  async function pages<T>(limit: number, search: (page: PageWanted) => Promise<Found<T>>): Promise<T[]> {
    const all: T[] = [];
    let token: string | undefined;
    for (let n = 0; n < 10_000; n += 1) {
      const page = openPage(sign, ['test'], token === undefined ? { limit } : { token });
      if (!page.ok) throw new Error('the search refused its own token');
      const { page: end, results } = pageAnswer(page.value, await search(page.value));
      expect(results.length <= limit && end.count === results.length).toBe(true);
      all.push(...results);
      if (end.next_token === '') return all;
      token = end.next_token;
    }
    throw new Error('the search has no end');
  }

  /** A few persons of each organization ask as themselves, beside a client that may ask about everybody. */
  const askers = (): Asker[] => [
    everybody,
    ...world.organizations.map(({ id }): Asker => ({ kind: 'organization', id: 'dec_own', organization: idOf<OrganizationId>(id) })),
    ...sampled(world.users, 8, 1).map(({ id }): Asker => ({
      kind: 'person',
      id: idOf(id),
      user: idOf<UserId>(id),
      organization: idOf<OrganizationId>(homeOf.get(id) ?? ''),
    })),
  ];
  const sampled = <T>(list: readonly T[], most: number, seed: number): T[] =>
    list.length <= most
      ? [...list]
      : Array.from({ length: most }, (_, n) => list[(n * 7919 + seed * 104_729) % list.length]).filter((one) => one !== undefined);
  const actionsFor = (seed: number): PermissionKey[] => [...new Set([...sampled(asked, 2, seed), ...sampled(permissionKeys, 2, seed)])];

  test('a resource search holds exactly what a single check permits, however it is paged and whoever asks', async () => {
    const all = things();
    for (const [seed, asker] of askers().entries()) {
      for (const user of sampled(users(), asker.kind === 'platform' ? 8 : 1, seed)) {
        for (const action of actionsFor(seed)) {
          const may = await truths(
            asker,
            all.map((thing) => ({ user, action, thing })),
          );
          for (const type of ['room', 'room-group', 'incident', 'organization', 'update-ring']) {
            const found = await pages([1, 3, 100][seed % 3] ?? 100, (page) =>
              searchResources(tenants.db, needs, asker, { user, action, type, customer: undefined, page }),
            );
            const key = ({ id, customer }: { id: string; customer: string }): string => `${customer} ${id}`;
            const listed = found.map((one) => key({ id: one.id, customer: one.properties?.customer ?? one.id }));
            const permitted = all.filter((thing, n) => thing.type === type && may[n] === true).map(key);
            expect([asker.kind, user, action, type, listed]).toEqual([asker.kind, user, action, type, [...new Set(permitted)].toSorted()]);
          }
        }
      }
    }
  });

  test('a subject search holds exactly those whom a single check permits', async () => {
    const people = users();
    for (const [seed, asker] of askers().entries()) {
      for (const thing of sampled(things(), asker.kind === 'platform' ? 20 : 2, seed)) {
        for (const action of actionsFor(seed)) {
          const may = await truths(
            asker,
            people.map((user) => ({ user, action, thing })),
          );
          const found = await pages([1, 2, 100][seed % 3] ?? 100, (page) =>
            searchSubjects(tenants.db, needs, asker, { action, thing: resourceOf(thing), page }),
          );
          const listed = found.map(({ id }) => id).toSorted();
          expect([asker.kind, thing, action, listed]).toEqual([asker.kind, thing, action, people.filter((_, n) => may[n] === true).toSorted()]);
        }
      }
    }
  });

  test('an action search holds exactly the actions that a single check permits', async () => {
    for (const [seed, asker] of askers().entries()) {
      for (const user of sampled(users(), 3, seed)) {
        for (const thing of sampled(things(), 4, seed)) {
          const may = await truths(
            asker,
            permissionKeys.map((action) => ({ user, action, thing })),
          );
          const found = await searchActions(tenants.db, needs, asker, user, resourceOf(thing));
          expect([asker.kind, user, thing, found]).toEqual([asker.kind, user, thing, permissionKeys.filter((_, n) => may[n] === true).toSorted()]);
        }
      }
    }
  });
});
