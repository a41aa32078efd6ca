import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stage, openStage } from './routes.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

it('lets everybody of a crowd that changes access at one customer have its turn', async () => {
  const roles = `/customers/${stage.id('alpha')}/roles`;
  const crowd = Array.from({ length: 24 }, (_, n) =>
    stage.ask(n % 2 === 0 ? 'alpha.msa' : 'alpha.ga', 'POST', roles, { body: { name: `Crowd ${n}`, permissions: ['rooms.view'] } }),
  );
  expect((await Promise.all(crowd)).map(({ status }) => status)).toEqual(crowd.map(() => 201));
});
