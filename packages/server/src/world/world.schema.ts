import {
  Audience,
  Closed,
  DeviceKind,
  EventModes,
  Instant,
  Name,
  NewUpdateRing,
  Notes,
  PermissionKeySchema,
  Remark,
  RuleWhere,
  Severity,
  directoryRoles,
} from '@keyholder/contract';
import { Type, type Static, type TSchema } from 'typebox';

/** Two letters: a file may have invented countries, which people may not (only what is typed or imported is compared with ISO 3166-1). */
const CountryInFile = Type.String({ pattern: '^[A-Z]{2}$' });

/** What an object is called within its file; no id outside of it. */
const Alias = Name;
const some = <T extends TSchema>(item: T, maxItems = 1_000_000) => Type.Array(item, { maxItems });

const MemberInFile = Closed({ type: Type.Enum(['user', 'group']), id: Alias });
export type MemberInFile = Static<typeof MemberInFile>;
const Members = some(MemberInFile, 10_000);

const AtomInFile = Type.Union([
  Closed({ type: Type.Literal('all') }),
  Closed({ type: Type.Literal('group'), id: Alias }),
  Closed({ type: Type.Literal('room'), id: Alias }),
  Closed({ type: Type.Literal('rule'), where: RuleWhere }),
]);
export type AtomInFile = Static<typeof AtomInFile>;
const ScopeInFile = Type.Array(AtomInFile, { minItems: 1, maxItems: 5000 });

const Role = { id: Alias, name: Name, permissions: some(PermissionKeySchema, 200) };
const Assignment = { role: Alias, members: Members, scope: ScopeInFile };

const lists = {
  organizations: some(
    Closed({
      id: Alias,
      name: Name,
      domains: some(Type.String({ minLength: 1, maxLength: 253 }), 1000),
      country: CountryInFile,
      partnerEligible: Type.Optional(Type.Boolean()),
      /** runs the platform: only its people may be `operator` */
      operator: Type.Optional(Type.Boolean()),
    }),
    5000,
  ),
  users: some(
    Closed({
      id: Alias,
      organization: Alias,
      email: Type.String({ minLength: 3, maxLength: 254 }),
      name: Type.Optional(Name),
      active: Type.Optional(Type.Boolean()),
      roles: Type.Optional(some(Type.Enum([...directoryRoles]), 100)),
      language: Type.Optional(Type.Enum(['en', 'fr', 'ru'])),
    }),
  ),
  groups: some(Closed({ id: Alias, organization: Alias, name: Type.Optional(Name), members: Members })),
  roomGroups: some(Closed({ id: Alias, customer: Alias, name: Type.Optional(Name) })),
  updateRings: some(Closed({ ...NewUpdateRing.properties, id: Alias, customer: Alias })),
  rooms: some(
    Closed({
      id: Alias,
      customer: Alias,
      name: Name,
      country: CountryInFile,
      city: Name,
      site: Name,
      groups: Type.Optional(some(Alias, 100)),
      /** a built-in ring by its word, or one of `updateRings` */
      ring: Type.Optional(Alias),
      device: Type.Optional(DeviceKind),
      notes: Type.Optional(Notes),
    }),
  ),
  customerRoles: some(Closed({ ...Role, customer: Alias })),
  customerAssignments: some(Closed({ ...Assignment, customer: Alias })),
  delegations: some(
    Closed({
      customer: Alias,
      partner: Alias,
      scope: ScopeInFile,
      primaryAdmins: Members,
      changeControl: Type.Optional(EventModes),
      roles: Type.Optional(some(Closed(Role))),
      assignments: Type.Optional(some(Closed(Assignment))),
    }),
  ),
  incidents: some(
    Closed({
      id: Alias,
      room: Alias,
      severity: Severity,
      title: Name,
      openedAt: Type.Optional(Instant),
      closedAt: Type.Optional(Instant),
      /** of an open one */
      state: Type.Optional(Type.Enum(['needs_action', 'investigating', 'waiting', 'resolved'])),
      /** who works on it, of whichever organization */
      assignee: Type.Optional(Alias),
      /** the oldest first */
      comments: Type.Optional(some(Closed({ by: Alias, audience: Audience, text: Remark, at: Type.Optional(Instant) }), 100)),
    }),
  ),
};

/** A world, complete: every list is there, empty where the file leaves it out. */
const World = Closed(lists);
export type World = Static<typeof World>;

/** A world as a file may write it: only the organizations have to be there. */
export const WorldInFile = Closed({ ...Type.Partial(Closed(lists)).properties, organizations: lists.organizations });
