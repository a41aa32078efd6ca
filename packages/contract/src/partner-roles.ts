import { Type, type Static } from 'typebox';
import { Delegation, EventModes } from './delegations.ts';
import { Closed, operation } from './operation.ts';
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
import { AllowedActions, Member, Version } from './values.ts';

const ofPartner = '/customers/{customer}/partners/{partner}/roles';

/** Roles of one partner's people at one customer, Primary Admin among them (D25–D30, D68). */
export const partnerRoles = {
  list: operation({
    ...listsRoles,
    id: 'partner_roles.list',
    path: ofPartner,
    summary: 'Roles of the partner at this customer, Primary Admin first, and the permission matrix',
  }),
  create: operation({
    ...makesRole,
    id: 'partner_roles.create',
    path: ofPartner,
    summary: 'The partner makes a custom role from the Primary Admin column (D26, D28)',
    mayWait: true,
  }),
  get: operation({
    ...readsRole,
    id: 'partner_roles.get',
    path: `${ofPartner}/{role}`,
    summary: 'One role of the partner',
  }),
  update: operation({
    ...changesRole,
    id: 'partner_roles.update',
    path: `${ofPartner}/{role}`,
    summary: 'The partner changes a custom role of its own (D26, D28)',
    mayWait: true,
  }),
  remove: operation({
    ...removesRole,
    id: 'partner_roles.delete',
    path: `${ofPartner}/{role}`,
    summary: 'Either side deletes a custom role with its assignments (D30); Primary Admin stays (D68)',
    mayWait: true,
  }),
  assignments: operation({
    ...listsAssignments,
    id: 'partner_assignments.list',
    path: `${ofPartner}/{role}/assignments`,
    summary: 'Assignments of a role of the partner, by name (D30)',
  }),
  assign: operation({
    ...makesAssignment,
    id: 'partner_assignments.create',
    path: `${ofPartner}/{role}/assignments`,
    summary: 'The partner gives a custom role to its people over a scope; the delegated scope cuts it (D23, D28)',
    mayWait: true,
  }),
  assignment: operation({
    ...readsAssignment,
    id: 'partner_assignments.get',
    path: `${ofPartner}/{role}/assignments/{assignment}`,
    summary: 'One assignment of the partner, with everybody behind it by name (D30)',
  }),
  updateAssignment: operation({
    ...changesAssignment,
    id: 'partner_assignments.update',
    path: `${ofPartner}/{role}/assignments/{assignment}`,
    summary: 'The partner changes its assignments; of Assigned admins it changes the members, the customer the scope (D24, D25, D69)',
    mayWait: true,
    refusals: [...changesAssignment.refusals, 'last_primary_admin'],
  }),
  unassign: operation({
    ...removesAssignment,
    id: 'partner_assignments.delete',
    path: `${ofPartner}/{role}/assignments/{assignment}`,
    summary: 'Either side takes an assignment back (D30); Assigned admins stays (D68)',
    mayWait: true,
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
    refusals: ['delegation_ended', 'version_outdated', 'if_match_required', 'step_up_required'],
  }),
};
