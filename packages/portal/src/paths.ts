/**
 * Every address of the portal, once (portal.md section 1.2). Pages take their links from here and from nowhere else;
 * the snapshot test shows a reviewer each address that appears, moves or goes.
 */

/** Which organization's data a page shows: one's own, one customer's, or those of all customers in reach. */
export type Scope = { side: 'org' } | { side: 'partner'; customer: string };

/** The `:customer` of the all-customers mode. */
export const allCustomers = 'all';

export const ownScope: Scope = { side: 'org' };
export const customerScope = (customer: string): Scope => ({ side: 'partner', customer });
export const everyCustomer: Scope = customerScope(allCustomers);

/** True where a page lists several customers at once and must name them per row. */
export const showsAllCustomers = (scope: Scope): boolean => scope.side === 'partner' && scope.customer === allCustomers;

/** Whether pages of this scope are for somebody with these customers; a customer that has left the list has no page any more. */
export const isInReach = (scope: Scope, customers: readonly { id: string }[]): boolean =>
  scope.side === 'org' || showsAllCustomers(scope) || customers.some(({ id: each }) => each === scope.customer);

/** The scope that a row's own links lead into: always the row's customer, never the page's (portal.md 1.3). */
export const scopeOfRow = (scope: Scope, customer: string): Scope => (scope.side === 'org' ? scope : customerScope(customer));

const id = (value: string): string => encodeURIComponent(value);
const root = (scope: Scope): string => (scope.side === 'org' ? '/org' : `/partner/c/${id(scope.customer)}`);

const rolesOf = (scope: Scope, partner: string | null): string =>
  scope.side === 'partner' ? `${root(scope)}/settings/roles` : `/org/settings/roles/${partner === null ? 'ours' : `partner/${id(partner)}`}`;

export const paths = {
  home: () => '/',
  signIn: () => '/signin',
  setup: () => '/setup',
  /** where somebody who was added chooses how to sign in, once */
  activate: (token: string) => `/activate/${id(token)}`,
  /** where the window of a fresh sign-in ends */
  signedInAgain: () => '/me/signed-in-again',
  demoInbox: () => '/demo/inbox',

  org: () => '/org',
  partner: () => '/partner',

  dashboard: (scope: Scope) => `${root(scope)}/dashboard`,
  rooms: (scope: Scope) => `${root(scope)}/rooms`,
  room: (scope: Scope, room: string) => `${root(scope)}/rooms/${id(room)}`,
  roomNew: () => '/org/rooms/new',
  roomImport: () => '/org/rooms/import',
  incidents: (scope: Scope) => `${root(scope)}/incidents`,
  incident: (scope: Scope, incident: string) => `${root(scope)}/incidents/${id(incident)}`,
  /** where an issue is recorded that no signal found */
  incidentNew: (scope: Scope) => `${root(scope)}/incidents/new`,
  roomGroups: (scope: Scope) => `${root(scope)}/groups`,
  roomGroup: (scope: Scope, group: string) => `${root(scope)}/groups/${id(group)}`,
  roomGroupNew: () => '/org/groups/new',
  rings: (scope: Scope) => `${root(scope)}/rings`,
  /** one update ring, or `new` */
  ring: (scope: Scope, ring: string) => `${root(scope)}/rings/${id(ring)}`,
  /** the first report; `report` leads to one by its name */
  reports: (scope: Scope) => `${root(scope)}/reports`,
  report: (scope: Scope, name: 'availability' | 'incidents') => `${root(scope)}/reports/${name}`,
  changes: (scope: Scope) => `${root(scope)}/changes`,
  audit: (scope: Scope) => `${root(scope)}/audit`,

  partners: () => '/org/settings/partners',
  partnerNew: () => '/org/settings/partners/new',
  partnerDetail: (partner: string) => `/org/settings/partners/${id(partner)}`,

  /** where roles stand: the customer's own and its partners' on /org, one's own at a customer on the partner side */
  roles: (scope: Scope) => `${root(scope)}/settings/roles`,
  /** one role, or `new`; on /org a partner's where `partner` is given (D27) */
  role: (scope: Scope, partner: string | null, role: string) => `${rolesOf(scope, partner)}/${id(role)}`,
  roleEdit: (scope: Scope, partner: string | null, role: string) => `${rolesOf(scope, partner)}/${id(role)}/edit`,
  /** one assignment of a role, or `new` */
  assignment: (scope: Scope, partner: string | null, role: string, assignment: string) =>
    `${rolesOf(scope, partner)}/${id(role)}/assignments/${id(assignment)}`,

  access: () => '/org/settings/access',
  /** what one person can touch there, of whichever organization */
  personAccess: (scope: Scope, user: string) => `${root(scope)}/settings/access/${id(user)}`,
  organizationSettings: () => '/org/settings/organization',

  people: () => '/org/directory/users',
  personNew: () => '/org/directory/users/new',
  person: (user: string) => `/org/directory/users/${id(user)}`,
  groups: () => '/org/directory/groups',
  groupNew: () => '/org/directory/groups/new',
  group: (group: string) => `/org/directory/groups/${id(group)}`,
  directoryRoles: () => '/org/directory/roles',

  tenantManagers: () => '/partner/tenant-managers',
  tenants: () => '/partner/tenants',
  tenantInvitation: (invitation: string) => `/partner/tenants/${id(invitation)}`,
  tenantCustomer: (customer: string) => `/partner/tenants/${id(customer)}`,

  /** why a person may do something, or what is missing; person, action and object are filters */
  explain: () => '/explain',
  profile: () => '/me/profile',
  myAccess: () => '/me/access',
  tokens: () => '/me/tokens',
} as const;

/** The lists that exist on both sides; switching the customer lands on the same list (portal.md 1.3). */
export const listSections = ['dashboard', 'rooms', 'roomGroups', 'rings', 'incidents', 'changes', 'audit', 'reports', 'roles'] as const;
export type ListSection = (typeof listSections)[number];

/** The pattern by which the server offers an address that has a customer or, on the pages of access, a person in it. */
export const patternOf = (path: string): string =>
  path.replace(/^\/partner\/c\/[^/]+/, '/partner/c/:customer').replace(/\/settings\/access\/[^/]+$/, '/settings/access/:person');

/**
 * Where the switcher leads: the list of the section one is in, never the object that was open, because it belongs to
 * the customer one leaves.
 */
export function afterSwitch(pathname: string, customer: string): string {
  const here = patternOf(pathname);
  const section = listSections.find((each) => `${here}/`.startsWith(`${patternOf(paths[each](everyCustomer))}/`));
  return paths[section ?? 'dashboard'](customerScope(customer));
}
