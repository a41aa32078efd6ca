import { NewRoom, type RingId, type RoomGroupId } from '@keyholder/contract';
import { Compile } from 'typebox/compile';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import { asWritten } from './csv-text.ts';
import { isBuiltInRing } from './rings.rules.ts';

export const importColumns = ['name', 'country', 'city', 'site', 'notes', 'device', 'groups', 'ring'] as const;
export type ImportColumn = (typeof importColumns)[number];
const requiredColumns = ['name', 'country', 'city', 'site'] as const satisfies readonly ImportColumn[];

/** What the file of failing lines has before the columns of ours: where each line stood and what was wrong. Not read where all three stand, so that it can come back mended. */
const markColumns = ['line', 'column', 'reason'] as const;
/** What each cell of a line is, in order. */
export type ImportHeader = readonly (ImportColumn | (typeof markColumns)[number])[];

export type CellFault = { column: ImportColumn | ''; code: string; detail: string };

/**
 * The columns of a file, by their headers in any case and order. A header that is not one of ours is refused, because what
 * it means to its author (`id`, `customer`) would silently not happen (A115); one that stands twice is ambiguous. Everything that
 * is wrong with the first line is said at once, and of what is missing each column.
 */
export function readHeader(cells: readonly string[]): Result<ImportHeader, 'unknown_property' | 'invalid_value'> {
  const headers = cells.map((cell) => cell.trim().toLowerCase());
  const isBack = markColumns.every((mark) => headers.includes(mark));
  const isKnown = (header: string): header is ImportHeader[number] => isColumn(header) || (isBack && isMark(header));
  const unknown = headers.flatMap((header, n) =>
    isKnown(header) ? [] : [{ pointer: `/header/${n}`, code: 'unknown_property' as const, detail: `there is no column \`${clipped(header)}\`` }],
  );
  const twice = headers.flatMap((header, n) =>
    headers.indexOf(header) === n
      ? []
      : [{ pointer: `/header/${n}`, code: 'invalid_value' as const, detail: `the column \`${header}\` stands twice` }],
  );
  const missing = requiredColumns.flatMap((column) =>
    headers.includes(column) ? [] : [{ pointer: '/header', code: 'invalid_value' as const, detail: `the column \`${column}\` is missing` }],
  );
  if (unknown.length > 0)
    return refuse('unknown_property', { detail: 'the first line names a column that is not known', faults: [...unknown, ...twice, ...missing] });
  if (twice.length + missing.length > 0)
    return refuse('invalid_value', { detail: 'the first line does not name the columns as it must', faults: [...twice, ...missing] });
  return ok(headers.filter(isKnown));
}

/** The columns of ours in a header. */
export const columnsIn = (header: ImportHeader): ImportColumn[] => header.filter(isColumn);

/** The cells of a line that are its author's, in the order of the columns; what a file of failing lines put before a formula is taken off again. */
export function ownCells(header: ImportHeader, cells: readonly string[]): string[] {
  const own = cells.filter((_, n) => !isMark(header[n]));
  return header.some(isMark) ? own.map(asWritten) : own;
}

/** The groups that this author can name, by name; `ambiguous` where two share it. */
type GroupsByName = ReadonlyMap<string, RoomGroupId | 'ambiguous'>;
/** The rings of the customer's own, by name in lower case. */
type RingsByName = ReadonlyMap<string, RingId | 'ambiguous'>;
export type Names = { groups: GroupsByName; rings: RingsByName };

/** One line as a new room, or what is wrong with which of its cells. */
export function readRow(header: ImportHeader, written: readonly string[], { groups, rings }: Names): { fields: NewRoom } | { faults: CellFault[] } {
  if (written.length !== header.length) {
    return { faults: [{ column: '', code: 'invalid_value', detail: `the line has ${written.length} cells, the first line has ${header.length}` }] };
  }
  const columns = columnsIn(header);
  const cells = ownCells(header, written);
  const torn = columns.filter((_, n) => !isText(cells[n] ?? ''));
  if (torn.length > 0)
    return { faults: torn.map((column) => ({ column, code: 'invalid_value', detail: 'is not text in the encoding of the file' })) };
  const cell = (column: ImportColumn): string => cells[columns.indexOf(column)] ?? '';
  const faults: CellFault[] = [];
  const given: Record<string, unknown> = {};
  for (const column of ['name', 'country', 'city', 'site'] as const) given[column] = cell(column).trim();
  if (cell('notes').trim() !== '') given['notes'] = cell('notes');
  if (cell('device').trim() !== '') given['device'] = cell('device').trim().toLowerCase();
  if (cell('ring').trim() !== '') given['ring'] = ringNamed(cell('ring').trim(), rings, faults);
  const named = cell('groups')
    .split('|')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (named.length > 0) given['groups'] = named.flatMap((name) => groupNamed(name, groups, faults));
  if (newRoom.Check(given)) return faults.length === 0 ? { fields: given } : { faults };
  return { faults: [...faults, ...faultsOf(given)] };
}

function groupNamed(name: string, groups: GroupsByName, faults: CellFault[]): RoomGroupId[] {
  const found = groups.get(name);
  if (found !== undefined && found !== 'ambiguous') return [found];
  const detail = found === undefined ? `there is no group \`${clipped(name)}\`` : `several groups are called \`${clipped(name)}\``;
  faults.push({ column: 'groups', code: found === undefined ? 'unknown_reference' : 'invalid_value', detail });
  return [];
}

/** A built-in ring by its word, any other by its name, either in any case. */
function ringNamed(name: string, rings: RingsByName, faults: CellFault[]): RingId {
  const word = name.toLowerCase();
  if (isBuiltInRing(word)) return word;
  const found = rings.get(word);
  if (found !== undefined && found !== 'ambiguous') return found;
  const detail = found === undefined ? `there is no update ring \`${clipped(name)}\`` : `several update rings are called \`${clipped(name)}\``;
  faults.push({ column: 'ring', code: found === undefined ? 'unknown_reference' : 'invalid_value', detail });
  return 'general';
}

const newRoom = Compile(NewRoom);
const wantedOf: Record<ImportColumn, string> = {
  name: 'must have 1 to 200 characters on one line',
  country: 'must be an assigned country code of two capital letters (ISO 3166-1 alpha-2)',
  city: 'must have 1 to 200 characters on one line',
  site: 'must have 1 to 200 characters on one line',
  notes: 'must have at most 4,000 characters and no control characters',
  device: 'must be console, board or pc',
  groups: 'must name at most 100 groups',
  ring: 'must be staging, general, executive or the name of a ring',
};
function faultsOf(given: unknown): CellFault[] {
  const columns = new Set(
    newRoom
      .Errors(given)
      .map(({ instancePath }) => instancePath.split('/')[1] ?? '')
      .filter(isColumn),
  );
  return [...columns].map((column) => ({ column, code: 'invalid_value', detail: wantedOf[column] }));
}

const isColumn = (header: string): header is ImportColumn => importColumns.some((column) => column === header);
const isMark = (header: string | undefined): boolean => markColumns.some((mark) => mark === header);
const isText = (cell: string): boolean => !cell.includes('\ufffd') && cell.isWellFormed();
const clipped = (text: string): string => text.slice(0, 60).toWellFormed();
