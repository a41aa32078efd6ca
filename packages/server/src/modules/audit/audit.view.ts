import type { AuditEntry } from '@keyholder/contract';
import { type Json, asJson, canonicalJson, genesisOf } from '@keyholder/contract/ledger';
import { type ListedRow, type SealedRow, entryOf } from './ledger.store.ts';

/** An entry as a list shows it. */
export function auditView(row: ListedRow): AuditEntry {
  const { ledger: _ledger, credential: _credential, partner, changes, code, count, twin, id, ...entry } = entryOf(row);
  return {
    ...entry,
    id: id as AuditEntry['id'], // written with `newId`
    ...(row.customer_name === null ? {} : { customerName: row.customer_name }),
    ...(partner === null ? {} : { partner }),
    ...(changes === null ? {} : { changes }),
    ...(code === null ? {} : { code }),
    ...(count === null ? {} : { count }),
    sequence: row.sequence,
    digest: row.digest.toString('hex'),
    hash: row.hash?.toString('hex') ?? null,
    ...(twin === null ? {} : { twin }),
  };
}

/** A sealed entry as a line of an export: canonical JSON of the entry, its digest, its place, and the hashes before and at it, in hex. */
export function exportLine(row: SealedRow): string {
  const previous = row.previous ?? genesisOf(row.organization_id);
  const place = { sequence: row.sequence, previous: previous.toString('hex'), digest: row.digest.toString('hex'), hash: row.hash.toString('hex') };
  const line: Json = asJson({ ...entryOf(row), ...place });
  return `${canonicalJson(line)}\n`;
}
