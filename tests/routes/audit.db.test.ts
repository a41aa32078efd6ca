import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printSetupToken } from '../../packages/server/src/modules/identity/index.ts';
import { openComposed } from '../support/composed.ts';
import { acts, checkAct } from './acts.fixture.ts';
import { type Stage, openStage } from './routes.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 120_000);
afterAll(() => stage?.close());

it('D47 A118 writes every act into the ledgers of the sides it belongs to, each entry naming its twin', async () => {
  const wrong: string[] = [];
  for (const act of acts) wrong.push(...(await checkAct(stage, act)));
  expect(wrong).toEqual([]);
}, 120_000);

it('knows an act for every action that a route declares, and no other', () => {
  const declared = stage.routes.flatMap(({ operation, audit }) => ('none' in audit ? [] : audit.map((action) => `${operation.id} ${action}`)));
  const shown = new Set([...acts.map(({ operation, action }) => `${operation} ${action}`), 'setup.complete organization.created']);
  expect([...shown].toSorted()).toEqual(declared.toSorted());
});

it('says why of every route that writes nothing', () => {
  for (const { operation, audit, change } of stage.routes) {
    for (const declared of [audit, change]) if ('none' in declared) expect([operation.id, declared.none.length > 3]).toEqual([operation.id, true]);
  }
});

it('A36 writes the first set-up into the ledger of the organization that it makes', async () => {
  const composed = await openComposed({ organizations: [] });
  try {
    let token = '';
    await printSetupToken(composed.db, (printed) => (token = printed));
    const password = randomBytes(12).toString('base64url');
    const made = await composed.send(undefined, 'POST', '/api/v1/setup', {
      body: { token, operator: { name: 'First', email: 'first@platform.example', password }, organization: { name: 'Platform', domain: 'platform.example', country: 'FR' } },
    });
    expect(made.status).toBe(201);
    const entries = await composed.asAdmin('select organization_id, action from audit_entries where request = $1', [made.header('x-request-id')]);
    expect(entries).toEqual([{ organization_id: made.at('organization'), action: 'organization.created' }]);
  } finally {
    await composed.close();
  }
}, 60_000);
