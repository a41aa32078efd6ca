import { sql } from 'kysely';
import type { Grant } from '../../packages/server/src/kernel/rights.ts';
import type { Db } from '../../packages/server/src/platform/postgres/in-tenant.ts';

const pairsOf = (grants: readonly Grant[], of: (grant: Grant) => readonly string[]) => {
  const pairs = grants.flatMap((grant) => of(grant).map((atom) => [grant.customer, atom] as const));
  return sql`unnest(${pairs.map(([customer]) => customer)}::text[], ${pairs.map(([, atom]) => atom)}::text[]) as g(customer, atom)`;
};
const held = (grants: readonly Grant[]) => pairsOf(grants, ({ atoms }) => atoms);
const within = (grants: readonly Grant[]) => pairsOf(grants, ({ within: atoms }) => atoms ?? ['all']);

/**
 * Both are asked past row security, which is kind to them.
 * The newest incidents, joined as one would first write it: scope to rooms to incidents, then sorted.
 */
export async function naiveJoin(db: Db, grants: readonly Grant[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct i.opened_at, i.organization_id, i.id from ${held(grants)}
    join room_atoms t on t.organization_id = g.customer and t.atom = g.atom
    join incidents i on i.organization_id = t.organization_id and i.room_id = t.room_id
    where (t.organization_id, t.room_id) in (select s.organization_id, s.room_id from ${within(grants)} join room_atoms s on s.organization_id = g.customer and s.atom = g.atom)
    order by i.opened_at desc, i.organization_id desc, i.id desc limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The same question with all choice of a plan left to PostgreSQL. */
export async function plannersPlan(db: Db, grants: readonly Grant[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from incidents i
    where exists (select from room_atoms t join ${held(grants)} on g.customer = t.organization_id and g.atom = t.atom
                  where t.organization_id = i.organization_id and t.room_id = i.room_id)
      and exists (select from room_atoms t join ${within(grants)} on g.customer = t.organization_id and g.atom = t.atom
                  where t.organization_id = i.organization_id and t.room_id = i.room_id)
    order by i.opened_at desc, i.organization_id desc, i.id desc limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
