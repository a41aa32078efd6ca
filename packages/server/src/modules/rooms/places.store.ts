import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';

export type Places = { countries: string[]; cities: string[]; sites: string[] };

/** How many countries, cities and sites are told, each. */
const most = 1_000;

/**
 * Countries, cities and sites that covered rooms have, at most 1,000 of each, in order.
 *
 * Where a customer is covered whole its rooms are not read: from one value the next is found in the index of its column, so the
 * cost follows how many values there are. What is covered by atoms is read room by room.
 */
export async function placesOf(tx: TenantTx, coverage: Coverage): Promise<Places> {
  const { rows } = await sql<Places>`
    with recursive covered as materialized (
      select distinct r.country, r.city, r.site from (${coveredByAtom(coverage)}) as t
      join rooms r on r.organization_id = t.organization_id and r.id = t.room_id),
    ${valuesOfWhole('country', coverage)}, ${valuesOfWhole('city', coverage)}, ${valuesOfWhole('site', coverage)}
    select ${inOrder('country')} as countries, ${inOrder('city')} as cities, ${inOrder('site')} as sites`.execute(tx);
  return rows[0] ?? { countries: [], cities: [], sites: [] };
}

type Column = 'country' | 'city' | 'site';

/** The values that a column has in the rooms of each customer covered whole; the last of each customer is null. */
function valuesOfWhole(column: Column, { whole }: Coverage): RawBuilder<unknown> {
  const [values, value] = [sql.ref(`whole_${column}`), sql.ref(`r.${column}`)];
  return sql`${values}(customer, value, place) as (
      select c.customer, (select min(${value}) from rooms r where r.organization_id = c.customer), 1 from unnest(${[...whole]}::text[]) as c(customer)
      union all
      select v.customer, (select min(${value}) from rooms r where r.organization_id = v.customer and ${value} > v.value), v.place + 1
      from ${values} v where v.value is not null and v.place < ${most})`;
}

const inOrder = (column: Column): RawBuilder<unknown> => sql`array(
      select value from ${sql.ref(`whole_${column}`)} where value is not null union select ${sql.ref(column)} from covered order by 1 limit ${most})`;
