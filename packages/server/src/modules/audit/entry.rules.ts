import { createHash } from 'node:crypto';
import type { AuditEntry, OrganizationId, PersonRef } from '@keyholder/contract';
import { type Json, asJson, canonicalJson } from '@keyholder/contract/ledger';

/** All that a ledger says about one act, and all that its digest covers. Absent parts are null. */
export type Entry = {
  ledger: OrganizationId;
  id: string;
  /** RFC 3339, UTC, milliseconds; the database's clock */
  at: string;
  action: string;
  outcome: AuditEntry['outcome'];
  channel: AuditEntry['channel'];
  actor: PersonRef;
  /** id of the session or token */
  credential: string | null;
  customer: OrganizationId | null;
  partner: OrganizationId | null;
  target: { type: string; id: string; name: string };
  changes: Json;
  code: string | null;
  count: number | null;
  request: string;
  twin: string | null;
};
/** An act before it has a place in a ledger. */
export type Act = Omit<Entry, 'ledger' | 'id' | 'at' | 'twin'>;

function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** SHA-256 over the canonical JSON of the whole entry. */
export const digestOf = (entry: Entry): Buffer => sha256(canonicalJson(asJson(entry)));

/** Stands in a ledger for text that must not be there: the same text gives the same digest. */
export const digestOfText = (text: string): string => sha256(text).toString('hex');

/**
 * The act as the ledger of `ledger` may hold it. The customer's own holds everything. That of anybody else holds ids and
 * digests of the customer's data (D32, D72): the name of the target is left empty, `changes` is `{ digest }` over the
 * canonical JSON of what the twin holds, and the customer's people are named by their organization (D14).
 */
export function copyFor(ledger: OrganizationId, act: Act): Act {
  if (act.customer === null || act.customer === ledger) return act;
  const { actor, target, changes } = act;
  return {
    ...act,
    actor: actor.organization.id === act.customer ? { ...actor, name: actor.organization.name } : actor,
    target: { ...target, name: '' },
    changes: changes === null ? null : { digest: digestOfText(canonicalJson(changes)) },
  };
}
