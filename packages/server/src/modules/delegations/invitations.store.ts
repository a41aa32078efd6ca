import type { Atom, EventModes, InvitationId, InvitationState, OrganizationId, PersonRef } from '@keyholder/contract';
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { DB } from '../../generated/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

/** Which invitation, and between whom: found by the guard, so that a use case never meets a foreign one (A46). */
export type InvitationRef = { customer: OrganizationId; partner: OrganizationId; id: InvitationId };

/** The only place that knows expiry, for lists and rules alike: the database's clock, to the instant (D04). */
const stateNow = sql<InvitationState>`case when state = 'pending' and expires_at <= clock_timestamp() then 'expired' else state end`;
const columns = [
  'id',
  'organization_id as customer',
  'partner_id as partner',
  'domain',
  'expires_in_days',
  'expires_at',
  'room_count',
  'terms_version',
  'answered_at',
  'version',
  'created_at',
  sql<EventModes>`change_control`.as('change_control'),
  sql<Atom[]>`scope`.as('scope'),
  sql<PersonRef>`created_by`.as('created_by'),
  sql<PersonRef | null>`answered_by`.as('answered_by'),
  stateNow.as('state'),
] as const;

export type InvitationRow = Awaited<ReturnType<typeof lockInvitation>>;

const at =
  ({ customer, id }: InvitationRef) =>
  (row: ExpressionBuilder<DB, 'invitations'>) =>
    row.and([row('organization_id', '=', customer), row('id', '=', id)]);

/** By either side; the other side of the one that is found stands in the row. */
export function findInvitation(
  tx: TenantTx,
  side: { customer: OrganizationId } | { partner: OrganizationId },
  id: InvitationId,
): Promise<InvitationRow | undefined> {
  const query = tx.selectFrom('invitations').select(columns).where('id', '=', id);
  return ('customer' in side ? query.where('organization_id', '=', side.customer) : query.where('partner_id', '=', side.partner)).executeTakeFirst();
}

/** Holds the row to the end of the transaction: of two answers the second waits, then sees the first (D16, A45). */
export function lockInvitation(tx: TenantTx, ref: InvitationRef) {
  return tx.selectFrom('invitations').select(columns).where(at(ref)).forUpdate().executeTakeFirstOrThrow();
}

export type NewInvitation = {
  customer: OrganizationId;
  partner: OrganizationId;
  domain: string;
  expiresInDays: number;
  changeControl: EventModes;
  scope: readonly Atom[];
  roomCount: number;
  termsVersion: string;
  createdBy: PersonRef;
};

/** @returns undefined where one is pending already: the index holds it, also for two at once (D09) */
export function insertInvitation(tx: TenantTx, invitation: NewInvitation): Promise<InvitationRow | undefined> {
  const { customer, partner, domain, expiresInDays, changeControl, scope, roomCount, termsVersion, createdBy } = invitation;
  return tx
    .insertInto('invitations')
    .values({
      organization_id: customer,
      id: newId('inv'),
      partner_id: partner,
      domain,
      expires_in_days: expiresInDays,
      expires_at: sql<Date>`now() + make_interval(hours => ${expiresInDays * 24})`,
      change_control: JSON.stringify(changeControl),
      scope: JSON.stringify(scope),
      room_count: roomCount,
      terms_version: termsVersion,
      created_by: JSON.stringify(createdBy),
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'partner_id']).where('state', '=', sql.lit('pending')).doNothing()) // a parameter would match no partial index in a kept plan
    .returning(columns)
    .executeTakeFirst();
}

/** Writes down what has been true since its expiry, so that the customer may invite again (D09). */
export async function settleLapsed(tx: TenantTx, customer: OrganizationId, partner: OrganizationId): Promise<InvitationId[]> {
  const rows = await tx
    .updateTable('invitations')
    .set({ state: 'expired' })
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where('state', '=', 'pending')
    .where('expires_at', '<=', sql<Date>`clock_timestamp()`)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function findPending(tx: TenantTx, customer: OrganizationId, partner: OrganizationId): Promise<InvitationId | undefined> {
  const row = await tx
    .selectFrom('invitations')
    .select('id')
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return row?.id;
}

/** The acceptance, refusal or withdrawal of an invitation that its caller has locked. */
export function saveState(tx: TenantTx, ref: InvitationRef, state: InvitationState, answeredBy: PersonRef): Promise<InvitationRow> {
  return tx
    .updateTable('invitations')
    .set((row) => ({ state, answered_by: JSON.stringify(answeredBy), answered_at: sql<Date>`now()`, version: row('version', '+', 1) }))
    .where(at(ref))
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** D70: new rooms, a new version, the same expiry. */
export function saveRooms(tx: TenantTx, ref: InvitationRef, scope: readonly Atom[], roomCount: number): Promise<InvitationRow> {
  return tx
    .updateTable('invitations')
    .set((row) => ({ scope: JSON.stringify(scope), room_count: roomCount, version: row('version', '+', 1) }))
    .where(at(ref))
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** How many the customer has sent within 24 hours, and for how many seconds the oldest of them still counts. */
export async function countSentToday(tx: TenantTx, customer: OrganizationId): Promise<{ sent: number; freeInSeconds: number }> {
  const { rows } = await sql<{ sent: number; free_in: number | null }>`
    select count(*) as sent, extract(epoch from min(created_at) + interval '24 hours' - now())::float8 as free_in
    from invitations where organization_id = ${customer} and created_at > now() - interval '24 hours'`.execute(tx);
  return { sent: rows[0]?.sent ?? 0, freeInSeconds: rows[0]?.free_in ?? 0 };
}

/** The same of the resends of one invitation, which its caller has locked. */
export async function countResentToday(tx: TenantTx, ref: InvitationRef): Promise<{ sent: number; freeInSeconds: number }> {
  const { rows } = await sql<{ sent: number; free_in: number | null }>`
    select count(*) as sent, extract(epoch from min(sent_at) + interval '24 hours' - now())::float8 as free_in
    from invitations, unnest(resent_at) as sent_at
    where organization_id = ${ref.customer} and id = ${ref.id} and sent_at > now() - interval '24 hours'`.execute(tx);
  return { sent: rows[0]?.sent ?? 0, freeInSeconds: rows[0]?.free_in ?? 0 };
}

/** Remembers this resend and forgets those of other days. */
export async function saveResend(tx: TenantTx, { customer, id }: InvitationRef): Promise<void> {
  await sql`
    update invitations set resent_at = array(select sent_at from unnest(resent_at) as sent_at where sent_at > now() - interval '24 hours') || now()
    where organization_id = ${customer} and id = ${id}`.execute(tx);
}

export type InvitationPage = { limit: number; after: readonly [string, string] | undefined; state: InvitationState | undefined };
type Side = { customer: OrganizationId } | { partner: OrganizationId };

const ofSide = (side: Side) => (row: ExpressionBuilder<DB, 'invitations'>) =>
  'customer' in side ? row('organization_id', '=', side.customer) : row('partner_id', '=', side.partner);

/** Newest first; one more than the limit where there are more. `placed_at` is the instant in full, for the cursor. */
export function listInvitations(tx: TenantTx, side: Side, { limit, after, state }: InvitationPage) {
  return tx
    .selectFrom('invitations')
    .select([...columns, sql<string>`created_at::text`.as('placed_at')])
    .where(ofSide(side))
    .$if(state !== undefined, (query) => query.where(stateNow, '=', state ?? 'pending'))
    .$if(after !== undefined, (query) => query.where(sql<SqlBool>`(created_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]})`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function countInvitations(tx: TenantTx, side: Side, state: InvitationState | undefined): Promise<number> {
  const { count } = await tx
    .selectFrom('invitations')
    .select(sql<number>`count(*)`.as('count'))
    .where(ofSide(side))
    .$if(state !== undefined, (query) => query.where(stateNow, '=', state ?? 'pending'))
    .executeTakeFirstOrThrow();
  return count;
}
