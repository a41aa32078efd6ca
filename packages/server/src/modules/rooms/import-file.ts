import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { SpooledBody } from '../../platform/http/spooled-body.ts';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import { type Delimiter, type Encoding, decoded, delimiterOf, encodingOf } from './csv-text.ts';
import { type ImportColumn, readHeader } from './import.rules.ts';

/** Most records after the header. */
export const mostRows = 100_000;

export type ImportFile = { encoding: Encoding; delimiter: Delimiter; columns: readonly ImportColumn[] };

/** Reads how the file is written and which columns it has; refuses a file that no line of which could be imported as it is meant. */
export async function openImport(body: SpooledBody): Promise<Result<ImportFile, 'invalid_value' | 'unknown_property'>> {
  const beginning = (await firstPiece(body.read())) ?? Buffer.alloc(0);
  const encoding = encodingOf(beginning);
  const text = await firstPiece(decoded(one(beginning), encoding));
  const delimiter = delimiterOf(text ?? '');
  const records = new CsvRecords(delimiter);
  const [header] = [...records.read(text ?? ''), ...records.end()];
  if (header === undefined) return refuseAt('/header', 'invalid_value', 'the file is empty');
  if (header.cells === undefined) return refuseAt('/header', 'invalid_value', `the first line cannot be read: ${header.fault}`);
  const columns = readHeader(header.cells);
  return columns.ok ? ok({ encoding, delimiter, columns: columns.value }) : columns;
}

/**
 * The records after the header, in batches, read from the file as they are asked for.
 *
 * @returns `too_many` once there is one record more than allowed
 */
export async function eachBatch(
  body: SpooledBody,
  { encoding, delimiter }: ImportFile,
  batchSize: number,
  work: (batch: readonly CsvRecord[]) => Promise<void>,
): Promise<Result<undefined, 'too_many'>> {
  const records = new CsvRecords(delimiter);
  let waiting: CsvRecord[] = [];
  let seen = -1; // the header is not a row
  const take = async (found: readonly CsvRecord[], last: 'more' | 'last'): Promise<boolean> => {
    for (const record of found) {
      seen += 1;
      if (seen > mostRows) return false;
      if (seen > 0) waiting.push(record);
    }
    while (waiting.length >= batchSize || (last === 'last' && waiting.length > 0)) {
      await work(waiting.slice(0, batchSize));
      waiting = waiting.slice(batchSize);
    }
    return true;
  };
  const tooMany = refuse('too_many', { detail: `a file may have at most ${mostRows.toLocaleString('en')} lines` });
  for await (const text of decoded(body.read(), encoding)) if (!(await take(records.read(text), 'more'))) return tooMany;
  return (await take(records.end(), 'last')) ? ok(undefined) : tooMany;
}

async function firstPiece<T extends Buffer | string>(pieces: AsyncIterable<T>): Promise<T | undefined> {
  for await (const piece of pieces) return piece;
  return undefined;
}
async function* one(piece: Buffer): AsyncGenerator<Buffer> {
  yield piece;
}
