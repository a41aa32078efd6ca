import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';

/** What is reported on: rooms, or those of one group among them, where the reader may see groups: else the filter would tell it (D71). */
export type Scope = { rooms: Coverage; group?: { id: string; seen: Coverage } };

/** `scope(organization_id, room_id)`: the rooms that are reported on, and no other (D22). */
export const scopeOf = ({ rooms, group }: Scope): RawBuilder<unknown> => sql`scope as materialized (
  (${covered(rooms)})
  ${group === undefined ? sql`` : sql`intersect (select organization_id, room_id from room_group_rooms where group_id = ${group.id}) intersect (${covered(group.seen)})`})`;

const covered = (coverage: Coverage): RawBuilder<unknown> => sql`
  select organization_id, id as room_id from rooms where organization_id = any (${[...coverage.whole]}::text[])
  union all
  ${coveredByAtom(coverage)}`;

/** The database's clock, which every instant of a report is of. */
export async function nowOf(tx: TenantTx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(tx);
  return rows[0]?.now ?? new Date(Number.NaN); // the statement has one row
}
