import { operation } from './operation.ts';
import {
  changesAssignment,
  changesRole,
  listsAssignments,
  listsRoles,
  makesAssignment,
  makesRole,
  readsAssignment,
  readsRole,
  removesAssignment,
  removesRole,
} from './role-shapes.ts';

const ofCustomer = '/customers/{customer}/roles';

/** Roles of the customer's own people and what is assigned with them (D27). */
export const roles = {
  list: operation({
    ...listsRoles,
    id: 'roles.list',
    path: ofCustomer,
    summary: 'Roles of the customer’s own people, the built-in ones first, and the permission matrix',
  }),
  create: operation({
    ...makesRole,
    id: 'roles.create',
    path: ofCustomer,
    summary: 'Make a custom role (D28)',
    refusals: [...makesRole.refusals, 'step_up_required'],
  }),
  get: operation({
    ...readsRole,
    id: 'roles.get',
    path: `${ofCustomer}/{role}`,
    summary: 'One role',
  }),
  update: operation({
    ...changesRole,
    id: 'roles.update',
    path: `${ofCustomer}/{role}`,
    summary: 'Change name or permissions of a custom role; everybody who holds it is concerned at once (D28)',
    refusals: [...changesRole.refusals, 'step_up_required'],
  }),
  remove: operation({
    ...removesRole,
    id: 'roles.delete',
    path: `${ofCustomer}/{role}`,
    summary: 'Delete a custom role with its assignments',
    refusals: [...removesRole.refusals, 'step_up_required'],
  }),
  assignments: operation({
    ...listsAssignments,
    id: 'assignments.list',
    path: `${ofCustomer}/{role}/assignments`,
    summary: 'Assignments of a role',
  }),
  assign: operation({
    ...makesAssignment,
    id: 'assignments.create',
    path: `${ofCustomer}/{role}/assignments`,
    summary: 'Give a role to people and groups over a scope (D28)',
  }),
  assignment: operation({
    ...readsAssignment,
    id: 'assignments.get',
    path: `${ofCustomer}/{role}/assignments/{assignment}`,
    summary: 'One assignment, with everybody behind it',
  }),
  updateAssignment: operation({
    ...changesAssignment,
    id: 'assignments.update',
    path: `${ofCustomer}/{role}/assignments/{assignment}`,
    summary: 'Change name, members, scope or e-mail; lists are replaced whole (D28)',
  }),
  unassign: operation({
    ...removesAssignment,
    id: 'assignments.delete',
    path: `${ofCustomer}/{role}/assignments/{assignment}`,
    summary: 'Take an assignment back',
  }),
};
