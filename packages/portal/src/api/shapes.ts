/** The shapes of the API, from its contract; types only, so nothing of it reaches the browser. */
import type { Static } from 'typebox';
import type * as contract from '@keyholder/contract';

export type AllowedAction = contract.AllowedAction;
export type PersonRef = contract.PersonRef;
export type Atom = contract.Atom;
export type Member = contract.Member;
export type Me = contract.Me;
export type ApiToken = contract.ApiToken;
export type Room = contract.Room;
export type NewRoom = contract.NewRoom;
export type RoomChange = contract.RoomChange;
export type RoomGroup = Static<typeof contract.RoomGroup>;
export type RoomImport = Static<typeof contract.RoomImport>;
export type Incident = contract.Incident;
export type Invitation = contract.Invitation;
export type Delegation = contract.Delegation;
export type Rehearsal = contract.Rehearsal;
export type ChangeRequest = contract.ChangeRequest;
export type ChangeRequestNotice = contract.Waiting['changeRequest'];
export type AuditEntry = contract.AuditEntry;
export type User = contract.User;
export type Group = contract.Group;

export type Health = Room['health'];
export type Severity = Incident['severity'];
export type IncidentState = Incident['state'];
export type InvitationState = Invitation['state'];
export type RelationshipState = Delegation['state'];
export type ChangeRequestState = ChangeRequest['state'];
export type EnrolmentState = Room['enrolment']['state'];
export type AuditOutcome = AuditEntry['outcome'];
export type Side = Me['sides'][number];
export type Counterpart = Me['customers'][number];

export type Page<T> = {
  items: readonly T[];
  nextCursor: string | null;
  count?: number;
  leftOut?: readonly LeftOut[];
};
/** A customer that a list over all customers had to leave out, e.g. because its sign-in policy is not met (D49). */
export type LeftOut = { customer: string; code: string };
export type ActiveCustomer = Static<(typeof contract.delegations.activeCustomers)['success']['body']>['items'][number];
