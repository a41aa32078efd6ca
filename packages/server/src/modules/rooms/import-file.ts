import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { SpooledBody } from '../../platform/http/spooled-body.ts';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import { type Delimiter, type Encoding, decoded, delimiterOf, encodingOf } from './csv-text.ts';
import { type ImportHeader, readHeader } from './import.rules.ts';

/** Most records after the header. */
export const mostRows = 100_000;

export type ImportFile = { encoding: Encoding; delimiter: Delimiter; header: ImportHeader };

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
  const read = readHeader(header.cells);
  return read.ok ? ok({ encoding, delimiter, header: read.value }) : read;
}

/**
 * The records after the header, in batches, read from the file as they are asked for.
 *
 * @returns `too_many` once there is one record more than allowed
 */
export async function eachBatch(
  body: SpooledBody,
  file: ImportFile,
  batchSize: number,
  work: (batch: readonly CsvRecord[]) => Promise<void>,
): Promise<Result<undefined, 'too_many'>> {
  let seen = 0;
  for await (const batch of batchesOf(body, file, batchSize)) {
    seen += batch.length;
    if (seen > mostRows) return refuse('too_many', { detail: `a file may have at most ${mostRows.toLocaleString('en')} lines` });
    await work(batch);
  }
  return ok(undefined);
}

/** Characters of records that are in memory at once, and one record more. */
const mostCharacters = 2 ** 20;

/** The records after the header, as many at once as asked for, or fewer long ones, however many there are. */
export async function* batchesOf(body: SpooledBody, { encoding, delimiter }: ImportFile, batchSize: number): AsyncGenerator<CsvRecord[]> {
  const records = new CsvRecords(delimiter);
  let batch: CsvRecord[] = [];
  let size = 0;
  let isHeader = true;
  function* filled(found: readonly CsvRecord[]): Generator<CsvRecord[]> {
    for (const record of found) {
      if (!isHeader) {
        batch.push(record);
        size += (record.cells ?? record.torn).reduce((sum, cell) => sum + cell.length, 0);
      }
      isHeader = false;
      if (batch.length < batchSize && size < mostCharacters) continue;
      yield batch;
      batch = [];
      size = 0;
    }
  }
  for await (const text of decoded(body.read(), encoding)) yield* filled(records.read(text));
  yield* filled(records.end());
  if (batch.length > 0) yield batch;
}

async function firstPiece<T extends Buffer | string>(pieces: AsyncIterable<T>): Promise<T | undefined> {
  for await (const piece of pieces) return piece;
  return undefined;
}
async function* one(piece: Buffer): AsyncGenerator<Buffer> {
  yield piece;
}
