/** The shapes of the API, as the client has them; types only, so nothing of it reaches the browser. */
import type * as client from '@keyholder/client';

export type AllowedAction = client.AllowedAction;
export type PersonRef = client.PersonRef;
export type Atom = client.Atom;
export type Member = client.Member;
export type Me = client.Me;
export type ApiToken = client.ApiToken;
export type Room = client.Room;
export type NewRoom = client.NewRoom;
export type RoomChange = client.RoomChange;
export type RoomGroup = client.RoomGroup;
export type NewRoomGroup = client.NewRoomGroup;
export type UpdateRing = client.UpdateRing;
export type RoomAccess = client.RoomAccess;
export type PersonAccess = client.PersonAccess;
export type TouchedRoom = client.TouchedRoom;
export type RoleRef = client.AccessPath['role'];
export type AccessPath = client.AccessPath;
export type NearMiss = client.NearMiss;
export type Explanation = client.Explanation;
export type RoomImport = client.RoomImport;
export type Incident = client.Incident;
export type IncidentChange = client.IncidentChange;
export type NewIncident = client.NewIncident;
export type Comment = client.Comment;
export type Audience = client.Audience;
export type Invitation = client.Invitation;
export type Delegation = client.Delegation;
export type Rehearsal = client.Rehearsal;
export type Ended = client.Ended;
export type EventModes = client.EventModes;
export type Terms = Answered<'/api/v1/terms'>;
/** Nothing but events is listed there (D05). */
export type ChangeEvents = Omit<Answered<'/api/v1/change-events'>, 'events'> & { events: readonly { key: keyof EventModes; offered: boolean }[] };
export type ChangeRequest = client.ChangeRequest;
export type ChangeRequestNotice = client.Waiting['changeRequest'];
export type AuditEntry = client.AuditEntry;
export type Role = client.Role;
export type PermissionCell = client.PermissionCell;
export type PermissionKey = client.PermissionKey;
export type Assignment = client.Assignment;
export type ChangeControl = client.ChangeControl;
export type Organization = client.Organization;
export type TenantManager = client.TenantManager;
export type User = client.User;
export type ActivationLink = client.ActivationLink;
export type Invited = client.Invited;
export type Group = client.Group;

export type AvailabilityReport = client.AvailabilityReport;
export type Availability = client.Availability;
export type IncidentsReport = client.IncidentsReport;
export type IncidentFigures = client.IncidentFigures;
export type Settings = client.Settings;

type Answered<P extends '/api/v1/terms' | '/api/v1/change-events'> = client.paths[P]['get']['responses'][200]['content']['application/json'];

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
export type ActiveCustomer = client.paths['/api/v1/customers']['get']['responses'][200]['content']['application/json']['items'][number];
