export { type PersonAt, activePartnersOf, peopleAt } from './people-at.ts';
export { type AccessNeeds, accessRoutes } from './access.routes.ts';
export { insertAssignment } from './assignments.store.ts';
export { createAssignment } from './create-assignment.ts';
export { createRole } from './create-role.ts';
export { decisionPoint } from './decision-point.ts';
export { roleRoutes } from './roles.routes.ts';
export { builtInNames, isAssignable, neverIn, unsoundPermissions } from './roles.rules.ts';
export { findRole } from './roles.store.ts';
export { rolesHeldAt } from './role-ref.ts';
export { type AtomInAssignment, type AtomInOffer, usesOfAtoms } from './atom-uses.store.ts';
export { type Place, groupAtom, roomAtom, ruleAtom, ruleHolds } from './atoms.ts';
export { authorityFrom, authorityOf } from './authority.ts';
export { byRightsOfNow } from './by-rights-of-now.ts';
export {
  type PartnerAssignment,
  addToAssignedAdmins,
  delegatedAtoms,
  endDelegation,
  offerAtoms,
  offeredAtoms,
  openDelegation,
  peopleOfDelegation,
  setDelegatedScope,
  withdrawOffer,
} from './delegated-access.store.ts';
export { type Estate, type Kind } from './access-estate.ts';
export { type Scopes, pageOfRoomIds, roomsInEach } from './access-rooms.store.ts';
export { AtomCache } from './atom-cache.ts';
export { type Asker } from './evaluate.ts';
export { explainRoutes } from './explain.routes.ts';
export { atomsOfRooms } from './evaluate.store.ts';
export { FactCache } from './fact-cache.ts';
export { membersBeyond } from './carried-rights.ts';
export { forgetGroup } from './carried-rights.store.ts';
export { type Concerned, customersConcerned, keepPrimaryAdmins, noteDeprovisioning } from './last-primary-admin.ts';
export { addAtomToRooms, internRules, removeAtomFromRooms, replaceRoomAtoms, rulesOf } from './rules.store.ts';
export { type Coverage, coverageOf, grantsAt } from './coverage.ts';
export { coveredByAtom, coversRoom, heldByCustomer, roomsByCustomer } from './covered-rooms.store.ts';
export { type EventNeeds, type Reach, eventRoutes, reachIn } from './events.routes.ts';
export { watchAccess } from './watch-access.ts';
export { type ScopeReader, scopeOfVersion } from './former-scope.ts';
export { invisibleIn } from './visible-atoms.ts';
export { namedMembers } from './member-names.store.ts';
