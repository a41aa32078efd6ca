import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';

export type Places = { countries: string[]; cities: string[]; sites: string[] };

/** Countries, cities and sites that covered rooms have, at most 1,000 of each, in order. */
export async function placesOf(tx: TenantTx, coverage: Coverage): Promise<Places> {
  const { rows } = await sql<Places>`
    with covered as materialized (
      select r.country, r.city, r.site from rooms r where r.organization_id = any (${[...coverage.whole]}::text[])
      union
      select r.country, r.city, r.site from (${coveredByAtom(coverage)}) as t join rooms r on r.organization_id = t.organization_id and r.id = t.room_id)
    select array(select distinct country from covered order by country limit 1000) as countries,
      array(select distinct city from covered order by city limit 1000) as cities,
      array(select distinct site from covered order by site limit 1000) as sites`.execute(tx);
  return rows[0] ?? { countries: [], cities: [], sites: [] };
}
