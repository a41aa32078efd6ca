import { type Asked, type Seen } from '../support/composed.ts';
import { heartbeat, machine } from '../support/heartbeats.ts';
import { directoryActs, patchUser } from './directory-acts.fixture.ts';
import { actsOnRoles, addPrimaryAdmin, replacePrimaryAdmins, setMode, unattended } from './roles-acts.fixture.ts';
import type { Stage } from './routes.fixture.ts';

type Entry = { organization: string; action: string; outcome: string; actor: string; twin: string | null; id: string };
/** One success of an acting route by somebody who may, and in whose ledgers it has to stand. */
export type Act = {
  operation: string;
  action: string;
  ledgers: readonly string[];
  outcome?: 'requested';
  /** what else the same request writes: an act and what follows from it */
  beside?: readonly string[];
  run: (stage: Stage) => Promise<Seen>;
};

const alone = ['alpha'];
const both = ['alpha', 'gamma'];
const inRoom =
  (alias: string, rest = '') =>
  (stage: Stage): string =>
    `/customers/${stage.id('alpha')}/rooms/${stage.id(alias)}${rest}`;
const inGroup =
  (alias: string) =>
  (stage: Stage): string =>
    `/customers/${stage.id('alpha')}/room-groups/${stage.id(alias)}`;
const inRing = (stage: Stage, rest = ''): string => `/customers/${stage.id('alpha')}/update-rings/${stage.objects.own['ring']}${rest}`;
const ringVersion = (stage: Stage): Promise<string> => versionOf(stage, 'update_rings', stage.objects.own['ring'] ?? '');
export const offer = ({ terms }: Stage, domain: string, more: object = {}) => ({
  domain,
  expiresInDays: 3,
  scope: [{ type: 'all' }],
  termsVersion: terms,
  ...more,
});
export const invitationsOf = (stage: Stage, customer = 'alpha', rest = ''): string => `/customers/${stage.id(customer)}/invitations${rest}`;
/** A new invitation from beta, which has no other, to gamma or delta. */
export async function invited(stage: Stage, domain: string, customer = 'beta'): Promise<string> {
  const { rows, made } = await remade(stage, domain, customer);
  if (made.status !== 201) throw new Error(`inviting was answered ${made.status} ${made.text} after ${rows}`);
  return String(made.at('id'));
}
async function remade(stage: Stage, domain: string, customer: string): Promise<{ rows: number; made: Seen }> {
  const pending = await stage.asAdmin<{ id: string }>(
    `select id from invitations where organization_id = $1 and domain = $2 and state = 'pending' and expires_at > now()`,
    [stage.id(customer), domain],
  );
  for (const { id } of pending) await stage.ask(`${customer}.msa`, 'POST', invitationsOf(stage, customer, `/${id}/cancel`));
  await stage.asAdmin(`update invitations set created_at = created_at - interval '2 days' where organization_id = $1`, [stage.id(customer)]);
  return { rows: pending.length, made: await stage.ask(`${customer}.msa`, 'POST', invitationsOf(stage, customer), { body: offer(stage, domain) }) };
}
export const versionOf = async (stage: Stage, table: string, id: string): Promise<string> =>
  `"${(await stage.asAdmin<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]?.version}"`;
const patchRoom = async (stage: Stage, person: string, body: object): Promise<Seen> => {
  const room = stage.id('alpha.spare');
  return stage.ask(person, 'PATCH', inRoom('alpha.spare')(stage), { body, headers: { 'if-match': await versionOf(stage, 'rooms', room) } });
};
const answer =
  (verb: 'accept' | 'decline', body?: object) =>
  async (stage: Stage): Promise<Seen> =>
    stage.ask(
      'gamma.tm',
      'POST',
      `/partners/${stage.id('gamma')}/invitations/${await invited(stage, 'gamma.example')}/${verb}`,
      body === undefined ? {} : { body: { primaryAdmins: [{ type: 'user', id: stage.id('gamma.pa') }] } },
    );
const active =
  (to: boolean) =>
  (stage: Stage): Promise<Seen> =>
    patchUser(stage, 'alpha.msa', 'alpha.leaver', { active: to });

export const incidentsOf = (stage: Stage, rest = ''): string => `/customers/${stage.id('alpha')}/incidents${rest}`;
export const recorded = (stage: Stage, room = 'alpha.inside') => ({ room: stage.id(room), severity: 'warning', title: 'The lights flicker' });
export const patchIncident = async (stage: Stage, person: string, body: object, alias = 'alpha.incident'): Promise<Seen> => {
  const incident = stage.id(alias);
  const headers = { 'if-match': await versionOf(stage, 'incidents', incident) };
  return stage.ask(person, 'PATCH', incidentsOf(stage, `/${incident}`), { body, headers });
};
export const comment = (stage: Stage, person: string, audience: 'both' | 'own'): Promise<Seen> =>
  stage.ask(person, 'POST', incidentsOf(stage, `/${stage.id('alpha.incident')}/comments`), { body: { text: 'Looking into it', audience } });

/** An agent enrols with the key that a person downloads. */
async function enrol(stage: Stage): Promise<Seen> {
  const key = await stage.ask('alpha.msa', 'GET', inRoom('alpha.spare', '/key')(stage));
  return stage.send(String(key.at('key')), 'POST', '/agent/v1/enrol', { body: { attempt: 'A'.repeat(43), machine: machine() } });
}
/** Not an act, but what an agent sends: kept here beside its enrolment. */
export async function beat(stage: Stage, credential: string, asked: Asked = { body: heartbeat(1) }): Promise<Seen> {
  return stage.send(credential, 'POST', '/agent/v1/heartbeat', asked);
}

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
  {
    operation: 'rooms.create',
    action: 'room.created',
    ledgers: alone,
    run: (s) =>
      s.ask('alpha.lead', 'POST', `/customers/${s.id('alpha')}/rooms`, { body: { name: 'New', country: 'FR', city: 'City', site: 'Site' } }),
  },
  {
    operation: 'settings.update',
    action: 'settings.modified',
    ledgers: alone,
    run: (s) =>
      s.ask('alpha.msa', 'PATCH', `/customers/${s.id('alpha')}/settings`, { body: { changeRequestDays: 3 }, headers: { 'if-match': '"1"' } }),
  },
  {
    operation: 'update_rings.create',
    action: 'update_ring.created',
    ledgers: alone,
    run: (s) => s.ask('alpha.lead', 'POST', `/customers/${s.id('alpha')}/update-rings`, { body: { name: 'New', order: 2 } }),
  },
  {
    operation: 'update_rings.create',
    action: 'update_ring.created',
    ledgers: both,
    outcome: 'requested',
    run: (s) => s.ask('gamma.pa', 'POST', `/customers/${s.id('alpha')}/update-rings`, { body: { name: 'New', order: 2 } }),
  },
  {
    operation: 'update_rings.update',
    action: 'update_ring.modified',
    ledgers: alone,
    run: async (s) => s.ask('alpha.lead', 'PATCH', inRing(s), { body: { order: 4 }, headers: { 'if-match': await ringVersion(s) } }),
  },
  {
    operation: 'update_rings.update',
    action: 'update_ring.modified',
    ledgers: both,
    outcome: 'requested',
    run: async (s) => s.ask('gamma.pa', 'PATCH', inRing(s), { body: { order: 5 }, headers: { 'if-match': await ringVersion(s) } }),
  },
  {
    operation: 'update_rings.move_rooms',
    action: 'update_ring.rooms_moved',
    ledgers: alone,
    run: (s) => s.ask('alpha.lead', 'POST', inRing(s, '/rooms'), { body: { rooms: [s.id('alpha.spare')] } }),
  },
  {
    operation: 'update_rings.move_rooms',
    action: 'update_ring.rooms_moved',
    ledgers: both,
    outcome: 'requested',
    run: (s) => s.ask('gamma.pa', 'POST', `/customers/${s.id('alpha')}/update-rings/executive/rooms`, { body: { rooms: [s.id('alpha.spare')] } }),
  },
  {
    operation: 'update_rings.pause',
    action: 'update_ring.paused',
    ledgers: alone,
    run: (s) => s.ask('alpha.lead', 'POST', inRing(s, '/pause'), { body: { reason: 'A fair' } }),
  },
  {
    operation: 'update_rings.resume',
    action: 'update_ring.resumed',
    ledgers: both,
    outcome: 'requested',
    run: (s) => s.ask('gamma.pa', 'POST', inRing(s, '/resume')),
  },
  { operation: 'update_rings.resume', action: 'update_ring.resumed', ledgers: alone, run: (s) => s.ask('alpha.lead', 'POST', inRing(s, '/resume')) },
  {
    operation: 'update_rings.delete',
    action: 'update_ring.deleted',
    ledgers: both,
    outcome: 'requested',
    run: async (s) => s.ask('gamma.pa', 'DELETE', inRing(s), { headers: { 'if-match': await ringVersion(s) } }),
  },
  {
    operation: 'update_rings.delete',
    action: 'update_ring.deleted',
    ledgers: alone,
    run: async (s) => s.ask('alpha.lead', 'DELETE', inRing(s), { headers: { 'if-match': await ringVersion(s) } }),
  },
  {
    operation: 'room_groups.create',
    action: 'room_group.created',
    ledgers: alone,
    run: (s) => s.ask('alpha.lead', 'POST', `/customers/${s.id('alpha')}/room-groups`, { body: { name: 'New', rooms: [s.id('alpha.inside')] } }),
  },
  {
    operation: 'room_groups.update',
    action: 'room_group.modified',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.lead', 'PATCH', inGroup('alpha.kept')(s), {
        body: { addRooms: [s.id('alpha.spare')] },
        headers: { 'if-match': await versionOf(s, 'room_groups', s.id('alpha.kept')) },
      }),
  },
  {
    operation: 'room_groups.delete',
    action: 'room_group.deleted',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.lead', 'DELETE', inGroup('alpha.kept')(s), { headers: { 'if-match': await versionOf(s, 'room_groups', s.id('alpha.kept')) } }),
  },
  { operation: 'rooms.update', action: 'room.modified', ledgers: alone, run: (s) => patchRoom(s, 'alpha.tech', { notes: 'by its customer' }) },
  { operation: 'rooms.update', action: 'room.modified', ledgers: both, run: (s) => patchRoom(s, 'gamma.technician', { notes: 'by the partner' }) },
  {
    operation: 'rooms.update',
    action: 'room.modified',
    ledgers: both,
    outcome: 'requested',
    run: (s) => patchRoom(s, 'gamma.pa', { ring: 'executive' }),
  },
  {
    operation: 'rooms.import',
    action: 'rooms.imported',
    ledgers: alone,
    run: (s) =>
      s.ask('alpha.msa', 'POST', `/customers/${s.id('alpha')}/rooms/imports`, {
        raw: 'name,country,city,site\nImported,FR,City,Site\n',
        headers: { 'content-type': 'text/csv' },
      }),
  },
  {
    operation: 'rooms.reset_key',
    action: 'room_key.reset',
    ledgers: alone,
    run: (s) => s.ask('alpha.msa', 'POST', inRoom('alpha.spare', '/key/reset')(s)),
  },
  { operation: 'rooms.key', action: 'room_key.downloaded', ledgers: alone, run: (s) => s.ask('alpha.tech', 'GET', inRoom('alpha.spare', '/key')(s)) },
  { operation: 'agents.enrol', action: 'agent.enrolled', ledgers: alone, run: enrol },
  {
    operation: 'rooms.unenrol',
    action: 'room.unenrolled',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.lead', 'DELETE', inRoom('alpha.spare')(s), { headers: { 'if-match': await versionOf(s, 'rooms', s.id('alpha.spare')) } }),
  },
  {
    operation: 'incidents.create',
    action: 'incident.opened',
    ledgers: alone,
    run: (s) => s.ask('alpha.tech', 'POST', incidentsOf(s), { body: recorded(s) }),
  },
  {
    operation: 'incidents.create',
    action: 'incident.opened',
    ledgers: both,
    run: (s) => s.ask('gamma.pa', 'POST', incidentsOf(s), { body: recorded(s) }),
  },
  { operation: 'incidents.update', action: 'incident.updated', ledgers: alone, run: (s) => patchIncident(s, 'alpha.tech', { assignee: 'me' }) },
  { operation: 'incidents.update', action: 'incident.updated', ledgers: both, run: (s) => patchIncident(s, 'gamma.pa', { state: 'waiting' }) },
  { operation: 'incidents.comment', action: 'incident.commented', ledgers: both, run: (s) => comment(s, 'gamma.pa', 'both') },
  { operation: 'incidents.comment', action: 'incident.commented', ledgers: ['gamma'], run: (s) => comment(s, 'gamma.pa', 'own') },
  { operation: 'incidents.comment', action: 'incident.commented', ledgers: alone, run: (s) => comment(s, 'alpha.lead', 'own') },
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
  {
    operation: 'invitations.create',
    action: 'invitation.created',
    ledgers: ['beta', 'gamma'],
    run: async (s) => (await remade(s, 'gamma.example', 'beta')).made,
  },
  {
    operation: 'invitations.update',
    action: 'invitation.modified',
    ledgers: ['beta', 'gamma'],
    run: async (s) => {
      const id = await invited(s, 'gamma.example');
      return s.ask('beta.msa', 'PATCH', invitationsOf(s, 'beta', `/${id}`), {
        body: { scope: [{ type: 'room', id: s.id('beta.inside') }] },
        headers: { 'if-match': '"1"' },
      });
    },
  },
  {
    operation: 'invitations.resend',
    action: 'invitation.resent',
    ledgers: ['beta', 'gamma'],
    run: async (s) => s.ask('beta.msa', 'POST', invitationsOf(s, 'beta', `/${await invited(s, 'gamma.example')}/resend`)),
  },
  {
    operation: 'invitations.cancel',
    action: 'invitation.cancelled',
    ledgers: ['beta', 'gamma'],
    run: async (s) => s.ask('beta.msa', 'POST', invitationsOf(s, 'beta', `/${await invited(s, 'gamma.example')}/cancel`)),
  },
  { operation: 'invitations.decline', action: 'invitation.declined', ledgers: ['beta', 'gamma'], run: answer('decline') },
  { operation: 'invitations.accept', action: 'invitation.accepted', ledgers: ['beta', 'gamma'], run: answer('accept', {}) },
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
