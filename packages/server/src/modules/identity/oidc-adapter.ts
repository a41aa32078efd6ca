import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Db } from '../../platform/postgres/in-tenant.ts';

/**
 * Keeps what the embedded provider has to remember. The payloads belong to the platform and hold ids only. What a browser
 * or client shows (code, token, cookie) is stored as a digest. Everything ends by the database's clock.
 */
export function postgresAdapter(db: Db, kind: string): Adapter {
  const payloads = () =>
    db
      .selectFrom('platform.oidc_payloads')
      .select(['payload', 'consumed_at'])
      .where('kind', '=', kind)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', sql<Date>`now()`)]));
  return {
    upsert: async (id, { jti: _shown, ...payload }, expiresIn) => {
      const row = {
        payload: JSON.stringify(payload),
        grant_id: payload.grantId ?? null,
        uid: payload.uid ?? null,
        user_code: payload.userCode ?? null,
        expires_at: expiresIn === undefined ? null : sql<Date>`now() + make_interval(secs => ${expiresIn})`,
      };
      await db
        .insertInto('platform.oidc_payloads')
        .values({ kind, id: stored(kind, id), ...row })
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(row))
        .execute();
    },
    find: async (id) => restored(await payloads().where('id', '=', stored(kind, id)).executeTakeFirst(), id),
    findByUid: async (uid) => restored(await payloads().where('uid', '=', uid).executeTakeFirst()),
    findByUserCode: async (code) => restored(await payloads().where('user_code', '=', code).executeTakeFirst()),
    consume: async (id) => {
      const consumed = await db
        .updateTable('platform.oidc_payloads')
        .set({ consumed_at: sql<Date>`now()` })
        .where('kind', '=', kind)
        .where('id', '=', stored(kind, id))
        .where('consumed_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      // of two that use a code at once the second came too late, though it read the code as unused (A33)
      if (consumed === undefined) throw new errors.InvalidGrant('already consumed');
    },
    destroy: async (id) => {
      await db.deleteFrom('platform.oidc_payloads').where('kind', '=', kind).where('id', '=', stored(kind, id)).execute();
    },
    revokeByGrantId: async (grant) => {
      await db.deleteFrom('platform.oidc_payloads').where('grant_id', '=', grant).where('kind', '=', kind).execute();
    },
  };
}

/** Nobody asks for what has expired: it may go at any time. */
export async function forgetExpired(db: Db): Promise<void> {
  await db
    .deleteFrom('platform.oidc_payloads')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute();
  await db
    .deleteFrom('platform.sign_in_attempts')
    .where('window_from', '<', sql<Date>`now() - interval '1 hour'`)
    .execute();
}

const stored = (kind: string, id: string): string => createHash('sha256').update(`keyholder oidc\0${kind}\0${id}`).digest('base64url');

function restored(row: { payload: unknown; consumed_at: Date | null } | undefined, id?: string): AdapterPayload | undefined {
  if (row === undefined || typeof row.payload !== 'object' || row.payload === null) return undefined;
  return {
    ...row.payload,
    ...(id === undefined ? {} : { jti: id }),
    ...(row.consumed_at === null ? {} : { consumed: Math.floor(row.consumed_at.getTime() / 1000) }),
  };
}
