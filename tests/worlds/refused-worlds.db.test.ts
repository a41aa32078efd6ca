import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Tenants, openTenants } from '../support/tenants.ts';
import { type WorldLoader, openWorldLoader } from '../support/worlds.ts';

const all = { type: 'all' };
const user = (id: string) => ({ type: 'user', id });
const group = (id: string) => ({ type: 'group', id });

/** A small world that is loaded as it stands: each test spoils one place of it. */
const sound = () => ({
  organizations: [
    { id: 'acme', name: 'Acme', domains: ['acme.example'], country: 'DE' },
    { id: 'other', name: 'Other', domains: ['other.example'], country: 'DE' },
    { id: 'helper', name: 'Helper', domains: ['helper.example'], country: 'FR', partnerEligible: true },
  ],
  users: [
    { id: 'ada', organization: 'acme', email: 'ada@ACME.example', roles: ['managed-service-admin'] },
    { id: 'ben', organization: 'helper', email: 'ben@helper.example' },
    { id: 'cleo', organization: 'helper', email: 'cleo@helper.example', active: false },
    { id: 'dan', organization: 'other', email: 'dan@other.example' },
  ],
  groups: [
    { id: 'inner', organization: 'helper', members: [user('ben'), user('ben')] },
    { id: 'outer', organization: 'helper', name: 'Outer', members: [group('inner')] },
    { id: 'empty', organization: 'helper', members: [] },
  ],
  roomGroups: [
    { id: 'boards', customer: 'acme' },
    { id: 'foreign-boards', customer: 'other' },
  ],
  updateRings: [
    { id: 'early', customer: 'acme', name: 'Early', order: 2, deferralDays: 5 },
    { id: 'foreign-ring', customer: 'other', name: 'Foreign', order: 2 },
  ],
  rooms: [
    { id: 'one', customer: 'acme', name: 'One', country: 'DE', city: 'Ulm', site: 'Ulm 1', groups: ['boards', 'boards'], ring: 'staging' },
    { id: 'two', customer: 'other', name: 'Two', country: 'DE', city: 'Ulm', site: 'Ulm 2', ring: 'foreign-ring' },
  ],
  customerRoles: [{ id: 'desk', customer: 'acme', name: 'Desk', permissions: ['rooms.view', 'rooms.view', 'reports.create_incident'] }],
  customerAssignments: [{ customer: 'acme', role: 'desk', members: [user('ada'), user('ada')], scope: [all, all] }],
  delegations: [
    {
      customer: 'acme',
      partner: 'helper',
      scope: [group('boards')],
      primaryAdmins: [group('outer')],
      changeControl: { 'rooms.modify': 'manual' },
      roles: [{ id: 'field', name: 'Field', permissions: ['rooms.view', 'tickets.view'] }],
      assignments: [{ role: 'field', members: [user('cleo')], scope: [{ type: 'room', id: 'one' }] }],
    },
  ],
  incidents: [
    { id: 'broken', room: 'one', severity: 'warning', title: 'Broken', openedAt: '2026-01-02T03:04:05Z', closedAt: '2026-01-02T04:04:05Z' },
  ],
});
const delegation = { customer: 'acme', partner: 'helper', scope: [all], primaryAdmins: [user('ben')] };

/** Where, what is put there, and how it is refused; a pointer that ends in `-` appends. */
const refusals: [name: string, pointer: string, value: unknown, refused: string][] = [
  ['a property that is not known', '/rooms/0/colour', 'red', '/rooms/0/colour unknown_property'],
  ['a list that is not known', '/licences', [], '/licences unknown_property'],
  ['a property of the wrong kind', '/users/0/name', 7, '/users/0/name invalid_value'],
  ['an atom of no known type', '/delegations/0/scope/0/type', 'site', '/delegations/0/scope/0/type invalid_value'],
  ['a permission that does not exist', '/customerRoles/0/permissions/0', 'rooms.paint', '/customerRoles/0/permissions/0 invalid_value'],
  ['two things by one alias', '/rooms/1/id', 'ada', '/rooms/1/id already_exists'],
  ['a role by the name of a built-in one', '/customerRoles/0/id', 'site-lead', '/customerRoles/0/id already_exists'],
  [
    'D02 a domain of another organization, in any spelling',
    '/organizations/1/domains/-',
    'ACME.example.',
    '/organizations/1/domains/1 domain_unavailable',
  ],
  ['D02 what is no domain', '/organizations/1/domains/-', 'acme', '/organizations/1/domains/1 invalid_value'],
  ['an address outside the domains of its organization', '/users/1/email', 'ben@acme.example', '/users/1/email invalid_value'],
  ['an address twice', '/users/2/email', 'Ben@helper.example', '/users/2/email already_exists'],
  ['an operator of an organization that does not run the platform', '/users/0/roles', ['operator'], '/users/0/roles/0 invalid_value'],
  ['A59 groups that contain each other', '/groups/0/members', [group('outer')], '/groups/1/members group_cycle'],
  ['a member of another organization', '/groups/0/members/1', user('ada'), '/groups/0/members/1/id unknown_reference'],
  ['an update ring of another customer on a room', '/rooms/0/ring', 'foreign-ring', '/rooms/0/ring unknown_reference'],
  ['an update ring by the word of a built-in one', '/updateRings/0/id', 'general', '/updateRings/0/id already_exists'],
  ['D55 an update ring of more than sixty days', '/updateRings/0/testDays', 61, '/updateRings/0/testDays invalid_value'],
  ['a room group of another customer on a room', '/rooms/0/groups/1', 'foreign-boards', '/rooms/0/groups/1 unknown_reference'],
  ['D06 a room group of another customer in a scope', '/delegations/0/scope/0/id', 'foreign-boards', '/delegations/0/scope/0/id unknown_reference'],
  [
    'D06 a room that nobody has in a scope',
    '/delegations/0/assignments/0/scope/0/id',
    'three',
    '/delegations/0/assignments/0/scope/0/id unknown_reference',
  ],
  [
    'a permission without the View of its area',
    '/customerRoles/0/permissions/-',
    'groups.modify',
    '/customerRoles/0/permissions/3 permission_requires',
  ],
  [
    'partners.manage in a custom role',
    '/customerRoles/0/permissions',
    ['partners.view', 'partners.manage'],
    '/customerRoles/0/permissions/1 invalid_value',
  ],
  [
    'D26 a permission that no Primary Admin has',
    '/delegations/0/roles/0/permissions/-',
    'rooms.reset_key',
    '/delegations/0/roles/0/permissions/2 invalid_value',
  ],
  ['D27 a partner’s role for the customer’s own people', '/customerAssignments/0/role', 'field', '/customerAssignments/0/role unknown_reference'],
  ['D27 a customer’s role for the partner', '/delegations/0/assignments/0/role', 'desk', '/delegations/0/assignments/0/role unknown_reference'],
  [
    'D67 the Managed Service Administrator through an assignment',
    '/customerAssignments/0/role',
    'managed-service-admin',
    '/customerAssignments/0/role unknown_reference',
  ],
  [
    'D05 change control of what is no event',
    '/delegations/0/changeControl',
    { 'rooms.view': 'manual' },
    '/delegations/0/changeControl/rooms.view unknown_property',
  ],
  ['D62 a partner that is not eligible', '/organizations/2/partnerEligible', false, '/delegations/0/partner partner_not_available'],
  [
    'D03 an organization as its own partner',
    '/delegations/0',
    { ...delegation, customer: 'helper', primaryAdmins: [user('ben')] },
    '/delegations/0/partner invalid_value',
  ],
  ['D09 a second delegation of the pair', '/delegations/-', delegation, '/delegations/1/partner already_exists'],
  ['D15 nobody as Primary Admin', '/delegations/0/primaryAdmins', [], '/delegations/0/primaryAdmins primary_admin_not_in_effect'],
  ['D15 a stranger as Primary Admin', '/delegations/0/primaryAdmins/-', user('ada'), '/delegations/0/primaryAdmins/1 primary_admin_not_in_effect'],
  [
    'D15 a disabled person as Primary Admin',
    '/delegations/0/primaryAdmins/-',
    user('cleo'),
    '/delegations/0/primaryAdmins/1 primary_admin_not_in_effect',
  ],
  [
    'D15 an empty group as Primary Admin',
    '/delegations/0/primaryAdmins/-',
    group('empty'),
    '/delegations/0/primaryAdmins/1 primary_admin_not_in_effect',
  ],
  ['an incident closed before it was opened', '/incidents/0/closedAt', '2026-01-01T00:00:00Z', '/incidents/0/closedAt invalid_value'],
];

function spoiled(pointer: string, value: unknown): object {
  const world = sound();
  const names = pointer.split('/').slice(1);
  const last = names.pop() ?? '';
  const place: object = names.reduce<object>((part, name) => Reflect.get(part, name), world);
  if (last === '-' && Array.isArray(place)) place.push(value);
  else Reflect.set(place, last, value);
  return world;
}

describe('a world file', () => {
  let tenants: Tenants;
  let loader: WorldLoader;
  beforeAll(async () => {
    tenants = await openTenants();
    loader = await openWorldLoader(tenants.db);
  });
  afterEach(() => tenants.asAdmin('delete from organizations'));
  afterAll(() => tenants.close());

  const refusalOf = (text: string): Promise<string> =>
    loader.load(text).then(
      () => 'loaded',
      (error: Error) => error.message,
    );

  test.each(refusals)('refuses %s, names the place and loads nothing', async (_name, pointer, value, refused) => {
    expect(await refusalOf(JSON.stringify(spoiled(pointer, value)))).toMatch(new RegExp(`^world: ${refused}: `));
    expect(await tenants.asAdmin('select id from organizations')).toEqual([]);
  });

  test('names the place in a file that holds the world as a member', async () => {
    expect(await refusalOf(JSON.stringify({ about: 'a case', world: spoiled('/delegations/0/scope/0/id', 'foreign-boards') }))).toMatch(
      /^world: \/world\/delegations\/0\/scope\/0\/id unknown_reference: /,
    );
  });

  test('refuses what is not JSON, by line and column', async () => {
    expect(await refusalOf('{\n  "organizations": [,]\n}')).toMatch(/malformed: the file is not JSON: line 2, column \d+/);
    expect(await refusalOf('[]')).toMatch(/^world: {2}?invalid_value: /);
  });

  test('is loaded with its repetitions counted once, and tells what became of each alias', async () => {
    const { ids, people } = await loader.load(JSON.stringify(sound()));
    expect(Object.keys(ids).sort()).toEqual([
      'acme',
      'ada',
      'ben',
      'boards',
      'broken',
      'cleo',
      'dan',
      'desk',
      'early',
      'empty',
      'field',
      'foreign-boards',
      'foreign-ring',
      'helper',
      'inner',
      'one',
      'other',
      'outer',
      'two',
    ]);
    expect(people.map(({ alias, email, roles, organization }) => [alias, email, roles, organization.domain])).toEqual([
      ['ada', 'ada@acme.example', ['managed-service-admin'], 'acme.example'],
      ['ben', 'ben@helper.example', [], 'helper.example'],
      ['dan', 'dan@other.example', [], 'other.example'],
    ]);
    expect(await tenants.asAdmin('select name from assignments order by name')).toEqual([
      { name: 'Assigned admins' },
      { name: 'Desk' },
      { name: 'Field' },
    ]);
    expect(await tenants.asAdmin('select atom from assignment_atoms where assignment_id = (select id from assignments where built_in)')).toEqual([
      { atom: `group:${ids['boards']}` },
    ]);
    expect(await tenants.asAdmin('select number, state, opened_at, closed_at from incidents')).toEqual([
      { number: 1, state: 'closed', opened_at: new Date('2026-01-02T03:04:05Z'), closed_at: new Date('2026-01-02T04:04:05Z') },
    ]);
  });
});
