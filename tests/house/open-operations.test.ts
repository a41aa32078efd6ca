import { expect, it } from 'vitest';
import { type RouteNeeds, composeRoutes } from '../../packages/server/src/routes.ts';
import { openOperations } from '../../tools/generate/openapi.ts';

it('the API description asks for the credential that the route asks for', () => {
  const needs: unknown = { settings: { demo: false, origin: 'https://keyholder.example' } };
  const routes = composeRoutes(needs as RouteNeeds); // nothing is called here, so nothing else is needed
  const open = routes.flatMap(({ operation, access }) =>
    access.kind === 'public' ? [[operation.id, 'anybody']] : access.kind === 'credential' ? [[operation.id, 'credential']] : [],
  );
  expect(openOperations).toEqual(Object.fromEntries(open));
});
