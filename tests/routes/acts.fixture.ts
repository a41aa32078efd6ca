import type { Seen } from '../support/composed.ts';
import { type Act, alone, both } from './act.fixture.ts';
import { directoryActs, patchUser } from './directory-acts.fixture.ts';
import { estateActs } from './estate-acts.fixture.ts';
import { incidentActs } from './incident-acts.fixture.ts';
import { invitationActs } from './invitation-acts.fixture.ts';
import { actsOnRoles, addPrimaryAdmin, replacePrimaryAdmins, setMode, unattended } from './roles-acts.fixture.ts';
import type { Stage } from './routes.fixture.ts';

type Entry = { organization: string; action: string; outcome: string; actor: string; twin: string | null; id: string };
const active =
  (to: boolean) =>
  (stage: Stage): Promise<Seen> =>
    patchUser(stage, 'alpha.msa', 'alpha.leaver', { active: to });

export async function leave(stage: Stage, person: string, path: string): Promise<Seen> {
  const rehearsed = await stage.ask(person, 'DELETE', `${path}?rehearse=true`);
  return stage.ask(person, 'DELETE', path, { headers: { 'keyholder-rehearsal': String(rehearsed.at('rehearsal')) } });
}

const rolesActs: readonly Act[] = [
  ...actsOnRoles({ name: 'roles', assignments: 'assignments', by: 'alpha.msa', partner: undefined, ledgers: alone }),
  ...actsOnRoles({ name: 'partner_roles', assignments: 'partner_assignments', by: 'gamma.pa', partner: 'gamma', ledgers: both }),
  {
    operation: 'change_control.update',
    action: 'change_control.modified',
    ledgers: both,
    run: (s) => setMode(s, 'manual'),
  },
  {
    operation: 'primary_admins.add',
    action: 'primary_admin.added',
    ledgers: both,
    outcome: 'requested',
    run: (s) => addPrimaryAdmin(s),
  },
  {
    operation: 'primary_admins.add',
    action: 'primary_admin.added',
    ledgers: both,
    run: async (s) => {
      await setMode(s, 'auto');
      return addPrimaryAdmin(s);
    },
  },
  {
    operation: 'primary_admins.add',
    action: 'delegation.attended',
    ledgers: both,
    beside: ['primary_admin.added'],
    run: (s) => unattended(s, () => addPrimaryAdmin(s, 'gamma.msa')),
  },
  {
    operation: 'partner_assignments.update',
    action: 'delegation.attended',
    ledgers: both,
    beside: ['assignment.modified'],
    run: (s) => unattended(s, () => replacePrimaryAdmins(s, ['gamma.pa'])),
  },
];

/** In this order: the last ones end what the first ones need. */
export const acts: readonly Act[] = [
  ...estateActs,
  ...incidentActs,
  { operation: 'users.update', action: 'user.disabled', ledgers: alone, run: active(false) },
  { operation: 'users.update', action: 'user.enabled', ledgers: alone, run: active(true) },
  ...directoryActs,
  {
    operation: 'tokens.create',
    action: 'api_token.created',
    ledgers: alone,
    run: (s) => s.askBySession('alpha.plain', 'POST', '/me/tokens', { body: { name: 'Script', expiresInDays: 1 } }),
  },
  {
    operation: 'decision_clients.create',
    action: 'decision_client.created',
    ledgers: alone,
    run: (s) => s.askBySession('alpha.msa', 'POST', `/organizations/${s.id('alpha')}/decision-clients`, { body: { name: 'C', expiresInDays: 1 } }),
  },
  {
    operation: 'decision_clients.revoke',
    action: 'decision_client.revoked',
    ledgers: alone,
    run: (s) => s.askBySession('alpha.msa', 'DELETE', `/organizations/${s.id('alpha')}/decision-clients/${s.objects.own['decisionClient']}`),
  },
  {
    operation: 'tokens.revoke',
    action: 'api_token.revoked',
    ledgers: alone,
    run: async (s) =>
      s.askBySession(
        'alpha.plain',
        'DELETE',
        `/me/tokens/${String((await s.askBySession('alpha.plain', 'GET', '/me/tokens')).at('items', 0, 'id'))}`,
      ),
  },
  ...invitationActs,
  {
    operation: 'audit.export',
    action: 'audit.exported',
    ledgers: alone,
    run: (s) => s.ask('alpha.auditor', 'GET', `/customers/${s.id('alpha')}/audit/export?format=jsonl`),
  },
  {
    operation: 'audit.export',
    action: 'audit.exported',
    ledgers: both,
    run: (s) => s.ask('gamma.pa', 'GET', `/customers/${s.id('alpha')}/audit/export?format=jsonl`),
  },
  {
    operation: 'rooms.access_export',
    action: 'access.exported',
    ledgers: both,
    run: (s) => s.ask('gamma.pa', 'GET', `/customers/${s.id('alpha')}/rooms/${s.id('alpha.inside')}/access/export?format=csv`),
  },
  {
    operation: 'access.export',
    action: 'access.exported',
    ledgers: both,
    run: (s) => s.ask('gamma.pa', 'GET', `/customers/${s.id('alpha')}/access/export?format=csv`),
  },
  {
    operation: 'reports.availability_file',
    action: 'report.exported',
    ledgers: alone,
    run: (s) => s.ask('alpha.auditor', 'GET', '/reports/availability.csv'),
  },
  {
    operation: 'reports.incidents_file',
    action: 'report.exported',
    ledgers: both,
    run: (s) => s.ask('gamma.pa', 'GET', `/reports/incidents.csv?customer=${s.id('alpha')}`),
  },
  ...rolesActs,
  {
    operation: 'partner_customers.leave',
    action: 'delegation.ended',
    ledgers: ['beta', 'gamma'],
    run: (s) => leave(s, 'gamma.pa', `/partners/${s.id('gamma')}/customers/${s.id('beta')}`),
  },
  {
    operation: 'partners.remove',
    action: 'delegation.ended',
    ledgers: both,
    run: (s) => leave(s, 'alpha.ga', `/customers/${s.id('alpha')}/partners/${s.id('gamma')}`),
  },
];

/** Does an act, and says what its ledgers hold of it that they should not, or lack. */
export async function checkAct(stage: Stage, act: Act): Promise<string[]> {
  const seen = await act.run(stage);
  const told = `${act.operation} ${act.action}`;
  const right = act.outcome === 'requested' ? [202] : [200, 201, 204];
  if (!right.includes(seen.status)) return [`${told} was answered ${seen.status} ${seen.text.slice(0, 300)}`];
  const all = await stage.asAdmin<Entry>(
    `select organization_id as organization, id, action, outcome, actor_id as actor, twin_id as twin from audit_entries where request = $1`,
    [seen.header('x-request-id')],
  );
  const entries = all.filter(({ action }) => act.beside?.includes(action) !== true);
  const wrong: string[] = [];
  const expected = act.ledgers.map((alias) => stage.id(alias)).toSorted();
  const found = entries.map(({ organization }) => organization).toSorted();
  if (JSON.stringify(found) !== JSON.stringify(expected))
    wrong.push(`${told} stands in ${found.length} ledgers instead of ${expected.length}, or in others`);
  for (const entry of entries) {
    if (entry.action !== act.action || entry.outcome !== (act.outcome ?? 'done'))
      wrong.push(`${told} stands there as ${entry.action}, ${entry.outcome}`);
    const twin = entries.find((other) => other.id !== entry.id)?.id ?? null;
    if (entry.twin !== twin) wrong.push(`${told}: an entry does not name its twin`);
  }
  return wrong;
}
