import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

it('A107 A116 leaves no cell that a spreadsheet would run', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '|cmd']) expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  expect(csvLine(['a=1', 'Müller & Co', -1])).toBe('"a=1","Müller & Co","-1"\r\n');
  expect(csvLine(['a"b', 'c,d', 'e\nf', null, 0, 0.5])).toBe('"a""b","c,d","e\nf",,"0","0.5"\r\n');
});

it('A116 reads back as what was written, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
      const [read] = parse(csvLine(cells), { bom: false, relax_column_count: true });
      expect(read?.map((text: string, n: number) => (text === `'${cells[n]}` ? text.slice(1) : text))).toEqual(cells);
    }),
  );
});
