import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type Received = { sender: string; recipient: string; subject: string; body: string };
export type InboxMail = { id: number; received_at: Date } & Received;

/** Kept: the newest thousand. */
const kept = 1000;

export async function insertReceived(tx: TenantTx, mails: readonly Received[]): Promise<void> {
  await tx
    .insertInto('platform.inbox')
    .values([...mails])
    .execute();
  await tx
    .deleteFrom('platform.inbox')
    .where('id', '<=', (of) => of.selectFrom('platform.inbox').select('id').orderBy('id', 'desc').offset(kept).limit(1))
    .execute();
}

/** Newest first; `before`: older than this one. */
export function findReceived(tx: TenantTx, before: number | undefined, limit: number): Promise<Omit<InboxMail, 'body'>[]> {
  return tx
    .selectFrom('platform.inbox')
    .select(['id', 'received_at', 'sender', 'recipient', 'subject'])
    .where('id', '<', before ?? sql<number>`9223372036854775807`)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export const findOneReceived = (tx: TenantTx, id: number): Promise<InboxMail | undefined> =>
  tx.selectFrom('platform.inbox').select(['id', 'received_at', 'sender', 'recipient', 'subject', 'body']).where('id', '=', id).executeTakeFirst();
