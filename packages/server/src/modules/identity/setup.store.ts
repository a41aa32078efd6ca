import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';

// The one row of set-up belongs to the platform and to no organization: read and written without a reach.

export const setupDigest = (token: string): Buffer => createHash('sha256').update(`keyholder setup\0${token}`).digest();

export async function isSetupOpen(db: Db): Promise<boolean> {
  const row = await db.selectFrom('platform.setup').select('completed_at').executeTakeFirst();
  return row !== undefined && row.completed_at === null;
}

/** A new token replaces the former one, until set-up is done. @returns whether set-up is still to be done */
export async function saveSetupToken(db: Db, digest: Buffer): Promise<boolean> {
  const saved = await db
    .insertInto('platform.setup')
    .values({ one: true, token_digest: digest })
    .onConflict((conflict) => conflict.column('one').doUpdateSet({ token_digest: digest }).where('platform.setup.completed_at', 'is', null))
    .returning('one')
    .executeTakeFirst();
  return saved !== undefined;
}

/** Takes the token for good: of two at once the second waits for the first, then finds none (A36). */
export async function consumeSetupToken(tx: TenantTx, digest: Buffer): Promise<boolean> {
  const taken = await tx
    .updateTable('platform.setup')
    .set({ token_digest: null, completed_at: sql<Date>`now()` })
    .where('completed_at', 'is', null)
    .where('token_digest', '=', digest)
    .returning('one')
    .executeTakeFirst();
  return taken !== undefined;
}
