/** Kinds of principal, by who stands for them in the small world. */
export const principals = [
  'anonymous',
  'alpha.forged',
  'alpha.revoked',
  'alpha.disabled',
  'alpha.msa',
  'alpha.ga',
  'alpha.lead',
  'alpha.tech',
  'alpha.auditor',
  'alpha.plain',
  'gamma.pa',
  'gamma.technician',
  'gamma.tm',
  'gamma.msa',
  'gamma.idle',
  'delta.ga',
  'ops.operator',
] as const;
export type Principal = (typeof principals)[number];

export const nobody: readonly Principal[] = ['anonymous', 'alpha.forged', 'alpha.revoked', 'alpha.disabled'];
export const signedIn: readonly Principal[] = principals.filter((one) => !nobody.includes(one));
const of = (organization: string): readonly Principal[] => signedIn.filter((one) => one.startsWith(`${organization}.`));
const alpha = of('alpha');
const gamma = of('gamma');
const administrators: readonly Principal[] = ['alpha.msa', 'alpha.ga'];
const assigned: readonly Principal[] = ['gamma.pa', 'gamma.technician'];
const answerers: readonly Principal[] = ['gamma.tm', 'gamma.msa'];
/** Belongs to alpha or is assigned there: for them a refusal is 403, for everybody else alpha does not exist (D22). */
const knowsAlpha = [...alpha, ...assigned];

export type Rule = {
  /** may do it to what is own: the guard lets pass */
  may: readonly Principal[];
  /** of the others: 403; whoever is in neither gets 404 */
  knows: readonly Principal[];
  /** may do it also to a room outside the scopes of site roles and of the delegation; absent: the route has no room */
  everywhere?: readonly Principal[];
  /** outside one's scope it is there all the same, and cannot be done */
  beyond?: true;
  /** what passes the guard is refused with this: tokens cannot do it, set-up is over */
  instead?: { status: number; code: string };
  /** the use case itself looks for the object, so it is asked for without a probe and found */
  found?: true;
  /** may do it in the name of delta: the foreign partner of all others is the own one of its people */
  ofDelta?: readonly Principal[];
  /** nothing that the path names is looked at before the body is */
  noObject?: true;
};
const everybody: Rule = { may: signedIn, knows: [] };
const inAlpha = (...may: readonly Principal[]): Rule => ({ may, knows: knowsAlpha });
/** The same, where nothing is there for the people of a partner. */
const ofAlpha = (...may: readonly Principal[]): Rule => ({ may, knows: alpha });
/** A right over one room: all of it for administrators, inside the scope for the rest. */
const onRoom = (...inScope: readonly Principal[]): Rule => ({ may: [...administrators, ...inScope], knows: knowsAlpha, everywhere: administrators });
/** The same over what is seen wherever it lies: beyond one's scope that is what one is told. */
const onRing = (...inScope: readonly Principal[]): Rule => ({ ...onRoom(...inScope), beyond: true });
/** Of the people of a partner, in the name of their own organization. */
const inGamma = (...may: readonly Principal[]): Rule => ({ may, knows: gamma, ofDelta: ['delta.ga'] });
/** Agents have credentials of their own kind: for people's tokens there is only 401 (A103). */
const notForPeople: Rule = { may: signedIn, knows: [], instead: { status: 401, code: 'not_signed_in' } };
const gone: Rule = { may: signedIn, knows: [], instead: { status: 404, code: 'not_found' } };

/** From product.md (Table 1 and its notes, D01–D47) and api.md; an operation without a row here fails the test. */
export const rules: Readonly<Record<string, Rule>> = {
  'me.get': everybody,
  'me.update': everybody,
  'terms.get': everybody,
  'change_events.list': everybody,
  'events.stream': everybody,
  'tokens.list': everybody,
  // a token cannot end tokens, whosever they are; that nobody ends another's is shown by session (A18)
  'tokens.revoke': { ...everybody, noObject: true },
  'tokens.create': { ...everybody, instead: { status: 403, code: 'session_required' } },
  'rooms.list': everybody,
  'rooms.places_of_all': everybody,
  'room_groups.list': everybody,
  'update_rings.list': everybody,
  'incidents.list': everybody,
  'reports.availability': everybody,
  'reports.availability_file': everybody,
  'reports.incidents': everybody,
  'reports.incidents_file': everybody,
  'change_requests.list': everybody,
  'audit.list': everybody,
  'customers.list': everybody,

  'settings.get': inAlpha(...administrators),
  'settings.update': inAlpha(...administrators),
  'update_rings.list_of_customer': inAlpha(...knowsAlpha),
  // rings span partners (D34): seen, and filled with one's own rooms, by whoever holds that over any room; changed where all of its rooms are in scope
  'update_rings.get': inAlpha(...administrators, 'alpha.lead', 'gamma.pa'),
  'update_rings.rooms': inAlpha(...administrators, 'alpha.lead', 'gamma.pa'),
  'update_rings.create': inAlpha(...administrators, 'alpha.lead', 'gamma.pa'),
  'update_rings.move_rooms': inAlpha(...administrators, 'alpha.lead', 'gamma.pa'),
  'update_rings.update': onRing('alpha.lead', 'gamma.pa'),
  'update_rings.delete': onRing('alpha.lead', 'gamma.pa'),
  'update_rings.pause': onRing('alpha.lead', 'gamma.pa'),
  'update_rings.resume': onRing('alpha.lead', 'gamma.pa'),
  'room_groups.list_of_customer': inAlpha(...knowsAlpha),
  'room_groups.create': inAlpha(...administrators, 'alpha.lead'),
  // made of rooms: seen where any of them is in scope (D35), changed where all are
  'room_groups.get': onRoom('alpha.lead', 'gamma.pa'),
  'room_groups.rooms': onRoom('alpha.lead', 'gamma.pa'),
  'room_groups.update': onRoom('alpha.lead'),
  'room_groups.delete': onRoom('alpha.lead'),
  'rooms.list_of_customer': inAlpha(...knowsAlpha),
  'rooms.places': inAlpha(...knowsAlpha),
  'rooms.create': inAlpha(...administrators, 'alpha.lead'),
  'rooms.failing_lines': { ...inAlpha(...administrators, 'alpha.lead'), instead: { status: 415, code: 'wrong_media_type' } },
  'rooms.import': { ...inAlpha(...administrators, 'alpha.lead'), instead: { status: 415, code: 'wrong_media_type' } },
  // an Auditor holds the column of that name and nothing of Table 1
  'rooms.get': onRoom('alpha.lead', 'alpha.tech', ...assigned),
  'rooms.update': onRoom('alpha.lead', 'alpha.tech', ...assigned),
  'rooms.unenrol': onRoom('alpha.lead', 'alpha.tech'),
  'rooms.key': onRoom('alpha.lead', 'alpha.tech'),
  'rooms.reset_key': onRoom(),
  'incidents.get': onRoom('alpha.lead', 'alpha.tech', ...assigned),
  'incidents.create': inAlpha(...administrators, 'alpha.lead', 'alpha.tech', 'gamma.pa'),
  'incidents.update': onRoom('alpha.lead', 'alpha.tech', 'gamma.pa'),
  'incidents.assignees': onRoom('alpha.lead', 'alpha.tech', 'gamma.pa'),
  'incidents.comments': onRoom('alpha.lead', 'alpha.tech', ...assigned),
  // the body says whether more than seeing is needed: who may only see is refused once it is read
  'incidents.comment': onRoom('alpha.lead', 'alpha.tech', ...assigned),
  'scope.measure': inAlpha(...knowsAlpha),
  // D39: whoever asked sees it, and whoever holds changes.view; for everybody else it is not there
  'change_requests.get': { may: [...administrators, 'alpha.auditor', 'gamma.pa'], knows: [], found: true },

  'invitations.list_of_customer': inAlpha(...administrators, 'alpha.auditor'),
  'invitations.get_of_customer': inAlpha(...administrators, 'alpha.auditor'),
  'invitations.create': inAlpha(...administrators),
  'invitations.update': inAlpha(...administrators),
  'invitations.cancel': inAlpha(...administrators),
  'invitations.resend': inAlpha(...administrators),
  'invitations.list_of_partner': inGamma(...answerers),
  'invitations.get_of_partner': inGamma(...answerers),
  'invitations.accept': inGamma(...answerers),
  'invitations.decline': inGamma(...answerers),
  'partners.list': inAlpha(...administrators, 'alpha.auditor'),
  'partners.get': inAlpha(...administrators, 'alpha.auditor'),
  'partners.remove': inAlpha(...administrators),
  // D66: Tenant Managers see that there is a delegation; people without any part in it do not. Leaving is for its Primary Admins (D42)
  'partner_customers.list': inGamma(...gamma),
  'partner_customers.get': { may: [...assigned, ...answerers], knows: [] },
  // D66: by its Primary Admins and the partner's Tenant Managers
  'primary_admins.add': { may: ['gamma.pa', 'gamma.tm'], knows: ['gamma.technician', 'gamma.msa'] },
  'change_control.get': inAlpha(...administrators, 'alpha.auditor'),
  'change_control.update': inAlpha(...administrators),
  // D27: people of a partner know nothing of the customer's own roles
  'roles.list': ofAlpha(...administrators),
  'roles.create': ofAlpha(...administrators),
  'roles.get': ofAlpha(...administrators),
  'roles.update': ofAlpha(...administrators),
  'roles.delete': ofAlpha(...administrators),
  'assignments.list': ofAlpha(...administrators),
  'assignments.create': ofAlpha(...administrators),
  'assignments.get': ofAlpha(...administrators),
  'assignments.update': ofAlpha(...administrators),
  'assignments.delete': ofAlpha(...administrators),
  // D26 D30: made by the partner, seen by both, taken back by both
  'partner_roles.list': inAlpha(...administrators, 'gamma.pa'),
  'partner_roles.create': inAlpha('gamma.pa'),
  'partner_roles.get': inAlpha(...administrators, 'gamma.pa'),
  'partner_roles.update': inAlpha('gamma.pa'),
  'partner_roles.delete': inAlpha(...administrators, 'gamma.pa'),
  'partner_assignments.list': inAlpha(...administrators, 'gamma.pa'),
  'partner_assignments.create': inAlpha('gamma.pa'),
  'partner_assignments.get': inAlpha(...administrators, 'gamma.pa'),
  'partner_assignments.update': inAlpha(...administrators, 'gamma.pa'),
  'partner_assignments.delete': inAlpha(...administrators, 'gamma.pa'),
  'partner_customers.leave': { may: ['gamma.pa'], knows: ['gamma.technician', ...answerers] },

  'organizations.get': inAlpha(...alpha),
  'users.list': inAlpha(...alpha),
  'groups.list': inAlpha(...alpha),
  'users.update': inAlpha(...administrators),
  'users.get': inAlpha(...alpha),
  'users.create': inAlpha(...administrators),
  // that only a Global Admin gives roles is told after the body is looked at
  'users.set_roles': inAlpha(...administrators),
  // made and ended by sessions only (A18)
  'activation_links.create': { ...inAlpha(...administrators), instead: { status: 403, code: 'session_required' } },
  'activation_links.withdraw': inAlpha(...administrators),
  // whatever is no link is absent there
  'activation.get': gone,
  'activation.complete': gone,
  'organizations.update': inAlpha(...administrators),
  'groups.get': inAlpha(...alpha),
  'groups.create': inAlpha(...administrators),
  'groups.update': inAlpha(...administrators),
  'groups.delete': inAlpha(...administrators),
  'group_members.add': inAlpha(...administrators),
  'group_members.remove': inAlpha(...administrators),
  'tenant_managers.list': inAlpha(...alpha),
  'tenant_managers.add': inAlpha(...administrators),
  'tenant_managers.remove': inAlpha(...administrators),
  'audit.export': inAlpha(...administrators, 'alpha.auditor', 'gamma.pa'),

  'setup.state': gone,
  'setup.complete': gone,
  'access.evaluation': everybody,
  'access.evaluations': everybody,
  'access.search_subject': everybody,
  'access.search_resource': everybody,
  'access.search_action': everybody,
  'access.metadata': { may: principals, knows: [] },
  'access.keys': { may: principals, knows: [] },
  'decision_clients.list': { may: administrators, knows: alpha },
  // made and ended by sessions only (A18)
  'decision_clients.create': { may: administrators, knows: alpha, instead: { status: 403, code: 'session_required' } },
  'decision_clients.revoke': { may: administrators, knows: alpha },
  // A88: what may not be asked about is absent, which shows in its own tests
  'explain.get': everybody,
  'rooms.access': onRoom('gamma.pa'),
  'rooms.access_export': onRoom('gamma.pa'),
  // everybody known there sees at least itself
  'access.list': inAlpha(...knowsAlpha),
  'access.rooms': inAlpha(...knowsAlpha),
  'access.export': inAlpha(...knowsAlpha),
  'agents.enrol': notForPeople,
  'agents.heartbeat': notForPeople,
  'agents.download': { may: principals, knows: [] },
  'agents.download_digest': { may: principals, knows: [] },
};
/** Without any credential these answer as they do to everybody. */
const open = new Set([
  'access.metadata',
  'access.keys',
  'agents.download',
  'agents.download_digest',
  'setup.state',
  'setup.complete',
  'activation.get',
  'activation.complete',
]);
export const isOpen = (operation: string): boolean => open.has(operation);
