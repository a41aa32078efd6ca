import type { NamedAtom } from '@keyholder/contract';
import { csvLine } from '../../platform/http/csv-line.ts';
import type { PersonKey } from './access-people.store.ts';

export type Format = 'csv' | 'jsonl';
/** The lines of a file that says which kind it is. */
export type AccessFile = AsyncIterable<string> & { readonly format: Format };
type Cells = readonly (string | number)[];
/** How a line is written as CSV: one row of cells for each way by which somebody has access. */
export type Table<Line> = { columns: readonly string[]; rowsOf: (line: Line) => readonly Cells[] };
export type Page<Line> = { lines: readonly Line[]; next: PersonKey | undefined };

/** As many people are read at once. */
export const atOnce = 200;

/** A list of people as a file, read page by page while its reader takes it. */
export const accessFile = <Line>(format: Format, table: Table<Line>, read: (after: PersonKey | undefined) => Promise<Page<Line>>): AccessFile =>
  Object.assign(linesIn(format, table, read), { format });

async function* linesIn<Line>(
  format: Format,
  { columns, rowsOf }: Table<Line>,
  read: (after: PersonKey | undefined) => Promise<Page<Line>>,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns);
  let after: PersonKey | undefined;
  do {
    const { lines, next } = await read(after);
    for (const line of lines) yield format === 'csv' ? rowsOf(line).map(csvLine).join('') : `${JSON.stringify(line)}\n`;
    after = next;
  } while (after !== undefined);
}

/** Where the list goes on behind a full page. */
export function nextAfter(rows: readonly { name: string; organization: string; id: string }[]): PersonKey | undefined {
  const last = rows.length < atOnce ? undefined : rows.at(-1);
  return last && [last.name, last.organization, last.id];
}

/** A scope as the text of one cell. */
export const scopeText = (atoms: readonly NamedAtom[]): string => atoms.map(wordsOf).join('; ');

function wordsOf({ atom, name }: NamedAtom): string {
  if (atom.type === 'all') return 'all';
  if (atom.type !== 'rule') return `${atom.type} ${name ?? atom.id}`;
  return Object.entries(atom.where)
    .map(([attribute, values]) => `${attribute} = ${values.join(' | ')}`)
    .join(' and ');
}
