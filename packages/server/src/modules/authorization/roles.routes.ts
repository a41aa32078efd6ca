import { type Assignment, type Role, partnerRoles as ofPartner, roles as ofCustomer } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { assignmentView } from './assignment.view.ts';
import { assignmentsUnder } from './list-assignments.ts';
import { roleNow, rolesOf } from './list-roles.ts';
import { changes, roleActs } from './roles.acts.ts';
import { byPartner, customerAssignment, customerRole, customerRoles, partnerAssignment, partnerRole, partnerRoles } from './roles.guards.ts';
import type { EstateScopes } from './estate-scopes.ts';

const read = { audit: { none: 'a read' }, change: { none: 'a read' } } as const;
const byCustomer = { change: { none: 'an act of the customer itself' }, changesAccess: true, fresh: 'step-up' } as const;

type Placed = { customer: string; partner: string | null };
const rolesPath = ({ customer, partner }: Placed): string => `/api/v1/customers/${customer}${partner === null ? '' : `/partners/${partner}`}/roles`;
const ofRole = { location: (role: Role): string => `${rolesPath(role)}/${role.id}` };
const ofAssignment = { location: (made: Assignment): string => `${rolesPath(made)}/${made.role}/assignments/${made.id}` };

/** Roles and assignments of the customer's own people (D27), and of its partners' people at it (D25–D30, D68, D69). */
export function roleRoutes(scopes: EstateScopes): readonly Route[] {
  const act = roleActs(scopes);
  return [
    route(ofCustomer.list, {
      access: customerRoles('roles.view'),
      ...read,
      handle: ({ tx, call, authority, object, query }) => rolesOf(tx, call, authority, object, query),
    }),
    route(ofCustomer.create, { access: customerRoles('roles.modify'), audit: ['role.created'], ...byCustomer, ...ofRole, handle: act.create }),
    route(ofCustomer.get, {
      access: customerRole('roles.view'),
      ...read,
      handle: async ({ tx, authority, object }) => ok(await roleNow(tx, authority, object)),
    }),
    route(ofCustomer.update, { access: customerRole('roles.modify'), audit: ['role.modified'], ...byCustomer, handle: act.update }),
    route(ofCustomer.remove, { access: customerRole('roles.modify'), audit: ['role.deleted'], ...byCustomer, handle: act.remove }),
    route(ofCustomer.assignments, {
      access: customerRole('roles.view'),
      ...read,
      handle: ({ tx, call, authority, object, query }) => assignmentsUnder({ tx, authority, scopes }, call, object, query),
    }),
    route(ofCustomer.assign, {
      access: customerRole('roles.modify'),
      audit: ['assignment.created'],
      ...byCustomer,
      ...ofAssignment,
      handle: act.assign,
    }),
    route(ofCustomer.assignment, {
      access: customerAssignment('roles.view'),
      ...read,
      handle: async ({ tx, authority, object }) => ok(await assignmentView({ tx, authority, scopes }, object.role, object.row)),
    }),
    route(ofCustomer.updateAssignment, {
      access: customerAssignment('roles.modify'),
      audit: ['assignment.modified'],
      ...byCustomer,
      handle: act.updateOwnAssignment,
    }),
    route(ofCustomer.unassign, { access: customerAssignment('roles.modify'), audit: ['assignment.deleted'], ...byCustomer, handle: act.unassign }),
    ...partnerRoleRoutes(scopes),
  ];
}

function partnerRoleRoutes(scopes: EstateScopes): readonly Route[] {
  const act = roleActs(scopes);
  const changing = { changesAccess: true } as const;
  return [
    route(ofPartner.list, {
      access: partnerRoles('roles.view'),
      ...read,
      handle: ({ tx, call, authority, object, query }) => rolesOf(tx, call, authority, object, query),
    }),
    route(ofPartner.create, {
      access: { ...partnerRoles('roles.modify'), ...byPartner },
      audit: ['role.created'],
      change: changes.ofRoles,
      ...changing,
      ...ofRole,
      handle: act.create,
    }),
    route(ofPartner.get, {
      access: partnerRole('roles.view'),
      ...read,
      handle: async ({ tx, authority, object }) => ok(await roleNow(tx, authority, object)),
    }),
    route(ofPartner.update, {
      access: { ...partnerRole('roles.modify'), ...byPartner },
      audit: ['role.modified'],
      change: changes.ofRole,
      ...changing,
      handle: act.update,
    }),
    route(ofPartner.remove, {
      access: partnerRole('roles.modify'),
      audit: ['role.deleted'],
      change: changes.ofRole,
      ...changing,
      handle: act.remove,
    }),
    route(ofPartner.assignments, {
      access: partnerRole('roles.view'),
      ...read,
      handle: ({ tx, call, authority, object, query }) => assignmentsUnder({ tx, authority, scopes }, call, object, query),
    }),
    route(ofPartner.assign, {
      access: { ...partnerRole('roles.modify'), ...byPartner },
      audit: ['assignment.created'],
      change: changes.ofAssignments,
      ...changing,
      fresh: 'step-up',
      ...ofAssignment,
      handle: act.assign,
    }),
    route(ofPartner.assignment, {
      access: partnerAssignment('roles.view'),
      ...read,
      handle: async ({ tx, authority, object }) => ok(await assignmentView({ tx, authority, scopes }, object.role, object.row)),
    }),
    route(ofPartner.updateAssignment, {
      access: partnerAssignment('roles.modify'),
      audit: ['assignment.modified', 'delegation.attended'],
      change: changes.ofAssignment,
      ...changing,
      fresh: 'step-up',
      handle: act.updateAssignment,
    }),
    route(ofPartner.unassign, {
      access: partnerAssignment('roles.modify'),
      audit: ['assignment.deleted'],
      change: changes.ofAssignment,
      ...changing,
      fresh: 'step-up',
      handle: act.unassign,
    }),
  ];
}
