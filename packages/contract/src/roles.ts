import { Type, type Static } from 'typebox';
import { Delegation, EventModes } from './delegations.ts';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { type PermissionKey, PermissionKeySchema, permissionKeys } from './permissions.ts';
import { AllowedActions, Atom, Instant, Member, Name, Page, PageQuery, PersonRef, Version } from './values.ts';

/** Custom roles of one side at one customer, assignments of one role, members and atoms of one assignment: 422 `too_many` beyond. */
export const roleLimits = { roles: 200, assignments: 1000, members: 1000, atoms: 5000 } as const;

/** One row of the permission matrix, for this reader: what it may give, and why not the rest. */
export const PermissionCell = Type.Object({
  key: PermissionKeySchema,
  area: Type.String(),
  title: Type.String(),
  /** 1: of the built-in matrix of 76 cells; 2: what Keyholder adds */
  table: Type.Integer({ minimum: 1, maximum: 2 }),
  /** a change-control event (D05) */
  event: Type.Boolean(),
  /** whether its feature is there; what is not offered yet can be given and does nothing so far */
  offered: Type.Boolean(),
  /** any one of these must stand beside it (`permission_requires`); empty: nothing */
  needs: Type.Array(PermissionKeySchema),
  /** whether this reader may put it into a custom role here (D26, D28) */
  grantable: Type.Boolean(),
  reason: Type.Optional(Type.String()),
});
export type PermissionCell = Static<typeof PermissionCell>;

/** A built-in role has its key for an id, a custom one an id `role_…`. */
export const Role = Type.Object({
  id: Type.String(),
  customer: IdOf('org'),
  /** whose people hold it: null, the customer's own (D27) */
  partner: Type.Union([IdOf('org'), Type.Null()]),
  name: Type.String(),
  builtIn: Type.Boolean(),
  permissions: Type.Array(PermissionKeySchema),
  /** of its permissions, those whose feature is not offered yet */
  notOffered: Type.Array(PermissionKeySchema),
  assignments: Type.Integer({ minimum: 0 }),
  /** active people who hold it, each once */
  people: Type.Integer({ minimum: 0 }),
  version: Version,
  allowedActions: AllowedActions,
});
export type Role = Static<typeof Role>;

/** A role over a scope for its members. */
export const Assignment = Type.Object({
  id: IdOf('asg'),
  customer: IdOf('org'),
  partner: Type.Union([IdOf('org'), Type.Null()]),
  role: Type.String(),
  roleName: Type.String(),
  name: Type.String(),
  builtIn: Type.Boolean(),
  members: Type.Array(Member),
  /** the members by name, in the order of `members`; `gone`: deleted, gives nothing, and may be left out at the next change */
  memberNames: Type.Array(
    Type.Object({
      type: Type.Enum(['user', 'group']),
      id: Type.String(),
      name: Type.Union([Type.String(), Type.Null()]),
      state: Type.Enum(['active', 'disabled', 'gone']),
    }),
  ),
  /** how many active people stand behind the members, each once */
  activePeople: Type.Integer({ minimum: 0 }),
  /** not in lists: everybody behind the members by name, at most 1,000, each on a shortest way through nested groups (D30) */
  people: Type.Optional(Type.Array(Type.Object({ person: PersonRef, active: Type.Boolean(), through: Type.Array(Type.String()) }))),
  /** as it was written, as far as the reader may see what it names */
  scope: Type.Array(Atom),
  /** rooms in effect now: its scope cut by the delegated scope (D23), of those the reader may see */
  rooms: Type.Integer({ minimum: 0 }),
  /** not in lists: of each atom of `scope`, at its index, the rooms in effect */
  roomsByAtom: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }))),
  /** not in lists, for the customer of a partner’s assignment: rooms of its scope without the cut (D23) */
  roomsBeforeCut: Type.Optional(Type.Integer({ minimum: 0 })),
  notify: Type.Boolean(),
  createdAt: Instant,
  version: Version,
  allowedActions: AllowedActions,
});
export type Assignment = Static<typeof Assignment>;

/** `*` is understood, so that it can be refused like every right that one does not have (A51). */
const Given = Type.Unsafe<PermissionKey | '*'>(Type.Enum([...permissionKeys, '*']));
const Permissions = Type.Array(Given, { minItems: 1, maxItems: 200 });
const Atoms = Type.Array(Atom, { minItems: 1 });
const Members = Type.Array(Member);
const NewRole = Closed({ name: Name, permissions: Permissions });
const ChangedRole = Closed({ name: Type.Optional(Name), permissions: Type.Optional(Permissions) });
const NewAssignment = Closed({ name: Name, members: Type.Array(Member, { minItems: 1 }), scope: Atoms, notify: Type.Optional(Type.Boolean()) });
const ChangedAssignment = Closed({
  name: Type.Optional(Name),
  members: Type.Optional(Members),
  scope: Type.Optional(Atoms),
  notify: Type.Optional(Type.Boolean()),
});

const RoleList = Type.Object({ ...Page(Role).properties, matrix: Type.Array(PermissionCell), allowedActions: AllowedActions });
const AssignmentList = Type.Object({ ...Page(Assignment).properties, allowedActions: AllowedActions });
const page = Closed(PageQuery);

const reading = ['invalid_cursor', 'unknown_filter'] as const;
const versioned = ['version_outdated', 'if_match_required'] as const;
const made = ['already_exists', 'too_many', 'idempotency_mismatch', 'read_only'] as const;
const roleRules = ['permission_requires', 'exceeds_own_rights'] as const;
const assignmentRules = ['unknown_reference', 'exceeds_own_rights', 'exceeds_scope', 'too_many'] as const;

const ofCustomer = '/customers/{customer}/roles';
const ofPartner = '/customers/{customer}/partners/{partner}/roles';

/** Roles of the customer's own people and what is assigned with them (D27). */
export const roles = {
  list: operation({
    id: 'roles.list',
    method: 'GET',
    path: ofCustomer,
    summary: 'Roles of the customer’s own people, the built-in ones first, and the permission matrix',
    query: page,
    success: { status: 200, body: RoleList },
    refusals: reading,
  }),
  create: operation({
    id: 'roles.create',
    method: 'POST',
    path: ofCustomer,
    summary: 'Make a custom role (D28)',
    body: NewRole,
    success: { status: 201, body: Role },
    rehearses: true,
    refusals: [...roleRules, ...made, 'step_up_required'],
  }),
  get: operation({
    id: 'roles.get',
    method: 'GET',
    path: `${ofCustomer}/{role}`,
    summary: 'One role',
    success: { status: 200, body: Role },
  }),
  update: operation({
    id: 'roles.update',
    method: 'PATCH',
    path: `${ofCustomer}/{role}`,
    summary: 'Change name or permissions of a custom role; everybody who holds it is concerned at once (D28)',
    body: ChangedRole,
    success: { status: 200, body: Role },
    rehearses: true,
    ifMatch: 'required',
    refusals: [...roleRules, 'exceeds_scope', 'already_exists', 'read_only', ...versioned, 'step_up_required'],
  }),
  remove: operation({
    id: 'roles.delete',
    method: 'DELETE',
    path: `${ofCustomer}/{role}`,
    summary: 'Delete a custom role with its assignments',
    success: { status: 200, body: Role },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['exceeds_own_rights', 'exceeds_scope', ...versioned, 'step_up_required'],
  }),
  assignments: operation({
    id: 'assignments.list',
    method: 'GET',
    path: `${ofCustomer}/{role}/assignments`,
    summary: 'Assignments of a role',
    query: page,
    success: { status: 200, body: AssignmentList },
    refusals: reading,
  }),
  assign: operation({
    id: 'assignments.create',
    method: 'POST',
    path: `${ofCustomer}/{role}/assignments`,
    summary: 'Give a role to people and groups over a scope (D28)',
    body: NewAssignment,
    success: { status: 201, body: Assignment },
    rehearses: true,
    refusals: [...assignmentRules, 'idempotency_mismatch', 'read_only', 'step_up_required'],
  }),
  assignment: operation({
    id: 'assignments.get',
    method: 'GET',
    path: `${ofCustomer}/{role}/assignments/{assignment}`,
    summary: 'One assignment, with everybody behind it',
    success: { status: 200, body: Assignment },
  }),
  updateAssignment: operation({
    id: 'assignments.update',
    method: 'PATCH',
    path: `${ofCustomer}/{role}/assignments/{assignment}`,
    summary: 'Change name, members, scope or e-mail; lists are replaced whole (D28)',
    body: ChangedAssignment,
    success: { status: 200, body: Assignment },
    rehearses: true,
    ifMatch: 'required',
    refusals: [...assignmentRules, 'read_only', ...versioned, 'step_up_required'],
  }),
  unassign: operation({
    id: 'assignments.delete',
    method: 'DELETE',
    path: `${ofCustomer}/{role}/assignments/{assignment}`,
    summary: 'Take an assignment back',
    success: { status: 200, body: Assignment },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['exceeds_own_rights', 'exceeds_scope', ...versioned, 'step_up_required'],
  }),
};

/** Roles of one partner's people at one customer, Primary Admin among them (D25–D30, D68). */
export const partnerRoles = {
  list: operation({
    id: 'partner_roles.list',
    method: 'GET',
    path: ofPartner,
    summary: 'Roles of the partner at this customer, Primary Admin first, and the permission matrix',
    query: page,
    success: { status: 200, body: RoleList },
    refusals: reading,
  }),
  create: operation({
    id: 'partner_roles.create',
    method: 'POST',
    path: ofPartner,
    summary: 'The partner makes a custom role from the Primary Admin column (D26, D28)',
    body: NewRole,
    success: { status: 201, body: Role },
    mayWait: true,
    rehearses: true,
    refusals: [...roleRules, ...made],
  }),
  get: operation({
    id: 'partner_roles.get',
    method: 'GET',
    path: `${ofPartner}/{role}`,
    summary: 'One role of the partner',
    success: { status: 200, body: Role },
  }),
  update: operation({
    id: 'partner_roles.update',
    method: 'PATCH',
    path: `${ofPartner}/{role}`,
    summary: 'The partner changes a custom role of its own (D26, D28)',
    body: ChangedRole,
    success: { status: 200, body: Role },
    mayWait: true,
    rehearses: true,
    ifMatch: 'required',
    refusals: [...roleRules, 'exceeds_scope', 'already_exists', 'read_only', ...versioned],
  }),
  remove: operation({
    id: 'partner_roles.delete',
    method: 'DELETE',
    path: `${ofPartner}/{role}`,
    summary: 'Either side deletes a custom role with its assignments (D30); Primary Admin stays (D68)',
    success: { status: 200, body: Role },
    mayWait: true,
    rehearses: true,
    ifMatch: 'required',
    refusals: ['exceeds_own_rights', 'exceeds_scope', ...versioned],
  }),
  assignments: operation({
    id: 'partner_assignments.list',
    method: 'GET',
    path: `${ofPartner}/{role}/assignments`,
    summary: 'Assignments of a role of the partner, by name (D30)',
    query: page,
    success: { status: 200, body: AssignmentList },
    refusals: reading,
  }),
  assign: operation({
    id: 'partner_assignments.create',
    method: 'POST',
    path: `${ofPartner}/{role}/assignments`,
    summary: 'The partner gives a custom role to its people over a scope; the delegated scope cuts it (D23, D28)',
    body: NewAssignment,
    success: { status: 201, body: Assignment },
    mayWait: true,
    rehearses: true,
    refusals: [...assignmentRules, 'idempotency_mismatch', 'read_only', 'step_up_required'],
  }),
  assignment: operation({
    id: 'partner_assignments.get',
    method: 'GET',
    path: `${ofPartner}/{role}/assignments/{assignment}`,
    summary: 'One assignment of the partner, with everybody behind it by name (D30)',
    success: { status: 200, body: Assignment },
  }),
  updateAssignment: operation({
    id: 'partner_assignments.update',
    method: 'PATCH',
    path: `${ofPartner}/{role}/assignments/{assignment}`,
    summary: 'The partner changes its assignments; of Assigned admins it changes the members, the customer the scope (D24, D25, D69)',
    body: ChangedAssignment,
    success: { status: 200, body: Assignment },
    mayWait: true,
    rehearses: true,
    ifMatch: 'required',
    refusals: [...assignmentRules, 'last_primary_admin', 'read_only', ...versioned, 'step_up_required'],
  }),
  unassign: operation({
    id: 'partner_assignments.delete',
    method: 'DELETE',
    path: `${ofPartner}/{role}/assignments/{assignment}`,
    summary: 'Either side takes an assignment back (D30); Assigned admins stays (D68)',
    success: { status: 200, body: Assignment },
    mayWait: true,
    rehearses: true,
    ifMatch: 'required',
    refusals: ['exceeds_own_rights', 'exceeds_scope', ...versioned, 'step_up_required'],
  }),
  addPrimaryAdmin: operation({
    id: 'primary_admins.add',
    method: 'POST',
    path: '/partners/{partner}/customers/{customer}/primary-admins',
    summary: 'A Primary Admin or a Tenant Manager names one more Primary Admin (D66)',
    body: Closed({ member: Member }),
    success: { status: 201, body: Delegation },
    mayWait: true,
    rehearses: true,
    refusals: ['primary_admin_not_in_effect', 'exceeds_own_rights', 'already_exists', 'too_many', 'idempotency_mismatch'],
  }),
};

/** Every event with its mode, for one partner (D05, D36, D40). The version is that of the delegation. */
export const ChangeControl = Type.Object({ events: EventModes, version: Version, allowedActions: AllowedActions });
export type ChangeControl = Static<typeof ChangeControl>;

export const changeControl = {
  get: operation({
    id: 'change_control.get',
    method: 'GET',
    path: '/customers/{customer}/partners/{partner}/change-control',
    summary: 'Which acts of the partner wait for the customer',
    success: { status: 200, body: ChangeControl },
  }),
  update: operation({
    id: 'change_control.update',
    method: 'PUT',
    path: '/customers/{customer}/partners/{partner}/change-control',
    summary: 'Set events to auto or manual; those not named stay as they are (D36, D40)',
    body: Closed({ events: EventModes }),
    success: { status: 200, body: ChangeControl },
    rehearses: true,
    ifMatch: 'required',
    refusals: ['delegation_ended', ...versioned, 'step_up_required'],
  }),
};
