import { describe, expect, it } from 'vitest';
import { type CsvRecord, CsvRecords } from './csv-records.ts';

function read(text: string, pieceLength = text.length, delimiter = ';'): CsvRecord[] {
  const records = new CsvRecords(delimiter);
  const found: CsvRecord[] = [];
  for (let from = 0; from < text.length; from += pieceLength) found.push(...records.read(text.slice(from, from + pieceLength)));
  return [...found, ...records.end()];
}

const cases: [what: string, text: string, expected: CsvRecord[]][] = [
  [
    'plain cells',
    'a;b\nc;d',
    [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['c', 'd'] },
    ],
  ],
  [
    'CRLF, LF and CR in one file',
    'a\r\nb\nc\rd\r\n',
    [
      { line: 1, cells: ['a'] },
      { line: 2, cells: ['b'] },
      { line: 3, cells: ['c'] },
      { line: 4, cells: ['d'] },
    ],
  ],
  ['quoted delimiters and doubled quotes', '"a;b";"say ""hi"""\n', [{ line: 1, cells: ['a;b', 'say "hi"'] }]],
  [
    'quoted CRLF as one line break, counted once',
    '"a\r\nb";x\r\ny;z',
    [
      { line: 1, cells: ['a\nb', 'x'] },
      { line: 3, cells: ['y', 'z'] },
    ],
  ],
  [
    'quoted blank lines',
    '"a\n\n\nb"\nc',
    [
      { line: 1, cells: ['a\n\n\nb'] },
      { line: 5, cells: ['c'] },
    ],
  ],
  [
    'empty cells, also at the end of a line',
    ';a;\n"";b;""',
    [
      { line: 1, cells: ['', 'a', ''] },
      { line: 2, cells: ['', 'b', ''] },
    ],
  ],
  [
    'lines with nothing in them',
    'a\n\n  \n;;;\nb',
    [
      { line: 1, cells: ['a'] },
      { line: 5, cells: ['b'] },
    ],
  ],
  ['an empty file', '', []],
  [
    'a quote inside a cell',
    'a\nb"c;d\ne',
    [
      { line: 1, cells: ['a'] },
      { line: 2, torn: ['b"c;d'], fault: 'a quote stands inside a cell that does not begin with one' },
      { line: 3, cells: ['e'] },
    ],
  ],
  [
    'text after a closing quote',
    'a;"b"c\nd;e',
    [
      { line: 1, torn: ['a', '"b"c'], fault: 'a quoted cell goes on after its closing quote' },
      { line: 2, cells: ['d', 'e'] },
    ],
  ],
  [
    'a quote that is never closed',
    'a;b\nc;"d\ne;f\n',
    [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, torn: ['c', '"d\ne;f\n'], fault: 'a quote is opened and never closed' },
    ],
  ],
  ['delimiters of another kind', 'a,b\tc', [{ line: 1, cells: ['a,b\tc'] }]],
];

describe('the records of a CSV file', () => {
  it.each(cases)('are read right with %s', (_, text, expected) => expect(read(text)).toEqual(expected));
  it.each(cases)('are the same however the file is cut, with %s', (_, text, expected) => {
    for (const length of [1, 2, 3, 5]) expect(read(text, length)).toEqual(expected);
  });

  it('A115 end a record that grows without end, keep the memory bounded and go on with the next line', () => {
    const text = `a\n"${'x'.repeat(70_000)}\nb\n${'y'.repeat(70_000)}\nc`;
    expect(read(text, 1000)).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, torn: [`"${'x'.repeat(65_535)}`], fault: 'a quote is opened and not closed within 65,536 characters' },
      { line: 3, cells: ['b'] },
      { line: 4, torn: ['y'.repeat(65_536)], fault: 'the line is longer than 65,536 characters' },
      { line: 5, cells: ['c'] },
    ]);
  });
});
