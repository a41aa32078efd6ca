import { createHash } from 'node:crypto';
import { type Json, canonicalJson } from './canonical-json.ts';
import { chainHash, genesisOf } from './chain.ts';

export type ExportKind =
  /** a customer's own ledger from its first entry on */
  | 'whole'
  /** a stretch of it, chosen by time */
  | 'stretch'
  /** what concerns one customer in a partner's ledger: places are left out */
  | 'part';

export type Verified =
  | { ok: true; entries: number; /** hash of the last line; null for an empty file */ head: string | null }
  | { ok: false; /** counted from 1 */ line: number; reason: string };

type Place = { ledger: string; sequence: number; hash: string };
type Line = { entry: { [name: string]: Json }; ledger: string; sequence: number; previous: string; digest: string; hash: string };

/**
 * Checks an export with nothing but its own lines. A line is canonical JSON of an entry, plus four members about its
 * place: `digest` = SHA-256 over the canonical JSON of the line without these four; `hash` = SHA-256 over the bytes of
 * `previous` and of `digest`; `previous` = the hash of the entry before, for the first of a ledger SHA-256 of
 * "keyholder ledger " and the ledger's id; `sequence` = its place, counted from 1.
 *
 * Finds every edit and, in a `whole` and in a `stretch`, every removal, insertion and re-ordering. What it cannot know:
 * lines cut off at the end, unless `head` names the last hash as it was learnt from elsewhere; lines cut off at both ends
 * of a `stretch`; in a `part` what is missing between two places that do not follow each other.
 */
export async function verifyExport(lines: Iterable<string> | AsyncIterable<string>, kind: ExportKind, head?: string): Promise<Verified> {
  let before: Place | undefined;
  let entries = 0;
  for await (const text of lines) {
    const line = readLine(text.replace(/\n$/, ''));
    const reason = typeof line === 'string' ? line : (findFault(line) ?? findMisplacement(line, before, kind));
    if (reason !== undefined || typeof line === 'string') return { ok: false, line: entries + 1, reason: reason ?? '' };
    before = line;
    entries += 1;
  }
  if (head !== undefined && head !== before?.hash)
    return { ok: false, line: entries + 1, reason: 'the file ends before the last entry that is known' };
  return { ok: true, entries, head: before?.hash ?? null };
}

function readLine(text: string): Line | string {
  const parsed = parse(text);
  if (parsed === undefined || canonicalJson(parsed) !== text) return 'this is not a line of canonical JSON';
  const { sequence, previous, digest, hash, ...entry } = parsed;
  const { ledger } = entry;
  if (typeof ledger !== 'string' || typeof sequence !== 'number' || !isHash(previous) || !isHash(digest) || !isHash(hash))
    return 'this is not a line of an export';
  return { entry, ledger, sequence, previous, digest, hash };
}

function parse(text: string): { [name: string]: Json } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { [name: string]: Json }) : undefined; // JSON.parse makes nothing but JSON
  } catch {
    return undefined;
  }
}

function findFault({ entry, previous, digest, hash }: Line): string | undefined {
  if (createHash('sha256').update(canonicalJson(entry)).digest('hex') !== digest) return 'the entry does not match its digest';
  return chainHash(Buffer.from(previous, 'hex'), Buffer.from(digest, 'hex')).toString('hex') === hash
    ? undefined
    : 'the entry does not match its hash';
}

function findMisplacement(line: Line, before: Place | undefined, kind: ExportKind): string | undefined {
  if (line.sequence === 1 && line.previous !== genesisOf(line.ledger).toString('hex')) return 'the ledger does not begin here';
  if (before === undefined) return kind === 'whole' && line.sequence !== 1 ? 'the beginning of the ledger is missing' : undefined;
  if (line.ledger !== before.ledger) return 'this entry is of another ledger';
  if (line.sequence <= before.sequence) return 'this entry is out of order';
  if (line.sequence > before.sequence + 1) return kind === 'part' ? undefined : 'entries before this one are missing';
  return line.previous === before.hash ? undefined : 'this entry is not chained to the one before';
}

const isHash = (value: Json | undefined): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
