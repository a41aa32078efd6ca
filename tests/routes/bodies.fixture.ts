import type { Stage } from './routes.fixture.ts';

/** How each operation is called rightly: by whom, with what. Its body is complete, so that one change of it is the only fault. */
export type Call = {
  by: string;
  body?: (stage: Stage) => Record<string, unknown>;
  /** what the operation cannot do without */
  query?: string | ((stage: Stage) => string);
  headers?: Record<string, string>;
  /** a credential that is no API token, or none at all */
  credential?: 'none' | 'of its own kind';
};
const person: Call = { by: 'alpha.msa' };
const partner: Call = { by: 'gamma.tm' };
const admin: Call = { by: 'gamma.pa' };
const assigned = (stage: Stage, alias: string) => ({ name: 'New', members: [{ type: 'user', id: stage.id(alias) }], scope: [{ type: 'all' }] });
const room = { name: 'R', country: 'FR', city: 'City', site: 'Site' };
const change = (body: Record<string, unknown>): Call => ({ ...person, body: () => body, headers: { 'if-match': '"1"' } });
const asked = (stage: Stage) => ({
  subject: { type: 'user', id: stage.id('alpha.msa') },
  action: { name: 'rooms.view' },
  resource: { type: 'room', id: stage.id('alpha.inside'), properties: { customer: stage.id('alpha') } },
});

/** A route without a row here fails the test. */
export const calls: Readonly<Record<string, Call>> = {
  'me.get': person,
  'me.update': change({ language: 'en' }),
  'terms.get': person,
  'change_events.list': person,
  'events.stream': person,
  'tokens.list': person,
  'tokens.create': { ...person, body: () => ({ name: 'T', expiresInDays: 1 }) },
  'tokens.revoke': person,
  'rooms.list': person,
  'room_groups.list': person,
  'room_groups.list_of_customer': person,
  'room_groups.get': person,
  'room_groups.rooms': person,
  'room_groups.create': { ...person, body: () => ({ name: 'G' }) },
  'room_groups.update': change({ name: 'G' }),
  'room_groups.delete': { ...person, headers: { 'if-match': '"1"' } },
  'incidents.list': person,
  'reports.availability': person,
  'reports.availability_file': person,
  'reports.incidents': person,
  'reports.incidents_file': person,
  'change_requests.list': person,
  'audit.list': person,
  'customers.list': { by: 'gamma.pa' },
  'rooms.list_of_customer': person,
  'rooms.places': person,
  'rooms.get': person,
  'rooms.create': { ...person, body: () => room },
  'rooms.import': person,
  'rooms.update': change({ notes: 'N' }),
  'rooms.unenrol': { ...person, headers: { 'if-match': '"1"' } },
  'rooms.key': person,
  'rooms.reset_key': person,
  'incidents.get': person,
  'incidents.create': { ...person, body: (stage) => ({ room: stage.id('alpha.inside'), severity: 'warning', title: 'T', detail: 'D' }) },
  'incidents.update': change({ state: 'investigating', severity: 'important' }),
  'incidents.assignees': person,
  'incidents.comments': person,
  'incidents.comment': { ...person, body: () => ({ text: 'T', audience: 'both' }) },
  'change_requests.get': person,
  'scope.measure': { ...person, body: () => ({ scope: [{ type: 'all' }] }) },
  'invitations.list_of_customer': person,
  'invitations.get_of_customer': person,
  'invitations.create': {
    ...person,
    body: ({ terms }) => ({ domain: 'gamma.example', expiresInDays: 5, scope: [{ type: 'all' }], termsVersion: terms }),
  },
  'invitations.update': change({ scope: [{ type: 'all' }] }),
  'invitations.cancel': person,
  'invitations.resend': person,
  'invitations.list_of_partner': partner,
  'invitations.get_of_partner': partner,
  'invitations.decline': partner,
  'invitations.accept': { ...partner, body: (stage) => ({ primaryAdmins: [{ type: 'user', id: stage.id('gamma.pa') }] }) },
  'partners.list': person,
  'partners.get': person,
  'partners.remove': person,
  'partner_customers.list': partner,
  'partner_customers.get': partner,
  'partner_customers.leave': { by: 'gamma.pa' },
  'organizations.get': person,
  'users.list': person,
  'groups.list': person,
  'users.update': change({ active: true }),
  'users.get': person,
  'users.create': { ...person, body: () => ({ email: 'somebody@alpha.example', name: 'Somebody' }) },
  'users.set_roles': { by: 'alpha.ga', body: () => ({ roles: ['billing-admin'] }), headers: { 'if-match': '"99"' } },
  'organizations.update': change({ tenantManagersBy: 'administrators' }),
  'groups.get': person,
  'groups.create': { ...person, body: () => ({ name: 'G' }) },
  'groups.update': change({ name: 'Team of alpha' }),
  'groups.delete': { ...person, headers: { 'if-match': '"1"' } },
  'group_members.add': { ...person, body: (stage) => ({ members: [{ type: 'user', id: stage.id('alpha.leaver') }] }) },
  'group_members.remove': person,
  'tenant_managers.list': person,
  'tenant_managers.add': { ...person, body: (stage) => ({ member: { type: 'user', id: stage.id('alpha.plain') } }) },
  'tenant_managers.remove': person,
  'change_control.get': person,
  'change_control.update': change({ events: { 'rooms.modify': 'auto' } }),
  'roles.list': person,
  'roles.create': { ...person, body: () => ({ name: 'New role', permissions: ['rooms.view'] }) },
  'roles.get': person,
  'roles.update': change({ name: 'Renamed' }),
  'roles.delete': { ...person, headers: { 'if-match': '"1"' } },
  'assignments.list': person,
  'assignments.create': { ...person, body: (stage) => assigned(stage, 'alpha.leaver') },
  'assignments.get': person,
  'assignments.update': change({ notify: false }),
  'assignments.delete': { ...person, headers: { 'if-match': '"1"' } },
  'partner_roles.list': admin,
  'partner_roles.create': { ...admin, body: () => ({ name: 'New role', permissions: ['rooms.view'] }) },
  'partner_roles.get': admin,
  'partner_roles.update': { ...change({ name: 'Renamed' }), ...admin },
  'partner_roles.delete': { ...admin, headers: { 'if-match': '"1"' } },
  'partner_assignments.list': admin,
  'partner_assignments.create': { ...admin, body: (stage) => assigned(stage, 'gamma.idle') },
  'partner_assignments.get': admin,
  'partner_assignments.update': { ...change({ notify: false }), ...admin },
  'partner_assignments.delete': { ...admin, headers: { 'if-match': '"1"' } },
  'primary_admins.add': { ...partner, body: (stage) => ({ member: { type: 'user', id: stage.id('gamma.idle') } }) },
  'audit.export': { ...person, query: 'format=jsonl' },
  'setup.state': { by: 'alpha.msa', credential: 'none' },
  'setup.complete': { by: 'alpha.msa', credential: 'none', body: () => ({}) },
  'access.evaluation': { ...person, body: asked },
  'access.evaluations': { ...person, body: (stage) => ({ evaluations: [asked(stage)] }) },
  'access.search_subject': { ...person, body: (stage) => ({ ...asked(stage), subject: { type: 'user' } }) },
  'access.search_resource': { ...person, body: (stage) => ({ ...asked(stage), resource: { type: 'room' } }) },
  'access.search_action': { ...person, body: (stage) => ({ subject: asked(stage).subject, resource: asked(stage).resource }) },
  'access.metadata': { ...person, credential: 'none' },
  'explain.get': { ...person, query: (stage) => `actor=${stage.id('alpha.msa')}&action=rooms.view&object=${stage.id('alpha.inside')}` },
  'rooms.access': person,
  'access.list': person,
  'access.rooms': { ...person, query: 'person=usr_0' },
  'access.export': { ...person, query: 'format=csv' },
  'agents.enrol': { ...person, credential: 'of its own kind', body: () => ({}) },
  'agents.heartbeat': { ...person, credential: 'of its own kind', body: () => ({}) },
  'agents.download': { ...person, credential: 'none' },
  'agents.download_digest': { ...person, credential: 'none' },
};
/** AuthZEN allows members that it does not know, and ignores them. */
export const ignoresUnknown = new Set([
  'access.evaluation',
  'access.evaluations',
  'access.search_subject',
  'access.search_resource',
  'access.search_action',
]);
/** Lists that may be empty: taking everything away is an act like any other, here at a version that is not there. */
export const mayBeEmpty: Readonly<Record<string, { property: string; status: number }>> = {
  'users.set_roles': { property: 'roles', status: 412 },
};
