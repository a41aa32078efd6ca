import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Entry, digestOf } from './entry.rules.ts';

/** The database's clock, to the millisecond: what an entry says is what its digest covers. */
export async function readClock(tx: TenantTx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select date_trunc('milliseconds', clock_timestamp()) as at`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('the database told no time');
  return row.at;
}

/** The name of an organization; empty when there is none of that id. */
export async function readOrganizationName(tx: TenantTx, id: OrganizationId): Promise<string> {
  const row = await tx.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? '';
}

/** Those of them that still exist. */
export async function findOrganizations(tx: TenantTx, ids: readonly OrganizationId[]): Promise<OrganizationId[]> {
  const rows = await tx
    .selectFrom('organizations')
    .select('id')
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((row) => row.id);
}

/** Adds entries to their ledgers and to what waits for the sealer, in one statement. */
export async function insertEntries(tx: TenantTx, entries: readonly Entry[]): Promise<void> {
  await tx
    .with('added', (db) => db.insertInto('audit_entries').values(entries.map(rowOf)).returning(['organization_id', 'id']))
    .insertInto('platform.unsealed')
    .columns(['organization_id', 'entry_id'])
    .expression((from) => from.selectFrom('added').select(['organization_id', 'id']))
    .execute();
}

const rowOf = (entry: Entry) => ({
  organization_id: entry.ledger,
  id: entry.id,
  at: new Date(entry.at),
  action: entry.action,
  outcome: entry.outcome,
  channel: entry.channel,
  actor_id: entry.actor.id,
  actor: JSON.stringify({ name: entry.actor.name, organization: entry.actor.organization }),
  credential: entry.credential,
  customer_id: entry.customer,
  partner_id: entry.partner,
  target_type: entry.target.type,
  target_id: entry.target.id,
  target_name: entry.target.name,
  changes: entry.changes === null ? null : JSON.stringify(entry.changes),
  code: entry.code,
  count: entry.count,
  request: entry.request,
  twin_id: entry.twin,
  digest: digestOf(entry),
});
