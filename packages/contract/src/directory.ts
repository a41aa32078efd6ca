import { Type, type Static } from 'typebox';
import { Activation } from './activation.ts';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { directoryRoles } from './permissions.ts';
import { AllowedActions, Instant, Member, Name, Page, PageQuery, PersonRef, Version } from './values.ts';

/** Who names Tenant Managers: Global Admins and Managed Service Administrators, or the latter alone (D19). */
const TenantManagersBy = Type.Enum(['administrators', 'managed-service-admins']);
export type TenantManagersBy = Static<typeof TenantManagersBy>;
const Language = Type.Enum(['en', 'fr', 'ru']);

export const Organization = Type.Object({
  id: IdOf('org'),
  name: Type.String(),
  country: Type.String(),
  partnerEligible: Type.Boolean(),
  domains: Type.Array(Type.Object({ domain: Type.String(), verified: Type.Boolean() })),
  tenantManagersBy: TenantManagersBy,
  version: Version,
  allowedActions: AllowedActions,
});
export type Organization = Static<typeof Organization>;
export const User = Type.Object({
  id: IdOf('usr'),
  organization: IdOf('org'),
  name: Type.String(),
  email: Type.String(),
  active: Type.Boolean(),
  /** directory roles given to this person itself; a Tenant Manager through a group is not among them (D19) */
  roles: Type.Array(Type.String()),
  activation: Activation,
  version: Version,
  allowedActions: AllowedActions,
});
export type User = Static<typeof User>;
export const Group = Type.Object({
  id: IdOf('grp'),
  organization: IdOf('org'),
  name: Type.String(),
  members: Type.Array(Member),
  /** the members by name, in the order of `members`; of one group, not in lists */
  memberNames: Type.Optional(
    Type.Array(Type.Object({ type: Type.Enum(['user', 'group']), id: Type.String(), name: Type.String(), active: Type.Boolean() })),
  ),
  /** active people behind it, through nested groups (D15) */
  activePeople: Type.Integer({ minimum: 0 }),
  version: Version,
  allowedActions: AllowedActions,
});
export type Group = Static<typeof Group>;
export const TenantManager = Type.Object({
  member: Member,
  name: Type.String(),
  /** active people behind it; none: nobody answers through it */
  activePeople: Type.Integer({ minimum: 0 }),
  /** null: was so from the beginning */
  addedBy: Type.Union([PersonRef, Type.Null()]),
  addedAt: Instant,
  allowedActions: AllowedActions,
});
export type TenantManager = Static<typeof TenantManager>;

/** The directory roles that Global Admins give to people; a Tenant Manager is named by routes of its own (D19). */
export const givenRoles = directoryRoles.filter((role) => role !== 'tenant-manager');
export type GivenRole = (typeof givenRoles)[number];

/** A directory role that is given to people themselves. */
const Role = Type.Unsafe<GivenRole>(Type.Enum([...givenRoles]));
const text = { q: Type.Optional(Type.String({ maxLength: 100 })) };
const Nothing = Type.Object({});
const reading = ['invalid_cursor', 'unknown_filter'] as const;
const versioned = ['version_outdated', 'if_match_required'] as const;
const membership = ['unknown_reference', 'group_cycle', 'too_deep', 'too_many', 'exceeds_own_rights'] as const;
const Members = Type.Array(Member, { minItems: 1 });
const users = '/organizations/{organization}/users';
const groups = '/organizations/{organization}/groups';
const tenantManagers = '/organizations/{organization}/tenant-managers';

export const directory = {
  organization: operation({
    id: 'organizations.get',
    method: 'GET',
    path: '/organizations/{organization}',
    summary: 'My organization',
    success: { status: 200, body: Organization },
  }),
  updateOrganization: operation({
    id: 'organizations.update',
    method: 'PATCH',
    path: '/organizations/{organization}',
    summary: 'Set who names Tenant Managers; only those who may name them now (D19)',
    body: Closed({ tenantManagersBy: TenantManagersBy }),
    success: { status: 200, body: Organization },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['read_only', ...versioned, 'step_up_required'],
  }),
  users: operation({
    id: 'users.list',
    method: 'GET',
    path: users,
    summary: 'People of my organization',
    query: Closed({ ...PageQuery, ...text, active: Type.Optional(Type.Boolean()), role: Type.Optional(Role) }),
    success: { status: 200, body: Page(User) },
    refusals: reading,
  }),
  user: operation({
    id: 'users.get',
    method: 'GET',
    path: `${users}/{user}`,
    summary: 'One person',
    success: { status: 200, body: User },
  }),
  createUser: operation({
    id: 'users.create',
    method: 'POST',
    path: users,
    summary: 'Add a person, whose address lies in a verified domain of the organization; without roles, groups and a way to sign in (A52)',
    body: Closed({ email: Type.String({ minLength: 3, maxLength: 254 }), name: Name, language: Type.Optional(Language) }),
    success: { status: 201, body: User },
    refusals: ['already_exists', 'read_only', 'idempotency_mismatch', 'step_up_required'],
  }),
  updateUser: operation({
    id: 'users.update',
    method: 'PATCH',
    path: `${users}/{user}`,
    summary: 'Rename, disable or enable a person; disabling ends everything at once and is never held up (D21)',
    body: Closed({ active: Type.Optional(Type.Boolean()), name: Type.Optional(Name) }),
    success: { status: 200, body: User },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['read_only', 'exceeds_own_rights', ...versioned, 'step_up_required'],
  }),
  setRoles: operation({
    id: 'users.set_roles',
    method: 'PUT',
    path: `${users}/{user}/roles`,
    summary: 'Give and take directory roles: the whole list, but for Tenant Manager; Global Admins only (D28, D67)',
    body: Closed({ roles: Type.Array(Role, { maxItems: 20 }) }),
    success: { status: 200, body: User },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['requires_global_admin', 'exceeds_own_rights', 'last_global_admin', ...versioned, 'step_up_required'],
  }),
  groups: operation({
    id: 'groups.list',
    method: 'GET',
    path: groups,
    summary: 'Security groups of my organization',
    query: Closed({ ...PageQuery, ...text }),
    success: { status: 200, body: Page(Group) },
    refusals: reading,
  }),
  group: operation({
    id: 'groups.get',
    method: 'GET',
    path: `${groups}/{group}`,
    summary: 'One security group',
    success: { status: 200, body: Group },
  }),
  createGroup: operation({
    id: 'groups.create',
    method: 'POST',
    path: groups,
    summary: 'Make an empty security group',
    body: Closed({ name: Name }),
    success: { status: 201, body: Group },
    refusals: ['read_only', 'idempotency_mismatch', 'step_up_required'],
  }),
  updateGroup: operation({
    id: 'groups.update',
    method: 'PATCH',
    path: `${groups}/{group}`,
    summary: 'Rename a security group, or set all its direct members at once (D21, D28)',
    body: Closed({ name: Type.Optional(Name), members: Type.Optional(Type.Array(Member)) }),
    success: { status: 200, body: Group },
    rehearses: true,
    ifMatch: 'required',
    refusals: [...membership, 'last_primary_admin', 'read_only', ...versioned, 'step_up_required'],
  }),
  removeGroup: operation({
    id: 'groups.delete',
    method: 'DELETE',
    path: `${groups}/{group}`,
    summary: 'Delete a security group; it leaves every group and assignment that names it (D21)',
    success: { status: 204, body: Nothing },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['last_primary_admin', ...versioned, 'step_up_required'],
  }),
  addMembers: operation({
    id: 'group_members.add',
    method: 'POST',
    path: `${groups}/{group}/members`,
    summary: 'Put people and groups into a security group; who is in it already stays (D28)',
    body: Closed({ members: Members }),
    success: { status: 200, body: Group },
    rehearses: true,
    refusals: [...membership, 'idempotency_mismatch', 'step_up_required'],
  }),
  removeMember: operation({
    id: 'group_members.remove',
    method: 'DELETE',
    path: `${groups}/{group}/members/{memberType}/{member}`,
    summary: 'Take a person or a group out of a security group (D21)',
    success: { status: 200, body: Group },
    rehearses: true,
    refusals: ['last_primary_admin', 'step_up_required'],
  }),
  tenantManagers: operation({
    id: 'tenant_managers.list',
    method: 'GET',
    path: tenantManagers,
    summary: 'Who sees and answers invitations for my organization (D19)',
    query: Closed(PageQuery),
    success: {
      status: 200,
      body: Type.Object({ ...Page(TenantManager).properties, tenantManagersBy: TenantManagersBy, allowedActions: AllowedActions }),
    },
    refusals: reading,
  }),
  addTenantManager: operation({
    id: 'tenant_managers.add',
    method: 'POST',
    path: tenantManagers,
    summary: 'Make a person or a security group Tenant Manager (D19)',
    body: Closed({ member: Member }),
    success: { status: 201, body: TenantManager },
    rehearses: true,
    refusals: ['unknown_reference', 'already_exists', 'idempotency_mismatch', 'step_up_required'],
  }),
  removeTenantManager: operation({
    id: 'tenant_managers.remove',
    method: 'DELETE',
    path: `${tenantManagers}/{memberType}/{member}`,
    summary: 'A person or a security group is Tenant Manager no more (D19)',
    success: { status: 204, body: Nothing },
    rehearses: true,
    refusals: ['step_up_required'],
  }),
};
