import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/in-tenant.ts';

/** The organizations that ever had an agent, in key order, after `last`. Ids only: nothing of theirs is read here. */
export async function monitoredAfter(db: Db, last: string, limit: number): Promise<OrganizationId[]> {
  const rows = await db
    .selectFrom('platform.monitored_organizations')
    .select('organization_id')
    .where(sql<boolean>`organization_id > ${last}`)
    .orderBy('organization_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.organization_id);
}

/** Agents come back after as long as they could not reach a server, at most after this (agent protocol 1). */
const mostBackoffSeconds = 300;

/**
 * Notes that somebody listens now, and says for how many seconds somebody has. When no server had listened for a while, the
 * count begins anew, once the agents had time to come back: silence while nobody listened says nothing about a room.
 *
 * @param awaySeconds a pause between two sweeps that is longer was an absence
 */
export async function listeningSeconds(db: Db, awaySeconds: number): Promise<number> {
  const away = sql<number>`extract(epoch from now() - w.swept_at)`;
  const result = await sql<{ seconds: number }>`
    insert into platform.health_watch as w default values
    on conflict (one) do update set
      swept_at = now(),
      listening_since = case when ${away} > ${awaySeconds} then now() + make_interval(secs => least(${away}, ${mostBackoffSeconds})) else w.listening_since end
    returning extract(epoch from now() - listening_since)::float8 as seconds`.execute(db);
  return result.rows[0]?.seconds ?? 0;
}
