import { describe, expect, it } from 'vitest';
import {
  afterSwitch,
  customerScope,
  everyCustomer,
  isInReach,
  listSections,
  ownScope,
  paths,
  patternOf,
  scopeOfRow,
  showsAllCustomers,
} from './paths.ts';

describe('the addresses of the portal', () => {
  it('are these and no others', () => {
    const scopes = { own: ownScope, one: customerScope('org_fabrikam'), all: everyCustomer };
    const scoped = listSections.flatMap((section) => Object.values(scopes).map((scope) => paths[section](scope)));
    const single = [
      paths.home(),
      paths.signIn(),
      paths.setup(),
      paths.activate('kh_activate_1'),
      paths.signedInAgain(),
      paths.demoInbox(),
      paths.org(),
      paths.partner(),
      paths.room(ownScope, 'room_1'),
      paths.room(customerScope('org_fabrikam'), 'room_1'),
      paths.incident(ownScope, 'inc_1'),
      paths.incident(customerScope('org_fabrikam'), 'inc_1'),
      paths.incidentNew(customerScope('org_fabrikam')),
      paths.roomGroup(ownScope, 'rgrp_1'),
      paths.roomGroupNew(),
      paths.ring(customerScope('org_fabrikam'), 'staging'),
      paths.roomNew(),
      paths.roomImport(),
      paths.partners(),
      paths.partnerNew(),
      paths.partnerDetail('org_litware'),
      paths.role(ownScope, null, 'role_1'),
      paths.role(ownScope, 'org_litware', 'new'),
      paths.role(customerScope('org_fabrikam'), 'org_litware', 'role_1'),
      paths.roleEdit(ownScope, null, 'role_1'),
      paths.assignment(ownScope, 'org_litware', 'primary-admin', 'asg_1'),
      paths.assignment(customerScope('org_fabrikam'), 'org_litware', 'role_1', 'new'),
      paths.report(ownScope, 'incidents'),
      paths.report(everyCustomer, 'availability'),
      paths.organizationSettings(),
      paths.access(),
      paths.personAccess(ownScope, 'usr_1'),
      paths.personAccess(customerScope('org_fabrikam'), 'usr_1'),
      paths.people(),
      paths.personNew(),
      paths.person('usr_1'),
      paths.groups(),
      paths.groupNew(),
      paths.group('grp_1'),
      paths.directoryRoles(),
      paths.tenantManagers(),
      paths.tenants(),
      paths.tenantInvitation('inv_1'),
      paths.tenantCustomer('org_fabrikam'),
      paths.explain(),
      paths.profile(),
      paths.myAccess(),
      paths.tokens(),
    ];
    expect([...single, ...scoped]).toMatchInlineSnapshot(`
      [
        "/",
        "/signin",
        "/setup",
        "/activate/kh_activate_1",
        "/me/signed-in-again",
        "/demo/inbox",
        "/org",
        "/partner",
        "/org/rooms/room_1",
        "/partner/c/org_fabrikam/rooms/room_1",
        "/org/incidents/inc_1",
        "/partner/c/org_fabrikam/incidents/inc_1",
        "/partner/c/org_fabrikam/incidents/new",
        "/org/groups/rgrp_1",
        "/org/groups/new",
        "/partner/c/org_fabrikam/rings/staging",
        "/org/rooms/new",
        "/org/rooms/import",
        "/org/settings/partners",
        "/org/settings/partners/new",
        "/org/settings/partners/org_litware",
        "/org/settings/roles/ours/role_1",
        "/org/settings/roles/partner/org_litware/new",
        "/partner/c/org_fabrikam/settings/roles/role_1",
        "/org/settings/roles/ours/role_1/edit",
        "/org/settings/roles/partner/org_litware/primary-admin/assignments/asg_1",
        "/partner/c/org_fabrikam/settings/roles/role_1/assignments/new",
        "/org/reports/incidents",
        "/partner/c/all/reports/availability",
        "/org/settings/organization",
        "/org/settings/access",
        "/org/settings/access/usr_1",
        "/partner/c/org_fabrikam/settings/access/usr_1",
        "/org/directory/users",
        "/org/directory/users/new",
        "/org/directory/users/usr_1",
        "/org/directory/groups",
        "/org/directory/groups/new",
        "/org/directory/groups/grp_1",
        "/org/directory/roles",
        "/partner/tenant-managers",
        "/partner/tenants",
        "/partner/tenants/inv_1",
        "/partner/tenants/org_fabrikam",
        "/explain",
        "/me/profile",
        "/me/access",
        "/me/tokens",
        "/org/dashboard",
        "/partner/c/org_fabrikam/dashboard",
        "/partner/c/all/dashboard",
        "/org/rooms",
        "/partner/c/org_fabrikam/rooms",
        "/partner/c/all/rooms",
        "/org/groups",
        "/partner/c/org_fabrikam/groups",
        "/partner/c/all/groups",
        "/org/rings",
        "/partner/c/org_fabrikam/rings",
        "/partner/c/all/rings",
        "/org/incidents",
        "/partner/c/org_fabrikam/incidents",
        "/partner/c/all/incidents",
        "/org/changes",
        "/partner/c/org_fabrikam/changes",
        "/partner/c/all/changes",
        "/org/audit",
        "/partner/c/org_fabrikam/audit",
        "/partner/c/all/audit",
        "/org/reports",
        "/partner/c/org_fabrikam/reports",
        "/partner/c/all/reports",
        "/org/settings/roles",
        "/partner/c/org_fabrikam/settings/roles",
        "/partner/c/all/settings/roles",
      ]
    `);
  });

  it('escape what comes from outside', () => {
    expect(paths.room(customerScope('a/b'), '../x')).toBe('/partner/c/a%2Fb/rooms/..%2Fx');
  });

  it('lead from a row into the customer of the row', () => {
    expect(scopeOfRow(everyCustomer, 'org_fabrikam')).toEqual(customerScope('org_fabrikam'));
    expect(scopeOfRow(ownScope, 'org_fabrikam')).toEqual(ownScope);
    expect(showsAllCustomers(everyCustomer)).toBe(true);
    expect(showsAllCustomers(customerScope('org_fabrikam'))).toBe(false);
  });

  it('are offered by the server as patterns', () => {
    expect(patternOf(paths.rooms(customerScope('org_a')))).toBe('/partner/c/:customer/rooms');
    expect(patternOf(paths.access())).toBe('/org/settings/access');
    expect(patternOf(paths.personAccess(ownScope, 'usr_1'))).toBe('/org/settings/access/:person');
    expect(patternOf(paths.personAccess(customerScope('org_a'), 'usr_1'))).toBe('/partner/c/:customer/settings/access/:person');
  });

  it('of a customer are in reach while it is one of mine', () => {
    const mine = [{ id: 'org_a' }];
    for (const scope of [ownScope, everyCustomer, customerScope('org_a')]) expect(isInReach(scope, mine)).toBe(true);
    expect(isInReach(customerScope('org_b'), mine)).toBe(false);
  });

  it('lead after a switch of the customer to the list of the section, never to the object that was open', () => {
    expect(afterSwitch('/partner/c/org_a/rooms/room_1', 'org_b')).toBe('/partner/c/org_b/rooms');
    expect(afterSwitch('/partner/c/all/incidents', 'org_b')).toBe('/partner/c/org_b/incidents');
    expect(afterSwitch('/partner/c/org_a/settings/roles/role_1', 'org_b')).toBe('/partner/c/org_b/settings/roles');
    expect(afterSwitch('/partner/c/org_a/groups/rgrp_1', 'org_b')).toBe('/partner/c/org_b/groups');
    expect(afterSwitch('/partner/tenants', 'org_b')).toBe('/partner/c/org_b/dashboard');
  });
});
