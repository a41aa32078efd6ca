import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { Member, Page, PageQuery } from './values.ts';

export const Organization = Type.Object({
  id: IdOf('org'),
  name: Type.String(),
  country: Type.String(),
  partnerEligible: Type.Boolean(),
  domains: Type.Array(Type.Object({ domain: Type.String(), verified: Type.Boolean() })),
});
export const User = Type.Object({
  id: IdOf('usr'),
  organization: IdOf('org'),
  name: Type.String(),
  email: Type.String(),
  active: Type.Boolean(),
  roles: Type.Array(Type.String()),
});
export type User = Static<typeof User>;
export const Group = Type.Object({
  id: IdOf('grp'),
  organization: IdOf('org'),
  name: Type.String(),
  members: Type.Array(Member),
  /** active people behind it, through nested groups (D15) */
  activePeople: Type.Integer({ minimum: 0 }),
});
export type Group = Static<typeof Group>;

const search = Closed({ ...PageQuery, q: Type.Optional(Type.String({ maxLength: 100 })), active: Type.Optional(Type.Boolean()) });
export const directory = {
  organization: operation({
    id: 'organizations.get',
    method: 'GET',
    path: '/organizations/{organization}',
    summary: 'My organization',
    success: { status: 200, body: Organization },
  }),
  users: operation({
    id: 'users.list',
    method: 'GET',
    path: '/organizations/{organization}/users',
    summary: 'People of my organization',
    query: search,
    success: { status: 200, body: Page(User) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  updateUser: operation({
    id: 'users.update',
    method: 'PATCH',
    path: '/organizations/{organization}/users/{user}',
    summary: 'Disable or enable a person',
    body: Closed({ active: Type.Boolean() }),
    success: { status: 200, body: User },
    refusals: ['read_only', 'exceeds_own_rights'],
  }),
  groups: operation({
    id: 'groups.list',
    method: 'GET',
    path: '/organizations/{organization}/groups',
    summary: 'Security groups of my organization',
    query: Closed({ ...PageQuery, q: Type.Optional(Type.String({ maxLength: 100 })) }),
    success: { status: 200, body: Page(Group) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
};
