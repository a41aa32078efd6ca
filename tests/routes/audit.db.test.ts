import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printSetupToken } from '../../packages/server/src/modules/identity/index.ts';
import { openComposed } from '../support/composed.ts';
import { acts, checkAct } from './acts.fixture.ts';
import { type Stage, openStage } from './routes.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

it('writes a refusal inside a relationship into both ledgers, and a probe into the prober’s own, without the id', async () => {
  const path = `/customers/${stage.id('beta')}/rooms/${stage.id('beta.inside')}`;
  const refused = await stage.ask(
    'gamma.technician',
    'POST',
    `/customers/${stage.id('alpha')}/invitations/${stage.objects.own['invitation']}/cancel`,
  );
  const probed = await stage.ask('gamma.technician', 'GET', path);
  const entriesOf = (instance: unknown) =>
    stage.asAdmin<{ organization: string; code: string; outcome: string; partner: string | null; target: string }>(
      'select organization_id as organization, code, outcome, partner_id as partner, target_id as target from audit_entries where request = $1 order by organization_id',
      [instance],
    );
  const gamma = stage.id('gamma');
  const entry = { code: 'forbidden', outcome: 'refused', partner: gamma, target: stage.objects.own['invitation'] };
  expect(await entriesOf(refused.at('instance'))).toEqual([stage.id('alpha'), gamma].toSorted().map((organization) => ({ organization, ...entry })));
  const own = await entriesOf(probed.at('instance'));
  expect(own).toEqual([{ organization: gamma, code: 'not_found', outcome: 'refused', partner: null, target: expect.any(String) }]);
  expect(own[0]?.target).not.toContain(stage.id('beta.inside'));
});

it('D47 A118 writes every act into the ledgers of the sides it belongs to, each entry naming its twin', async () => {
  const wrong: string[] = [];
  for (const act of acts) wrong.push(...(await checkAct(stage, act)));
  expect(wrong).toEqual([]);
});

it('knows an act for every action that a route declares, and no other', () => {
  const declared = stage.routes.flatMap(({ operation, audit }) => ('none' in audit ? [] : audit.map((action) => `${operation.id} ${action}`)));
  const shown = new Set([...acts.map(({ operation, action }) => `${operation} ${action}`), 'setup.complete organization.created']);
  expect([...shown].toSorted()).toEqual(declared.toSorted());
});

it('says why of every route that writes nothing', () => {
  const silent = stage.routes.filter(({ audit, change }) => [audit, change].some((declared) => 'none' in declared && declared.none.length < 4));
  expect(silent).toEqual([]);
});

it('A36 writes the first set-up into the ledger of the organization that it makes', async () => {
  const composed = await openComposed({ organizations: [] });
  try {
    let token = '';
    await printSetupToken(composed.db, (printed) => (token = printed));
    const password = randomBytes(12).toString('base64url');
    const made = await composed.send(undefined, 'POST', '/api/v1/setup', {
      body: {
        token,
        operator: { name: 'First', email: 'first@platform.example', password },
        organization: { name: 'Platform', domain: 'platform.example', country: 'FR' },
      },
    });
    expect(made.status).toBe(201);
    const entries = await composed.asAdmin('select organization_id, action from audit_entries where request = $1', [made.header('x-request-id')]);
    expect(entries).toEqual([{ organization_id: made.at('organization'), action: 'organization.created' }]);
  } finally {
    await composed.close();
  }
});
