import { createHash } from 'node:crypto';
import type { OrganizationId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { RoomToAdd } from './add-rooms.store.ts';
import type { Author } from './author.ts';
import type { CsvRecord } from './csv-records.ts';
import type { ImportFile } from './import-file.ts';
import { type CellFault, type Names, columnsIn, importColumns, readRow } from './import.rules.ts';
import { namedGroups } from './known-groups.ts';
import { namedRings } from './known-rings.ts';
import { type NewRoomFacts, judgeNewRoom, newRoomFacts } from './new-room.ts';
import { existingRoomNames } from './rooms.store.ts';

/** As many lines are in memory at once. */
export const batchSize = 1000;

/** What lines of a file are judged by: what there is, and what the author may do. */
export type Ground = { tx: TenantTx; facts: NewRoomFacts; names: Names };
export type Judged = { record: CsvRecord; room: RoomToAdd } | { record: CsvRecord; room?: never; faults: CellFault[] };

export const groundOf = async (tx: TenantTx, author: Author, customer: OrganizationId): Promise<Ground> => ({
  tx,
  facts: await newRoomFacts(tx, author, customer),
  names: { groups: await namedGroups(tx, author, customer), rings: await namedRings(tx, author, customer) },
});

/** Judges batch after batch of one reading; remembers, by digests, which rooms the file has named so far. */
export function judgeOf(file: ImportFile): (ground: Ground, batch: readonly CsvRecord[]) => Promise<Judged[]> {
  const named = new Set<string>();
  return async (ground, batch) => {
    const lines = batch.map((record) => judgeLine(record, file, ground));
    const there = await existingRoomNames(
      ground.tx,
      ground.facts.customer,
      lines.flatMap(({ room }) => (room === undefined ? [] : [room])),
    );
    return lines.map((line) => {
      if (line.room === undefined) return line;
      const { name, site } = line.room;
      const mark = createHash('sha256')
        .update(JSON.stringify([name, site]))
        .digest('base64url')
        .slice(0, 22);
      const isAgain = named.has(mark);
      named.add(mark);
      if (!isAgain && !there.has(JSON.stringify([name, site]))) return line;
      const detail = isAgain ? 'an earlier line names this room at this site' : 'there is a room of this name at this site';
      return { record: line.record, faults: [{ column: 'name', code: 'already_exists', detail }] };
    });
  };
}

function judgeLine(record: CsvRecord, { header }: ImportFile, { facts, names }: Ground): Judged {
  if (record.cells === undefined) {
    const column = columnsIn(header.slice(record.torn.length - 1, record.torn.length))[0] ?? '';
    return { record, faults: [{ column, code: 'malformed', detail: record.fault }] };
  }
  const row = readRow(header, record.cells, names);
  if ('faults' in row) return { record, faults: row.faults };
  const judged = judgeNewRoom(facts, row.fields);
  if (judged.ok) return { record, room: judged.value };
  const column = importColumns.find((one) => judged.pointer === `/${one}`) ?? '';
  return { record, faults: [{ column, code: judged.code, detail: judged.detail ?? '' }] };
}
