import { createHash } from 'node:crypto';
import type { OrganizationId, RoomImport } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { SpooledBody } from '../../platform/http/spooled-body.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { StaleDecision } from '../../platform/postgres/in-tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type RoomToAdd, insertRooms } from './add-rooms.store.ts';
import { type Author, ledgersOf } from './author.ts';
import { type CsvRecord } from './csv-records.ts';
import { type ImportFile, eachBatch, openImport } from './import-file.ts';
import { ImportVerdicts } from './import-verdicts.ts';
import { type CellFault, type ImportColumn, type Names, importColumns, readRow } from './import.rules.ts';
import { issueKeys } from './issue-keys.ts';
import { namedGroups } from './known-groups.ts';
import { namedRings } from './known-rings.ts';
import { MerkleRoot } from './merkle-root.ts';
import { type NewRoomFacts, judgeNewRoom, newRoomFacts } from './new-room.ts';
import { existingRoomNames, lockImports } from './rooms.store.ts';

type Options = { preview?: boolean; onError?: 'none' | 'rest' };
type Judged = { line: number; room: RoomToAdd } | { line: number; faults: CellFault[] };
/** As many lines are in memory at once. */
const batchSize = 1000;

/**
 * Creates rooms from a CSV file. Every line is judged before the first room is made: with `onError: none` one bad line means
 * that nothing is applied, with `rest` the good ones are. A room of the same name at the same site counts as there already,
 * so importing a file twice adds nothing, not even twice at once. D33 and the author's scope hold for each line.
 *
 * A group or ring that goes while the file is read is unknown in the end, as if it had gone before: all is judged anew.
 *
 * One audit entry stands for the whole, with the root of a Merkle tree over the rooms made (RFC 6962; leaves as `leafOf`).
 */
export async function importRooms(
  tx: TenantTx,
  call: Call,
  author: Author,
  customer: OrganizationId,
  body: SpooledBody,
  { preview = false, onError = 'none' }: Options,
  instanceKey: InstanceKey,
): Promise<Result<RoomImport, 'too_many' | 'invalid_value' | 'unknown_property'>> {
  const file = await openImport(body);
  if (!file.ok) return file;
  if (!preview) await lockImports(tx, customer);
  const facts = await newRoomFacts(tx, author, customer);
  const names: Names = { groups: await namedGroups(tx, author, customer), rings: await namedRings(tx, author, customer) };

  const verdicts = new ImportVerdicts();
  const judge = judgeOf(tx, facts, file.value, names);
  const judged = await eachBatch(body, file.value, batchSize, async (batch) => {
    for (const line of await judge(batch)) {
      if ('room' in line) verdicts.create(line.line);
      else verdicts.error(line.line, line.faults);
    }
  });
  if (!judged.ok) return judged;
  const applies = !preview && (onError === 'rest' || verdicts.failures === 0);
  const created = applies ? await apply(tx, call, facts, body, file.value, names, verdicts, instanceKey) : 0;
  const { lines, failures } = verdicts;
  const { encoding, delimiter, columns } = file.value;
  return ok({ preview, lines, creates: lines - failures, failures, created, encoding, delimiter, columns: [...columns], verdicts: verdicts.list() });
}

/** The second reading: the same judgement again, line by line, and what it lets pass is made. */
async function apply(
  tx: TenantTx,
  call: Call,
  facts: NewRoomFacts,
  body: SpooledBody,
  file: ImportFile,
  names: Names,
  { lines, failures }: ImportVerdicts,
  instanceKey: InstanceKey,
): Promise<number> {
  const { customer, author } = facts;
  const judge = judgeOf(tx, facts, file, names);
  const tree = new MerkleRoot();
  let created = 0;
  await eachBatch(body, file, batchSize, async (batch) => {
    const rooms = (await judge(batch)).flatMap((line) => ('room' in line ? [line.room] : []));
    await insertRooms(tx, customer, rooms).catch(asStale);
    await issueKeys(
      tx,
      customer,
      rooms.map(({ id }) => id),
      instanceKey,
    );
    for (const room of rooms) tree.add(leafOf(room));
    created += rooms.length;
  });
  if (created === 0) return 0;
  await appendAudit(tx, call, {
    action: 'rooms.imported',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'organization', id: customer, name: '' },
    changes: { lines, created, failures, file: body.digest, root: tree.root().toString('base64url') },
  });
  return created;
}

/** What a line names has gone since it was judged: the judgement does not stand. */
function asStale(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '23503') throw new StaleDecision();
  throw error;
}

/** Judges batch after batch of one reading; remembers, by digests, which rooms the file has named so far. */
function judgeOf(tx: TenantTx, facts: NewRoomFacts, { columns }: ImportFile, names: Names): (batch: readonly CsvRecord[]) => Promise<Judged[]> {
  const named = new Set<string>();
  return async (batch) => {
    const lines = batch.map((record) => judgeLine(record, facts, columns, names));
    const there = await existingRoomNames(
      tx,
      facts.customer,
      lines.flatMap((line) => ('room' in line ? [line.room] : [])),
    );
    return lines.map((line) => {
      if (!('room' in line)) return line;
      const { name, site } = line.room;
      const mark = createHash('sha256')
        .update(JSON.stringify([name, site]))
        .digest('base64url')
        .slice(0, 22);
      const isAgain = named.has(mark);
      named.add(mark);
      if (!isAgain && !there.has(JSON.stringify([name, site]))) return line;
      const detail = isAgain ? 'an earlier line names this room at this site' : 'there is a room of this name at this site';
      return { line: line.line, faults: [{ column: 'name', code: 'already_exists', detail }] };
    });
  };
}

function judgeLine(record: CsvRecord, facts: NewRoomFacts, columns: readonly ImportColumn[], names: Names): Judged {
  const { line } = record;
  if (record.cells === undefined) return { line, faults: [{ column: columns[record.cell] ?? '', code: 'malformed', detail: record.fault }] };
  const row = readRow(columns, record.cells, names);
  if ('faults' in row) return { line, faults: row.faults };
  const judged = judgeNewRoom(facts, row.fields);
  if (judged.ok) return { line, room: judged.value };
  const column = importColumns.find((one) => judged.pointer === `/${one}`) ?? '';
  return { line, faults: [{ column, code: judged.code, detail: judged.detail ?? '' }] };
}

/** A leaf of the audit's tree: the room as it was made, its fields in this order. */
const leafOf = ({ id, name, country, city, site, notes, device, ring, groups }: RoomToAdd): Buffer =>
  Buffer.from(JSON.stringify([id, name, country, city, site, notes, device, ring, groups]));
