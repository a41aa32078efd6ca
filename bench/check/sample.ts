import { type OrganizationId, type PermissionKey, type UserId, permissions } from '@keyholder/contract';
import { sql } from 'kysely';
import type { AtomKey, RoomMatter } from '../../packages/server/src/kernel/rights.ts';
import type { TenantTx } from '../../packages/server/src/kernel/tenant.ts';
import { mattersOfRooms } from '../../packages/server/src/modules/authorization/evaluate.store.ts';
import { loadActors, loadCustomers } from '../../packages/server/src/modules/authorization/facts.store.ts';
import type { ActorFacts, CustomerFacts } from '../../packages/server/src/modules/authorization/facts.ts';
import { type Db, inSnapshot, widenReach } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { type Random, randomOf } from '../../tools/world/random.ts';

/** One question: may this person do this in this room? All by their string ids, the room with its atoms as the server keeps it. */
export type Question = {
  user: UserId;
  action: PermissionKey;
  customer: OrganizationId;
  room: string;
  atoms: readonly AtomKey[];
  /** the same room as ours is asked about it */
  matter: RoomMatter;
};

/** All that decides in a world, and questions about it drawn by a seed. */
export type Asked = {
  customers: Map<OrganizationId, CustomerFacts>;
  actors: Map<UserId, ActorFacts>;
  questions: readonly Question[];
};

/** Only keys that some role may hold over rooms: others would be denied by every engine at a glance. */
const keys = permissions.filter(({ table }) => table === 1).map(({ key }) => key);
const usual: readonly PermissionKey[] = ['rooms.view', 'rooms.modify', 'tickets.view', 'tickets.update', 'groups.view', 'reports.view'];

/** So many organizations are in reach at a time, as many as a busy person's: row security compares each row with all of them. */
const reach = 50;

/**
 * Loads the facts of these customers and of everybody who works for them, through the code of the server, and draws questions:
 * nine in ten by people of the customer or of one of its partners, one by a stranger; rooms anywhere.
 *
 * @param rooms so many of each customer are asked about
 */
export function sampleOf(db: Db, customers: readonly OrganizationId[], ask: { questions: number; rooms: number; seed: number }): Promise<Asked> {
  return inSnapshot(db, [], async (tx) => {
    const random = randomOf(`questions ${ask.seed}`);
    const asked = { customers: new Map<OrganizationId, CustomerFacts>(), actors: new Map<UserId, ActorFacts>() };
    const partners = new Map<OrganizationId, readonly OrganizationId[]>();
    const rooms = new Map<OrganizationId, [string, RoomMatter][]>();
    for (const some of chunksOf(customers)) {
      await widenReach(tx, some);
      for (const [customer, facts] of await loadCustomers(tx, some)) {
        asked.customers.set(customer, facts);
        partners.set(customer, [...facts.delegations.keys()]);
        rooms.set(customer, await someRooms(tx, customer, ask.rooms, random));
      }
    }
    const people = new Map<OrganizationId, UserId[]>();
    for (const some of chunksOf([...new Set([...customers, ...[...partners.values()].flat()])])) {
      await widenReach(tx, some);
      for (const [organization, users] of await peopleOf(tx, some)) {
        people.set(organization, users);
        for (const [user, actor] of await loadActors(tx, new Map(users.map((user) => [user, organization])))) asked.actors.set(user, actor);
      }
    }
    const everybody = [...people.keys()];
    const questions = Array.from({ length: ask.questions }, (): Question => {
      const customer = random.pick(customers);
      const home = random.onceIn(10) ? random.pick(everybody) : random.pick([customer, ...(partners.get(customer) ?? [])]);
      const [room, matter] = random.pick(rooms.get(customer) ?? []);
      return {
        user: random.pick(people.get(home) ?? []),
        action: random.pick(random.onceIn(3) ? keys : usual),
        customer,
        room,
        atoms: matter.atoms,
        matter,
      };
    });
    return { ...asked, questions };
  });
}

const chunksOf = (ids: readonly OrganizationId[]): OrganizationId[][] =>
  Array.from({ length: Math.ceil(ids.length / reach) }, (_, n) => ids.slice(n * reach, (n + 1) * reach));

async function peopleOf(tx: TenantTx, organizations: readonly OrganizationId[]): Promise<Map<OrganizationId, UserId[]>> {
  const rows = await tx
    .selectFrom('users')
    .select(['organization_id', 'id'])
    .where('organization_id', 'in', [...organizations])
    .orderBy('organization_id')
    .orderBy('id')
    .execute();
  const found = new Map<OrganizationId, UserId[]>();
  for (const { organization_id, id } of rows) found.set(organization_id, [...(found.get(organization_id) ?? []), id]);
  return found;
}

async function someRooms(tx: TenantTx, customer: OrganizationId, count: number, random: Random): Promise<[string, RoomMatter][]> {
  const { rows } = await sql<{ id: string }>`select id from rooms where organization_id = ${customer} order by id`.execute(tx);
  const chosen = random.some(
    rows.map(({ id }) => id),
    count,
  );
  return [...(await mattersOfRooms(tx, customer, chosen))];
}
