import type { OrganizationId, RoomId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type KeyToInsert = { id: string; room: RoomId; digest: Buffer; sealed: Buffer };

/** @param days from now to their expiry (D54) */
export async function insertKeys(tx: TenantTx, customer: OrganizationId, keys: readonly KeyToInsert[], days: number): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into enrolment_keys (organization_id, id, room_id, digest, sealed, expires_at)
    select ${customer}, k.*, now() + make_interval(hours => 24 * ${days}::int) from unnest(${keys.map(({ id }) => id)}::text[], ${keys.map(({ room }) => room)}::text[],
      ${keys.map(({ digest }) => digest)}::bytea[], ${keys.map(({ sealed }) => sealed)}::bytea[]) as k`.execute(tx);
}

/** The room's latest key that was not ended by a reset, held against a machine that enrols with it at this moment. */
export async function holdKey(tx: TenantTx, customer: OrganizationId, room: RoomId) {
  return tx
    .selectFrom('enrolment_keys')
    .select(['id', 'sealed', 'issued_at', 'expires_at', 'used_at', sql<boolean>`expires_at <= now()`.as('expired')])
    .where('organization_id', '=', customer)
    .where('room_id', '=', room)
    .where('ended_at', 'is', null)
    .orderBy('issued_at', 'desc')
    .limit(1)
    .forShare()
    .executeTakeFirst();
}

/** Ends every key of the room, used or not: none of them opens anything from the commit on. */
export async function endKeys(tx: TenantTx, customer: OrganizationId, room: RoomId): Promise<void> {
  await tx
    .updateTable('enrolment_keys')
    .set({ ended_at: sql`now()`, sealed: null })
    .where('organization_id', '=', customer)
    .where('room_id', '=', room)
    .where('ended_at', 'is', null)
    .execute();
}
