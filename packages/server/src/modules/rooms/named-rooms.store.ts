import type { OrganizationId, RoomId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

export type NamedRoom = { id: RoomId; name: string; ring: string; atoms: AtomKey[] };

/** Those of these rooms that exist at this customer, whoever asks, held to the end of the transaction against changes by others. */
export async function lockNamedRooms(tx: TenantTx, customer: OrganizationId, ids: readonly RoomId[]): Promise<Map<RoomId, NamedRoom>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<NamedRoom>`
    with held as materialized (
      select r.id, r.name, r.ring from rooms r where r.organization_id = ${customer} and r.id = any (${[...new Set(ids)]}::text[])
      order by r.id for no key update)
    select h.id, h.name, h.ring, array(select t.atom from room_atoms t where t.organization_id = ${customer} and t.room_id = h.id order by t.atom) as atoms
    from held h`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Counts the versions of these rooms up by one: what people see of them has changed. */
export async function countVersionsUp(tx: TenantTx, customer: OrganizationId, ids: readonly RoomId[]): Promise<void> {
  await sql`update rooms set version = version + 1 where organization_id = ${customer} and id = any (${[...ids]}::text[])`.execute(tx);
}
