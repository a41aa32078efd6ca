import { expect, it } from 'vitest';
import { cell, line } from './csv-lines.ts';

it('A107 leaves no cell that a spreadsheet runs', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', "=cmd|' /C calc'!A0"])
    expect(cell(text).replace(/^"/, '').startsWith("'")).toBe(true);
  expect([cell('Board = 1'), cell('Müller & Co')]).toEqual(['Board = 1', 'Müller & Co']);
});

it('quotes what would end a cell or a line, and leaves empty what is not known', () => {
  expect(line(['a"b', 'c,d', 'e\nf', null, 0, 0.5])).toBe('"a""b","c,d","e\nf",,0,0.5\r\n');
});
