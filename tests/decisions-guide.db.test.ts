import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDecisionClient } from '../packages/server/src/modules/identity/index.ts';
import { type Composed, openComposed, organizationOf } from './support/composed.ts';
import { within } from './support/tenants.ts';

const world = {
  organizations: [{ id: 'owner', name: 'Owner', domains: ['owner.example'], country: 'FR' }],
  users: [{ id: 'ada', organization: 'owner', email: 'ada@owner.example', roles: ['managed-service-admin'] }],
  rooms: [{ id: 'room', customer: 'owner', name: 'Board', country: 'FR', city: 'Lyon', site: 'Tower' }],
};
const guide = readFileSync(new URL('../docs/guides/decisions.md', import.meta.url), 'utf8');
/** Each command with the answer below it. */
const asked = [...guide.matchAll(/^curl [^\n]*\$URL(\/\S+) --data @- <<END\n(.*?)\nEND\n```\n\n```json\n(.*?)\n```/gms)].map(
  ([, path = '', question = '', answer = '']) => ({ path, question, answer }),
);

let pdp: Composed;
let token: string;
beforeAll(async () => {
  pdp = await openComposed(world);
  const owner = organizationOf(pdp.id('owner'));
  token = await within(pdp.db, [owner], (tx) => makeDecisionClient(tx, { name: 'Of the guide', expiresInDays: 1 }));
});
afterAll(() => pdp?.close());

const named = (text: string): Record<string, unknown> =>
  JSON.parse(text.replaceAll('$PERSON', pdp.id('ada')).replaceAll('$ROOM', pdp.id('room')).replaceAll('$CUSTOMER', pdp.id('owner')));

describe('docs/guides/decisions.md', () => {
  it('shows an answer below every command', () => {
    expect(asked).toHaveLength(guide.match(/^curl /gm)?.length ?? 0);
    expect(asked.length).toBeGreaterThan(3);
  });

  it('shows what is answered', async () => {
    for (const { path, question, answer } of asked) {
      const seen = await pdp.send(token, 'POST', path, { body: named(question) });
      expect([path, seen.status, JSON.parse(seen.text)]).toEqual([path, 200, expect.objectContaining(named(answer))]);
    }
  });
});
