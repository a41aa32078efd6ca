import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FailingLine, fileOfFailingLines } from '../packages/portal/src/pages/rooms/failing-lines.ts';
import { type Composed, openComposed } from './support/composed.ts';

const user = (id: string, roles: readonly string[] = []) => ({ id: `alpha.${id}`, organization: 'alpha', email: `${id}@alpha.example`, roles });
const world = {
  organizations: [{ id: 'alpha', name: 'alpha', domains: ['alpha.example'], country: 'FR' }],
  users: [user('msa', ['managed-service-admin']), user('lead'), user('plain')],
  rooms: [{ id: 'there', customer: 'alpha', name: 'There', country: 'FR', city: 'City', site: 'Site' }],
  customerAssignments: [
    { customer: 'alpha', role: 'site-lead', members: [{ type: 'user', id: 'alpha.lead' }], scope: [{ type: 'rule', where: { country: ['FR'] } }] },
  ],
};

let composed: Composed;
beforeAll(async () => {
  composed = await openComposed(world);
});
afterAll(() => composed?.close());

const imports = (rest = ''): string => `/customers/${composed.id('alpha')}/rooms/imports${rest}`;
const post = (who: string, path: string, raw: string | Buffer) =>
  composed.ask(who, 'POST', imports(path), { raw, headers: { 'content-type': 'text/csv' } });
/** Each failing line as `line cells: columns and codes`. */
const failing = async (who: string, raw: string | Buffer): Promise<FailingLine[]> => {
  const { status, text } = await post(who, '/failing-lines', raw);
  if (status !== 200) throw new Error(text);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): FailingLine => JSON.parse(line));
};
const shown = (lines: readonly FailingLine[]) =>
  lines.map(({ line, cells, errors }) => [line, cells, errors.map(({ column, code }) => `${column} ${code}`)]);
/** What a page of the portal makes of them. */
async function downloaded(lines: readonly FailingLine[], columns: string[], delimiter: string): Promise<string> {
  const given = async function* () {
    yield* lines;
  };
  const { file } = await fileOfFailingLines(given(), { columns, delimiter }, ({ detail }) => detail);
  return Buffer.from(await file.arrayBuffer()).toString('utf8');
}

const columns = ['name', 'country', 'city', 'site', 'notes'];
const file = [
  columns.join(';'),
  '=1+1;fr;City;Site;"two',
  'lines; ""quoted"""',
  'Good;FR;City;Site;',
  "-B;Fr;City;'=Site;+43 1",
  'There;FR;City;Site;',
  'Short;FR',
  'C;FR;"Ci"ty;Site;',
  '',
].join('\n');

it('A115 gives back the cells of every line that fails as they were written, with what is wrong with them', async () => {
  expect(shown(await failing('alpha.msa', file))).toEqual([
    [2, ['=1+1', 'fr', 'City', 'Site', 'two\nlines; "quoted"'], ['country invalid_value']],
    [5, ['-B', 'Fr', 'City', "'=Site", '+43 1'], ['country invalid_value']],
    [6, ['There', 'FR', 'City', 'Site', ''], ['name already_exists']],
    [7, ['Short', 'FR'], [' invalid_value']],
    [8, ['C', 'FR', '"Ci"ty;Site;'], ['city malformed']],
  ]);
});

it('judges by the scope of whoever asks, and answers nobody who may not import', async () => {
  const line = 'name,country,city,site\nA,DE,City,Site\n';
  expect(shown(await failing('alpha.msa', line))).toEqual([]);
  expect(shown(await failing('alpha.lead', line))).toEqual([[2, ['A', 'DE', 'City', 'Site'], [' exceeds_scope']]]);
  expect((await post('alpha.plain', '/failing-lines', line)).code).toBe('forbidden');
});

it('A115 A116 what is downloaded fails in the same way when it comes back, and is imported as it was meant once it is mended', async () => {
  const text = await downloaded(await failing('alpha.msa', file), columns, ';');
  const again = await failing('alpha.msa', text);
  const before = (await failing('alpha.msa', file)).map(({ cells }) => cells);
  expect(again.map(({ cells }) => cells).slice(0, 4)).toEqual(before.slice(0, 4));
  expect(shown(again).map(([, , faults]) => faults)).toEqual([
    ['country invalid_value'],
    ['country invalid_value'],
    ['name already_exists'],
    [' invalid_value'],
    [' invalid_value'],
  ]);
  expect(await downloaded(again, columns, ';')).toContain(`"'-B";"Fr";"City";"''=Site";"'+43 1"`);

  const mended = text.replace('"fr"', '"FR"').replace('"Fr"', '"FR"');
  const done = await post('alpha.msa', '?onError=rest', mended);
  expect([done.at('created'), done.at('columns')]).toEqual([2, columns]);
  expect(await composed.asAdmin(`select name, site, notes from rooms where name in ('=1+1', '-B') order by name desc`)).toEqual([
    { name: '=1+1', site: 'Site', notes: 'two\nlines; "quoted"' },
    { name: '-B', site: "'=Site", notes: '+43 1' },
  ]);
});

it('A115 a quote that is never closed does not take the lines after it into the last cell when the file comes back', async () => {
  const torn = [columns.join(';'), 'Q1;FR;City;Site;"open', 'Q2;FR;City;Site;', ''].join('\n');
  const found = await failing('alpha.msa', torn);
  expect(shown(found)).toEqual([[2, ['Q1', 'FR', 'City', 'Site', '"open\nQ2;FR;City;Site;\n', ''], ['notes malformed']]]);
  const back = await downloaded(found, columns, ';');
  expect(shown(await failing('alpha.msa', back)).map(([, , faults]) => faults)).toEqual([[' invalid_value']]);
  expect((await post('alpha.msa', '?onError=rest', back)).at('created')).toBe(0);
});

it('A115 refuses the columns of a returned file where not all three of them stand', async () => {
  const { status, code } = await post('alpha.msa', '/failing-lines', 'line,name,country,city,site\n12,L,FR,City,Site\n');
  expect([status, code]).toEqual([422, 'unknown_property']);
});
