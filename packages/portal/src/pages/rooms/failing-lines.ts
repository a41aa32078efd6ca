import type { RoomImport } from '../../api/shapes.ts';

export type CellError = RoomImport['verdicts'][number]['errors'][number];
/** A line of the file that cannot be imported: its own cells, in the order of the columns that the server found. */
export type FailingLine = { line: number; cells: readonly string[]; errors: readonly CellError[] };
/** The failing lines as a file, and how many there are. */
export type FailingFile = { file: Blob; lines: number };

/** What stands before the columns of the file itself; the server does not read these three when the file comes back. */
const marks = ['line', 'column', 'reason'] as const;
/** Characters of text before they become a part of the file, which the browser need not keep in memory. */
const partLength = 2 ** 20;

/**
 * The failing lines for a person to mend and to upload again: delimiter and columns as in the file they are from, before them
 * the line there, the columns at fault and the reasons. UTF-8 with its mark, by which table programs know it.
 *
 * @param reasonOf words for a fault, in the language of the person
 */
export async function fileOfFailingLines(
  lines: AsyncIterable<FailingLine>,
  { columns, delimiter }: Pick<RoomImport, 'columns' | 'delimiter'>,
  reasonOf: (error: CellError) => string,
): Promise<FailingFile> {
  const row = (cells: readonly string[]): string => `${cells.map(cell).join(delimiter)}\r\n`;
  const parts: Blob[] = [];
  let text = `\ufeff${row([...marks, ...columns])}`;
  let count = 0;
  for await (const { line, cells, errors } of lines) {
    count += 1;
    text += row([String(line), columnsOf(errors), reasonsOf(errors, reasonOf), ...cells]);
    if (text.length < partLength) continue;
    parts.push(new Blob([text]));
    text = '';
  }
  return { file: new Blob([...parts, text], { type: 'text/csv' }), lines: count };
}

const columnsOf = (errors: readonly CellError[]): string =>
  errors
    .map(({ column }) => column)
    .filter((column) => column !== '')
    .join(', ');

/** Each reason with its column where there are several. */
const reasonsOf = (errors: readonly CellError[], reasonOf: (error: CellError) => string): string =>
  errors.map((error) => (errors.length > 1 && error.column !== '' ? `${error.column}: ${reasonOf(error)}` : reasonOf(error))).join(' ');

/**
 * One cell whatever it holds. What a table program would calculate begins with an apostrophe instead, and what begins with
 * apostrophes before such a thing with one more: the server takes one off where the three columns stand (A116).
 */
const cell = (text: string): string => `"${(/^'*\s*[=+\-@\t\r|]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
