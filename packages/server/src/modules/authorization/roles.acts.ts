import type { Assignment, Role } from '@keyholder/contract';
import { ok, refuse } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { assignmentView, deletedAssignment } from './assignment.view.ts';
import { atomsUnderRole } from './assignments.store.ts';
import { type AssignmentChange, changeAssignment } from './change-assignment.ts';
import { changeRole } from './change-role.ts';
import { type AssignmentInBody, createAssignment } from './create-assignment.ts';
import { type RoleInBody, createRole } from './create-role.ts';
import { deleteAssignment } from './delete-assignment.ts';
import { deleteRole } from './delete-role.ts';
import { roleNow } from './list-roles.ts';
import { deletedRole } from './role.view.ts';
import type { Assigned, Whole } from './roles.guards.ts';
import type { Side } from './roles.rules.ts';
import type { RoleRow } from './roles.store.ts';
import type { EstateScopes } from './estate-scopes.ts';
import { standingOf } from './standing.ts';

type Acting<Obj, Body> = { tx: TenantTx; call: PersonCall; authority: Authority; object: Obj; body: Body; ifMatch: number | undefined };

/** What both sides' routes do with roles and assignments; they differ in who may reach them and in what they are about. */
export const roleActs = (scopes: EstateScopes) => ({
  create: async ({ tx, call, authority, object, body }: Acting<Side, RoleInBody>) => {
    const made = await createRole(tx, call, await standingOf(tx, authority, object, []), object, body);
    return made.ok ? ok(await roleNow(tx, authority, made.value)) : made;
  },
  update: async ({ tx, call, authority, object, body, ifMatch }: Acting<RoleRow, { name?: string; permissions?: RoleInBody['permissions'] }>) => {
    if (isOutdated(object, ifMatch)) return refuse('version_outdated');
    const under = await atomsUnderRole(tx, object, object.id);
    const changed = await changeRole(tx, call, await standingOf(tx, authority, object, under), object, under, body);
    return changed.ok ? ok(await roleNow(tx, authority, changed.value)) : changed;
  },
  remove: async ({ tx, call, authority, object, ifMatch }: Acting<RoleRow, undefined>) => {
    if (isOutdated(object, ifMatch)) return refuse('version_outdated');
    const under = await atomsUnderRole(tx, object, object.id);
    const deleted = await deleteRole(tx, call, await standingOf(tx, authority, object, under), object, under);
    return deleted.ok ? ok(deletedRole(object)) : deleted;
  },
  assign: async ({ tx, call, authority, object, body }: Acting<RoleRow, AssignmentInBody>) => {
    const made = await createAssignment(tx, call, authority, scopes, object, body);
    return made.ok ? ok(await assignmentView({ tx, authority, scopes }, object, made.value)) : made;
  },
  /** nobody of the customer is a Primary Admin, so that rule cannot speak here */
  updateOwnAssignment: async ({ tx, call, authority, object, body, ifMatch }: Acting<Assigned, AssignmentChange>) => {
    if (isOutdated(object.row, ifMatch)) return refuse('version_outdated');
    const changed = await changeAssignment(tx, call, authority, scopes, object.role, object.row, body);
    if (changed.ok) return ok(await assignmentView({ tx, authority, scopes }, object.role, changed.value));
    if (changed.code === 'last_primary_admin') throw new Error('an assignment of the customer’s own people is not Assigned admins');
    return { ...changed, code: changed.code };
  },
  updateAssignment: async ({ tx, call, authority, object, body, ifMatch }: Acting<Assigned, AssignmentChange>) => {
    if (isOutdated(object.row, ifMatch)) return refuse('version_outdated');
    const changed = await changeAssignment(tx, call, authority, scopes, object.role, object.row, body);
    return changed.ok ? ok(await assignmentView({ tx, authority, scopes }, object.role, changed.value)) : changed;
  },
  unassign: async ({ tx, call, authority, object: { role, row }, ifMatch }: Acting<Assigned, undefined>) => {
    if (isOutdated(row, ifMatch)) return refuse('version_outdated');
    const scope = await scopes.describeScope(tx, row.customer, row.atoms);
    const deleted = await deleteAssignment(tx, call, authority, scopes, role, row);
    return deleted.ok ? ok(deletedAssignment(row, role, scope)) : deleted;
  },
});

/** Under the locks the row is as the guard saw it; the caller may have seen an older one before the decision was made anew. */
const isOutdated = ({ version }: { version: number }, ifMatch: number | undefined): boolean => ifMatch !== undefined && ifMatch !== version;

const shownRole = ({ name, permissions }: RoleRow | Role) => ({ name, permissions });
const shownAssignment = ({ roleName, name, notify, members, scope }: Assignment) => ({ role: roleName, name, notify, members, scope });
const isGone = ({ allowedActions }: { allowedActions: readonly unknown[] }): boolean => allowedActions.length === 0;

/** How an act upon roles is shown to the customer that must approve it: what is, and what would be (D36, D37). */
export const changes = {
  ofRoles: {
    event: 'roles.modify' as const,
    target: ({ target }: Whole) => target,
    shown: (shown: Role | Whole) => ('permissions' in shown ? shownRole(shown) : null),
  },
  ofRole: {
    event: 'roles.modify' as const,
    target: ({ id, name, version }: RoleRow) => ({ type: 'role' as const, id, name, version }),
    shown: (shown: Role | RoleRow) => ('allowedActions' in shown && isGone(shown) ? null : shownRole(shown)),
  },
  /** something new under a role, which itself stays as it is */
  ofAssignments: {
    event: 'roles.modify' as const,
    target: ({ id, name, version }: RoleRow) => ({ type: 'role' as const, id, name, version }),
    shown: (shown: Assignment | RoleRow) => ('members' in shown ? shownAssignment(shown) : null),
  },
  ofAssignment: {
    event: 'roles.modify' as const,
    target: ({ row: { id, name, version } }: Assigned) => ({ type: 'assignment' as const, id, name, version }),
    // What rooms an assignment had may be more than its asker sees (D22), so a request keeps only which it would have; its readers
    // are told of those that they may know of.
    shown: (shown: Assignment | Assigned, body: AssignmentChange | undefined) => {
      if ('row' in shown) return { role: shown.role.name, name: shown.row.name, notify: shown.row.notify, members: shown.row.members };
      const { scope, ...rest } = shownAssignment(shown);
      return isGone(shown) ? null : { ...rest, ...(body?.scope === undefined ? {} : { scope }) };
    },
  },
};
