import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed } from './operation.ts';
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
  /** true: in no custom role of this side, whoever makes it (D26) */
  never: Type.Optional(Type.Boolean()),
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
const NewAssignment = Closed({
  name: Name,
  members: Type.Array(Member, { minItems: 1 }),
  scope: Atoms,
  notify: Type.Optional(Type.Boolean()),
});
const ChangedAssignment = Closed({
  name: Type.Optional(Name),
  members: Type.Optional(Members),
  scope: Type.Optional(Atoms),
  notify: Type.Optional(Type.Boolean()),
});

const RoleList = Type.Object({ ...Page(Role).properties, matrix: Type.Array(PermissionCell), allowedActions: AllowedActions });
const AssignmentList = Type.Object({ ...Page(Assignment).properties, allowedActions: AllowedActions });
// What operations upon roles have in common on both sides; refusals of one side alone stand with its operations.
const versioned = ['version_outdated', 'if_match_required'] as const;
const roleRules = ['permission_requires', 'exceeds_own_rights'] as const;
const assignmentRules = ['unknown_reference', 'exceeds_own_rights', 'exceeds_scope', 'too_many'] as const;

const reads = { method: 'GET' } as const;
const lists = { ...reads, query: Closed(PageQuery), refusals: ['invalid_cursor', 'unknown_filter'] } as const;
const makes = { method: 'POST', rehearses: true } as const;
const changes = { method: 'PATCH', rehearses: true, ifMatch: 'required' } as const;
const removes = { ...changes, method: 'DELETE', refusals: ['exceeds_own_rights', 'exceeds_scope', ...versioned] } as const;

export const listsRoles = { ...lists, success: { status: 200, body: RoleList } } as const;
export const readsRole = { ...reads, success: { status: 200, body: Role } } as const;
export const makesRole = {
  ...makes,
  body: NewRole,
  success: { status: 201, body: Role },
  refusals: [...roleRules, 'mixed_alphabets', 'already_exists', 'too_many', 'idempotency_mismatch', 'read_only'],
} as const;
export const changesRole = {
  ...changes,
  body: ChangedRole,
  success: { status: 200, body: Role },
  refusals: [...roleRules, 'exceeds_scope', 'mixed_alphabets', 'already_exists', 'read_only', ...versioned],
} as const;
export const removesRole = { ...removes, success: { status: 200, body: Role } } as const;

export const listsAssignments = { ...lists, success: { status: 200, body: AssignmentList } } as const;
export const readsAssignment = { ...reads, success: { status: 200, body: Assignment } } as const;
export const makesAssignment = {
  ...makes,
  body: NewAssignment,
  success: { status: 201, body: Assignment },
  refusals: [...assignmentRules, 'idempotency_mismatch', 'read_only', 'step_up_required'],
} as const;
export const changesAssignment = {
  ...changes,
  body: ChangedAssignment,
  success: { status: 200, body: Assignment },
  refusals: [...assignmentRules, 'read_only', ...versioned, 'step_up_required'],
} as const;
export const removesAssignment = {
  ...removes,
  success: { status: 200, body: Assignment },
  refusals: [...removes.refusals, 'step_up_required'],
} as const;
