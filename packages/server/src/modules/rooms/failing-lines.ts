import type { FailingLine, OrganizationId } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { SpooledBody } from '../../platform/http/spooled-body.ts';
import type { CsvRecord } from './csv-records.ts';
import { type ImportFile, batchesOf, eachBatch, openImport } from './import-file.ts';
import { ownCells } from './import.rules.ts';
import { batchSize, groundOf, judgeOf } from './judge-lines.ts';

/** Reads by the rights that the person has at that moment. */
export type ByRightsOfNow = <T>(person: Person, customer: OrganizationId, read: (tx: TenantTx, authority: Authority) => Promise<T>) => Promise<T>;

/**
 * The lines of a file that cannot be imported, as they were written, with what is wrong with each: judged as an import judges
 * them. However many there are, a thousand or a million characters are in memory; they are judged while the reader takes them, each thousand by the
 * rights of the moment, and none after the right has ended (D43).
 */
export async function failingLines(
  byRightsOfNow: ByRightsOfNow,
  person: Person,
  customer: OrganizationId,
  body: SpooledBody,
): Promise<Result<AsyncIterable<string>, 'too_many' | 'invalid_value' | 'unknown_property'>> {
  const file = await openImport(body);
  if (!file.ok) return file;
  const counted = await eachBatch(body, file.value, batchSize, () => Promise.resolve());
  return counted.ok ? ok(linesOf(byRightsOfNow, person, customer, body, file.value)) : counted;
}

async function* linesOf(
  byRightsOfNow: ByRightsOfNow,
  person: Person,
  customer: OrganizationId,
  body: SpooledBody,
  file: ImportFile,
): AsyncGenerator<string> {
  const judge = judgeOf(file);
  for await (const batch of batchesOf(body, file, batchSize)) {
    const failing = await byRightsOfNow(person, customer, async (tx, author) => {
      if (!author.grants('rooms.create').some((grant) => grant.customer === customer)) return undefined;
      const judged = await judge(await groundOf(tx, author, customer), batch);
      return judged.flatMap((line): FailingLine[] =>
        line.room === undefined ? [{ line: line.record.line, cells: cellsOf(file, line.record), errors: line.faults }] : [],
      );
    });
    if (failing === undefined) return;
    for (const line of failing) yield `${JSON.stringify(line)}\n`;
  }
}

/** A line that cannot be read ends with the rest of it in one cell; were it complete by that, it would be a room with another line in its notes once it is quoted. */
const cellsOf = ({ header }: ImportFile, record: CsvRecord): string[] =>
  ownCells(header, record.cells ?? (record.torn.length < header.length ? record.torn : [...record.torn, '']));
