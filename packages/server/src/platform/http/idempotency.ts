import { createHash } from 'node:crypto';
import type { Operation } from '@keyholder/contract';
import { sql } from 'kysely';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Answer } from './answer.ts';
import type { PersonCall } from './cursor.ts';

/**
 * Runs an act once per person and Idempotency-Key within 24 hours: the same request again gets the answer that was stored in
 * the act's own transaction, another request under the key is refused. Of two at once the second waits for the first. What
 * is older goes when the person's next answer is stored.
 */
export async function idempotently(
  tx: TenantTx,
  call: PersonCall,
  operation: Operation,
  key: string | undefined,
  asked: unknown,
  work: () => Promise<Result<Answer>>,
): Promise<Result<Answer>> {
  if (key === undefined || operation.method !== 'POST' || operation.rawBody !== undefined) return work();
  const { organization, user } = call.actor;
  await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([organization, user, key])}, 1))`.execute(tx);
  const digest = createHash('sha256')
    .update(JSON.stringify([operation.id, asked]))
    .digest();
  const stored = await tx
    .selectFrom('idempotent_answers')
    .select(['request_digest', 'status', 'answer', 'location'])
    .where('organization_id', '=', organization)
    .where('user_id', '=', user)
    .where('key', '=', key)
    .where('created_at', '>', sql<Date>`now() - interval '24 hours'`)
    .executeTakeFirst();
  if (stored !== undefined) {
    if (!stored.request_digest.equals(digest)) return refuseAt('/Idempotency-Key', 'idempotency_mismatch', 'was used with another request');
    return ok({ status: stored.status, value: stored.answer, location: stored.location ?? undefined });
  }
  const outcome = await work();
  if (!outcome.ok) return outcome;
  const { status, value, location } = outcome.value;
  await tx
    .deleteFrom('idempotent_answers')
    .where('organization_id', '=', organization)
    .where('user_id', '=', user)
    .where('created_at', '<=', sql<Date>`now() - interval '24 hours'`)
    .execute();
  const kept = { request_digest: digest, status, answer: JSON.stringify(withoutSecrets(value)), location: location ?? null };
  await tx
    .insertInto('idempotent_answers')
    .values({ organization_id: organization, user_id: user, key, ...kept })
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id', 'key']).doUpdateSet({ ...kept, created_at: sql`now()` }))
    .execute();
  return outcome;
}

/** Members that are shown once, in the answer that made them. */
const secrets = ['secret', 'link'] as const;
function withoutSecrets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const shown = secrets.filter((name) => name in value);
  return shown.length === 0 ? value : { ...value, ...Object.fromEntries(shown.map((name) => [name, null])) };
}
