import { sql } from 'kysely';
import type { Db } from '../postgres/in-tenant.ts';

// Keys belong to the platform and to no organization: this table is read and written without a reach.

export type Purpose = 'oidc' | 'cookies' | 'decisions';
export type SealedKey = { id: string; sealed: Buffer };

/** Newest first; retired ones for a day longer, so that what they signed can still be checked. */
export function readSealedKeys(db: Db, purpose: Purpose): Promise<SealedKey[]> {
  return db
    .selectFrom('platform.signing_keys')
    .select(['id', 'sealed'])
    .where('purpose', '=', purpose)
    .where((where) => where.or([where('retired_at', 'is', null), where('retired_at', '>', sql<Date>`now() - interval '1 day'`)]))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/**
 * Makes a key where there is none, or none younger than `days`: it signs from now on, the former ones only verify, and what
 * is a day past that is deleted. Of several servers that do this at once the first makes the key and the others find it.
 */
export function renewKey(db: Db, purpose: Purpose, days: number, make: () => SealedKey): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`signing key ${purpose}`}, 0))`.execute(tx);
    const young = await tx
      .selectFrom('platform.signing_keys')
      .select('id')
      .where('purpose', '=', purpose)
      .where('retired_at', 'is', null)
      .where('created_at', '>', sql<Date>`now() - make_interval(days => ${days}::int)`)
      .executeTakeFirst();
    if (young !== undefined) return;
    await tx
      .updateTable('platform.signing_keys')
      .set({ retired_at: sql<Date>`now()` })
      .where('purpose', '=', purpose)
      .where('retired_at', 'is', null)
      .execute();
    await tx
      .deleteFrom('platform.signing_keys')
      .where('purpose', '=', purpose)
      .where('retired_at', '<', sql<Date>`now() - interval '1 day'`)
      .execute();
    await tx
      .insertInto('platform.signing_keys')
      .values({ ...make(), purpose })
      .execute();
  });
}
