import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Composed, openComposed } from './support/composed.ts';

const world = {
  organizations: [{ id: 'alpha', name: 'alpha', domains: ['alpha.example'], country: 'XX' }],
  users: [{ id: 'msa', organization: 'alpha', email: 'msa@alpha.example', roles: ['managed-service-admin'] }],
  rooms: [{ id: 'invented', customer: 'alpha', name: 'Invented', country: 'QZ', city: 'City', site: 'Site' }],
};
let composed: Composed;
beforeAll(async () => {
  composed = await openComposed(world);
});
afterAll(() => composed?.close());

const rooms = (rest = ''): string => `/customers/${composed.id('alpha')}/rooms${rest}`;
const fault = [422, 'invalid_value', '/country'];

it.each(['QZ', 'UK', 'ZZ', 'EU', 'fr'])('refuses a room in `%s`, which ISO 3166-1 has not assigned, and points at it', async (country) => {
  const fields = { name: 'A', country, city: 'City', site: 'Site' };
  const made = await composed.ask('msa', 'POST', rooms(), { body: fields });
  expect([made.status, made.code, made.at('errors', 0, 'pointer')]).toEqual(fault);
  const moved = await composed.ask('msa', 'PATCH', rooms(`/${composed.id('invented')}`), { body: { country }, headers: { 'if-match': '"1"' } });
  expect([moved.status, moved.code, moved.at('errors', 0, 'pointer')]).toEqual(fault);
});

it('keeps the invented country of a world file while something else of the room changes, and lets it move to a real one', async () => {
  const path = rooms(`/${composed.id('invented')}`);
  const noted = await composed.ask('msa', 'PATCH', path, { body: { notes: 'N' }, headers: { 'if-match': '"1"' } });
  expect([noted.status, noted.at('country')]).toEqual([200, 'QZ']);
  expect((await composed.ask('msa', 'GET', '/rooms?country=QZ')).at('items', 0, 'name')).toBe('Invented');
  const moved = await composed.ask('msa', 'PATCH', path, { body: { country: 'SS' }, headers: { 'if-match': '"2"' } });
  expect([moved.status, moved.at('country')]).toEqual([200, 'SS']);
});
