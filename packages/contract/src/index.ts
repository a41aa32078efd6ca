import { access, decisionClients, searches } from './access.ts';
import { activation } from './activation.ts';
import { agents } from './agents.ts';
import { audit } from './audit.ts';
import { changes } from './changes.ts';
import { delegations, invitations, terms } from './delegations.ts';
import { directory } from './directory.ts';
import { events } from './events.ts';
import { explanations } from './explain.ts';
import { identity, setup } from './identity.ts';
import { incidents } from './incidents.ts';
import { changeControl, partnerRoles } from './partner-roles.ts';
import { roles } from './roles.ts';
import { reports } from './reports.ts';
import { rings } from './rings.ts';
import { roomGroups } from './room-groups.ts';
import { rooms } from './rooms.ts';
import { settings } from './settings.ts';

export * from './access.ts';
export * from './activation.ts';
export * from './agents.ts';
export * from './audit.ts';
export * from './changes.ts';
export { countryCodes } from './countries.ts';
export * from './delegations.ts';
export * from './directory.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './explain.ts';
export * from './identity.ts';
export * from './ids.ts';
export * from './incidents.ts';
export * from './operation.ts';
export * from './permissions.ts';
export * from './reports.ts';
export * from './partner-roles.ts';
export { Assignment, PermissionCell, Role, roleLimits } from './role-shapes.ts';
export * from './roles.ts';
export * from './rings.ts';
export * from './room-groups.ts';
export * from './rooms.ts';
export * from './settings.ts';
export * from './values.ts';

/** Every operation of the API, by area: what the route table must bind, one to one. */
export const api = {
  access,
  activation,
  agents,
  audit,
  changes,
  decisionClients,
  delegations,
  directory,
  events,
  explanations,
  identity,
  incidents,
  invitations,
  reports,
  changeControl,
  partnerRoles,
  roles,
  rings,
  roomGroups,
  rooms,
  searches,
  settings,
  setup,
  terms,
};
