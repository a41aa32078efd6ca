import { createHash } from 'node:crypto';
import type { ChangeRequestId, OrganizationId, UserId } from '@keyholder/contract';
import { type SqlBool, sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { WantedChange } from '../../platform/http/doorkeepers.ts';
import { type Coverage, coveredByAtom } from '../authorization/index.ts';

/** `expired` is `pending` from `expires_at` on, by the database's clock (D39). */
const stateNow = sql<string>`case when state = 'pending' and expires_at <= now() then 'expired' else state end`;
const columns = [
  'organization_id',
  'id',
  'partner_id',
  'event',
  'target_type',
  'target_id',
  'target_name',
  'target_version',
  'before',
  'after',
  'reason',
  'requested_by',
  'requested_name',
  'requested_at',
  'expires_at',
  'version',
] as const;

export type ChangeRow = Awaited<ReturnType<typeof listChanges>>[number];

/** Who asked, as the request stores it: the right is checked for this person again on approval (D39). */
export type Asker = { user: UserId; name: string; channel: 'session' | 'token'; credential: string; reason: string | null };

/** @param days after which it expires when nobody has decided it (D39) */
export async function insertChange(
  tx: TenantTx,
  wanted: WantedChange,
  asker: Asker,
  days: number,
): Promise<{ id: ChangeRequestId; expiresAt: Date }> {
  const id = newId('chg');
  const payload = JSON.stringify(wanted.payload);
  const { expires_at } = await tx
    .insertInto('change_requests')
    .values({
      organization_id: wanted.customer,
      id,
      partner_id: wanted.partner,
      event: wanted.event,
      kind: wanted.kind,
      target_type: wanted.target.type,
      target_id: wanted.target.id,
      target_name: wanted.target.name,
      target_version: wanted.target.version,
      payload,
      payload_hash: createHash('sha256').update(payload).digest(),
      before: JSON.stringify(wanted.before),
      after: JSON.stringify(wanted.after),
      reason: asker.reason,
      requested_by: asker.user,
      requested_name: asker.name,
      channel: asker.channel,
      credential: asker.credential,
      expires_at: sql<Date>`now() + make_interval(hours => 24 * ${days}::int)`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { id, expiresAt: expires_at };
}

/** What of the requests a person may see: those over rooms where it holds changes.view, and what it asked itself (D39). */
export type Visible = { home: OrganizationId; user: UserId; coverage: Coverage; customers: readonly OrganizationId[] };

/** A customer sees all that partners ask of it; a partner sees its own organization's requests and no other partner's. */
const visibleTo = ({ home, user, coverage, customers }: Visible) => sql<SqlBool>`
  (organization_id = ${home} or partner_id = ${home}) and (
    organization_id = any (${[...coverage.whole]}::text[])
    or (target_type = 'room' and (organization_id, target_id) in (${coveredByAtom(coverage)}))
    or (partner_id = ${home} and requested_by = ${user} and organization_id = any (${[...customers]}::text[])))`;

export function listChanges(
  tx: TenantTx,
  to: Visible,
  page: { limit: number; after: readonly [Date, ChangeRequestId] | undefined; state: string | undefined; target: string | undefined },
) {
  return tx
    .selectFrom('change_requests')
    .select([...columns, stateNow.as('state')])
    .where(visibleTo(to))
    .$if(page.state !== undefined, (query) => query.where(stateNow, '=', page.state ?? ''))
    .$if(page.target !== undefined, (query) => query.where('target_id', '=', page.target ?? ''))
    .$if(page.after !== undefined, (query) => query.where(sql<SqlBool>`(requested_at, id) < (${page.after?.[0]}, ${page.after?.[1]})`))
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
}

export function findChange(tx: TenantTx, to: Visible, customer: OrganizationId, id: string): Promise<ChangeRow | undefined> {
  return tx
    .selectFrom('change_requests')
    .select([...columns, stateNow.as('state')])
    .where(visibleTo(to))
    .where('organization_id', '=', customer)
    .where('id', '=', id as ChangeRequestId)
    .executeTakeFirst(); // any text: an id of another form finds nothing
}

/** What waits for this customer's decision about this partner, for a rehearsal. */
export function waitingOf(tx: TenantTx, customer: OrganizationId, partner: OrganizationId) {
  return tx
    .selectFrom('change_requests')
    .select(['id', 'event', 'target_name'])
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where(stateNow, '=', 'pending')
    .orderBy('id')
    .limit(1000)
    .execute();
}

/** The delegation ended: what waits is cancelled (D39). */
export async function cancelChangesOf(tx: TenantTx, customer: OrganizationId, partner: OrganizationId): Promise<number> {
  const done = await tx
    .updateTable('change_requests')
    .set((row) => ({ state: 'cancelled', version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where('state', '=', 'pending')
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}
