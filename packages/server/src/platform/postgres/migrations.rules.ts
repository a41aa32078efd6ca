import { createHash } from 'node:crypto';
import type { RecordedMigration } from './migrations.store.ts';

export type Migration = RecordedMigration & { text: string };

export type Plan = { ok: true; pending: readonly Migration[] } | { ok: false; refusal: string };

const fileName = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** @param files name and content of each; those that are not `NNNN_name.sql` are refused by `plan` as number 0 */
export function asMigration(name: string, text: string): Migration {
  const number = Number(fileName.exec(name)?.[1] ?? 0);
  const sha256 = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
  return { number, name, sha256, text };
}

/**
 * What is still to be run, in order.
 *
 * Refused: a file that is not numbered, a number missing or used twice, a file that changed after it was run, a gap in
 * what was run. Recorded migrations that have no file are of a newer server and are left alone.
 */
export function plan(known: readonly Migration[], recorded: readonly RecordedMigration[]): Plan {
  if (known.length === 0) return refused('there are no migrations to run');
  const sorted = known.toSorted((a, b) => a.number - b.number);
  for (const [index, { number, name }] of sorted.entries()) {
    if (number !== index + 1) {
      return refused(`migration \`${name}\` is out of order: number ${index + 1} is missing, or used twice`);
    }
  }
  const done = new Map(recorded.map((migration) => [migration.number, migration]));
  for (const { number, name, sha256 } of sorted) {
    const before = done.get(number);
    if (before && before.sha256 !== sha256) {
      return refused(`migration \`${name}\` was changed after it was run on this database (as \`${before.name}\`)`);
    }
  }
  const pending = sorted.filter(({ number }) => !done.has(number));
  const [first] = pending;
  const later = first && sorted.find(({ number }) => number > first.number && done.has(number));
  if (later) return refused(`migration \`${first.name}\` was not run on this database, but \`${later.name}\` was`);
  return { ok: true, pending };
}

function refused(refusal: string): Plan {
  return { ok: false, refusal };
}
