import type { AuditEntry, OrganizationId, PersonRef } from '@keyholder/contract';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import type { AuditEntries, DB } from '../../generated/database.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { asJson } from '@keyholder/contract/ledger';
import type { Entry } from './entry.rules.ts';
import type { Shown } from './ledger.rules.ts';

export type EntryRow = Selectable<AuditEntries>;
export type Filters = {
  action?: string | undefined;
  outcome?: string | undefined;
  /** id of a person */
  actor?: string | undefined;
  /** id of what was acted upon */
  target?: string | undefined;
  /** included */
  from?: string | undefined;
  /** not included */
  to?: string | undefined;
};
export type ListedRow = EntryRow & { sequence: number | null; hash: Buffer | null; customer_name: string | null };
export type SealedRow = EntryRow & { sequence: number; hash: Buffer; previous: Buffer | null };

/** Newest first, from `after` on. */
export function findEntries(
  tx: TenantTx,
  shown: Shown,
  filters: Filters,
  page: { after: readonly [at: string, id: string] | undefined; limit: number },
): Promise<ListedRow[]> {
  return narrowed(tx.selectFrom('audit_entries'), shown, filters)
    .leftJoin('audit_seals', (on) =>
      on.onRef('audit_seals.organization_id', '=', 'audit_entries.organization_id').onRef('audit_seals.entry_id', '=', 'audit_entries.id'),
    )
    .leftJoin('organizations', 'organizations.id', 'audit_entries.customer_id')
    .selectAll('audit_entries')
    .select(['audit_seals.sequence', 'audit_seals.hash', 'organizations.name as customer_name'])
    .$if(page.after !== undefined, (query) =>
      query.where(sql<boolean>`(audit_entries.at, audit_entries.id) < (${page.after?.[0]}::timestamptz, ${page.after?.[1]})`),
    )
    .orderBy('audit_entries.at', 'desc')
    .orderBy('audit_entries.id', 'desc')
    .limit(page.limit)
    .execute();
}

export async function countEntries(tx: TenantTx, shown: Shown, filters: Filters): Promise<number> {
  const row = await narrowed(tx.selectFrom('audit_entries'), shown, filters)
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The first and the last place whose entry falls into the time asked for; undefined when none does. */
export async function findRange(tx: TenantTx, shown: Shown, filters: Filters): Promise<{ first: number; last: number } | undefined> {
  const row = await narrowed(tx.selectFrom('audit_entries'), shown, filters)
    .innerJoin('audit_seals', (on) =>
      on.onRef('audit_seals.organization_id', '=', 'audit_entries.organization_id').onRef('audit_seals.entry_id', '=', 'audit_entries.id'),
    )
    .select((of) => [of.fn.min('audit_seals.sequence').as('first'), of.fn.max('audit_seals.sequence').as('last')])
    .executeTakeFirst();
  return row === undefined || row.first === null || row.last === null ? undefined : { first: row.first, last: row.last };
}

/** Sealed entries in the order of their places, `range` included. */
export function findSealed(tx: TenantTx, shown: Shown, range: { first: number; last: number }, limit: number): Promise<SealedRow[]> {
  return narrowed(tx.selectFrom('audit_entries'), shown, {})
    .innerJoin('audit_seals', (on) =>
      on.onRef('audit_seals.organization_id', '=', 'audit_entries.organization_id').onRef('audit_seals.entry_id', '=', 'audit_entries.id'),
    )
    .leftJoin('audit_seals as before', (on) =>
      on
        .onRef('before.organization_id', '=', 'audit_seals.organization_id')
        .on(sql<boolean>`${sql.ref('before.sequence')} = ${sql.ref('audit_seals.sequence')} - 1`),
    )
    .selectAll('audit_entries')
    .select(['audit_seals.sequence', 'audit_seals.hash', 'before.hash as previous'])
    .where('audit_seals.organization_id', '=', shown.ledger)
    .where('audit_seals.sequence', '>=', range.first)
    .where('audit_seals.sequence', '<=', range.last)
    .orderBy('audit_seals.sequence')
    .limit(limit)
    .execute();
}

/** The entry that a row holds: what its digest covers. */
export function entryOf(row: EntryRow): Entry {
  return {
    ledger: row.organization_id,
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    outcome: row.outcome as AuditEntry['outcome'],
    channel: row.channel as AuditEntry['channel'], // both checked by the table
    actor: { id: row.actor_id, ...(row.actor as unknown as Omit<PersonRef, 'id'>) }, // written by `insertEntries` alone
    credential: row.credential,
    customer: row.customer_id,
    partner: row.partner_id,
    target: { type: row.target_type, id: row.target_id, name: row.target_name },
    changes: asJson(row.changes),
    code: row.code,
    count: row.count,
    request: row.request,
    twin: row.twin_id,
  };
}

function narrowed<O>(query: SelectQueryBuilder<DB, 'audit_entries', O>, shown: Shown, filters: Filters): SelectQueryBuilder<DB, 'audit_entries', O> {
  const { concerning } = shown;
  return query
    .where('audit_entries.organization_id', '=', shown.ledger)
    .$if(concerning !== 'everything', (all) =>
      all.where((one) =>
        one.or(
          concernsOne(concerning).map((id) =>
            id === null ? one('audit_entries.customer_id', 'is', null) : one('audit_entries.customer_id', '=', id),
          ),
        ),
      ),
    )
    .$if(filters.action !== undefined, (all) => all.where('audit_entries.action', '=', filters.action ?? ''))
    .$if(filters.outcome !== undefined, (all) => all.where('audit_entries.outcome', '=', filters.outcome ?? ''))
    .$if(filters.actor !== undefined, (all) => all.where('audit_entries.actor_id', '=', filters.actor ?? ''))
    .$if(filters.target !== undefined, (all) => all.where('audit_entries.target_id', '=', filters.target ?? ''))
    .$if(filters.from !== undefined, (all) => all.where('audit_entries.at', '>=', new Date(filters.from ?? '')))
    .$if(filters.to !== undefined, (all) => all.where('audit_entries.at', '<', new Date(filters.to ?? '')));
}

const concernsOne = (concerning: Shown['concerning']): readonly (OrganizationId | null)[] => (concerning === 'everything' ? [] : concerning);
