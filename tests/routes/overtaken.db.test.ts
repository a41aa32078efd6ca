import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StaleDecision } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { type Composed, openComposed } from '../support/composed.ts';
import { smallWorld } from './small-world.ts';

let server: Composed;
/** How often the next call finds, in the middle of its act, that access has changed meanwhile. */
let overtaken = 0;
beforeAll(async () => {
  server = await openComposed(smallWorld, (routes) =>
    routes.map((route) =>
      route.operation.id !== 'rooms.update'
        ? route
        : {
            ...route,
            handle: async (context) => {
              overtaken -= 1;
              if (overtaken >= 0) throw new StaleDecision();
              return route.handle(context);
            },
          },
    ),
  );
});
afterAll(() => server?.close());

describe('an act that is overtaken again and again', () => {
  it('D53 stays a rehearsal, however often: nothing is done, whatever stands in the body', async () => {
    const path = `/customers/${server.id('alpha')}/rooms/${server.id('alpha.inside')}`;
    for (const times of [0, 1, 2, 3]) {
      overtaken = times;
      const seen = await server.ask('alpha.msa', 'PATCH', `${path}?rehearse=true`, { body: { country: 'DE' } });
      expect([times, seen.status, typeof seen.at('rehearsal')]).toEqual([times, 200, 'string']);
      expect((await server.ask('alpha.msa', 'GET', path)).at('country')).toBe('FR');
    }
  });
});
