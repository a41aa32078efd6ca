import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkMatrix } from './check-matrix.fixture.ts';
import { principals, rules, signedIn } from './expected.fixture.ts';
import { type Stage, openStage, paramsOf } from './routes.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

it('has a row of rules for every route, and none for a route that is not there', () => {
  expect(Object.keys(rules).toSorted()).toEqual(stage.routes.map(({ operation }) => operation.id).toSorted());
});

it('A01 A02 A19 A63 D22 D29 answers every route to every kind of principal about own, foreign and absent things as the rules say', async () => {
  const { cells, wrong } = await checkMatrix(stage, stage.routes);
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(2000);
});

it('lets somebody pass on every route that people use, so that no refusal is a malformed request', async () => {
  for (const { operation } of stage.routes) {
    const { may = [], instead } = rules[operation.id] ?? {};
    if (instead === undefined) expect([operation.id, may.length > 0]).toEqual([operation.id, true]);
  }
  expect(signedIn.length).toBe(principals.length - 4);
  expect(stage.routes.some((route) => paramsOf(route).length > 0)).toBe(true);
});
