import { expect, it } from 'vitest';
import { type FailingLine, fileOfFailingLines } from './failing-lines.ts';

const columns = ['name', 'country', 'notes'];
async function* given(lines: readonly FailingLine[]): AsyncGenerator<FailingLine> {
  yield* lines;
}
const fault = (column: string) => ({ column, code: 'invalid_value', detail: '' });
const written = async (lines: readonly FailingLine[], delimiter = ',') => {
  const { file, lines: count } = await fileOfFailingLines(given(lines), { columns, delimiter }, ({ column }) => `Bad ${column || 'line'}.`);
  return { text: Buffer.from(await file.arrayBuffer()).toString('utf8'), count };
};

it('has each line with its own cells behind its number, its columns and the reasons', async () => {
  const { text, count } = await written([
    { line: 2, cells: ['A', 'fr', 'say "hi"\ntwice'], errors: [fault('country')] },
    { line: 7, cells: ['', 'xx', ''], errors: [fault('name'), fault('country')] },
    { line: 9, cells: ['C'], errors: [fault('')] },
  ]);
  expect(count).toBe(3);
  expect(text.split('\r\n')).toEqual([
    '\ufeff"line","column","reason","name","country","notes"',
    '"2","country","Bad country.","A","fr","say ""hi""\ntwice"',
    '"7","name, country","name: Bad name. country: Bad country.","","xx",""',
    '"9","","Bad line.","C"',
    '',
  ]);
});

it('is separated as the file it is from', async () => {
  expect((await written([{ line: 2, cells: ['A', 'B', 'C'], errors: [fault('country')] }], ';')).text).toContain(
    '\r\n"2";"country";"Bad country.";"A";"B";"C"\r\n',
  );
});

it('A116 begins nothing that a table program would calculate, and tells an apostrophe of its own from that of the author', async () => {
  const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '|cmd', "'=1", "''@x", "'quoted'", '2-1'];
  const { text } = await written(cells.map((cell) => ({ line: 2, cells: [cell], errors: [fault('name')] })));
  const [, ...lines] = text.split('\r\n');
  const marked = cells.map((cell) => (["'quoted'", '2-1'].includes(cell) ? cell : `'${cell}`));
  expect(lines).toEqual([...marked.map((cell) => `"2","name","Bad name.","${cell}"`), '']);
});
