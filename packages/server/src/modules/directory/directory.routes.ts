import { type OrganizationId, directory, isId } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { organizationView, readOrganizations } from '../organizations/index.ts';
import { groupView, userView } from './directory.view.ts';
import { activePeopleBehind, countGroups, listGroups } from './groups.store.ts';
import { type UserRow, countUsers, listUsers, readUser } from './people.store.ts';
import { type EndSessions, changeActive } from './set-user-active.ts';

const own = { kind: 'organization', action: 'directory.view', customer: ({ organization }: { organization: string }) => organization } as const;
const reading = { audit: { none: 'a read of the own directory' }, change: { none: 'a read' } } as const;
const usual = 50;

/** @param needs.endSessions called in the transaction that disables a person */
export const directoryRoutes = (needs: { endSessions: EndSessions }): readonly Route[] => [
  route(directory.organization, {
    access: own,
    ...reading,
    handle: async ({ tx, params }) => {
      const [organization] = isId('org', params.organization) ? await readOrganizations(tx, [params.organization]) : [];
      return organization === undefined ? refuse('not_found') : ok(organizationView(organization));
    },
  }),
  route(directory.users, {
    access: own,
    ...reading,
    handle: async ({ tx, call, params, query }) => {
      const organization = guarded(params.organization);
      const after = cursorKey(query.cursor === undefined ? undefined : decodeCursor(call, 'users', query.cursor));
      if (!after.ok) return after;
      const limit = query.limit ?? usual;
      const filter = { organization, q: query.q, active: query.active };
      const rows = await listUsers(tx, { ...filter, after: after.value, most: limit + 1 });
      const next = rows.length > limit ? rows[limit - 1] : undefined;
      return ok({
        items: rows.slice(0, limit).map(userView),
        nextCursor: next === undefined ? null : encodeCursor(call, 'users', [next.name, next.id]),
        ...(query.count === true ? { count: await countUsers(tx, filter) } : {}),
      });
    },
  }),
  route(directory.updateUser, {
    access: {
      kind: 'object',
      action: 'directory.modify',
      see: 'directory.view',
      customer: ({ organization }) => organization,
      object: async (tx, { organization, user }) => found(tx, organization, user),
    },
    audit: ['user.disabled', 'user.enabled'],
    change: { none: 'a partner has no right in the directory of a customer (D31)' },
    changesAccess: true,
    handle: ({ tx, call, object, body }) => changeActive(tx, call, object, body.active, needs.endSessions),
  }),
  route(directory.groups, {
    access: own,
    ...reading,
    handle: async ({ tx, call, params, query }) => {
      const organization = guarded(params.organization);
      const after = cursorKey(query.cursor === undefined ? undefined : decodeCursor(call, 'groups', query.cursor));
      if (!after.ok) return after;
      const limit = query.limit ?? usual;
      const rows = await listGroups(tx, { organization, q: query.q, after: after.value, most: limit + 1 });
      const shown = rows.slice(0, limit);
      const people = await activePeopleBehind(
        tx,
        organization,
        shown.map(({ id }) => ({ type: 'group', id })),
      );
      const next = rows.length > limit ? rows[limit - 1] : undefined;
      return ok({
        items: shown.map((row, index) => groupView(organization, row, people[index] ?? 0)),
        nextCursor: next === undefined ? null : encodeCursor(call, 'groups', [next.name, next.id]),
        ...(query.count === true ? { count: await countGroups(tx, organization, query.q) } : {}),
      });
    },
  }),
];

async function found(tx: TenantTx, organization: string, user: string): Promise<{ object: UserRow } | undefined> {
  const person = isId('org', organization) ? await readUser(tx, organization, user) : undefined;
  return person && { object: person };
}

/** The guard has let only the caller's own organization through. */
function guarded(organization: string): OrganizationId {
  if (!isId('org', organization)) throw new Error('the guard let a malformed id pass');
  return organization;
}

type Key = { name: string; id: string } | undefined;
function cursorKey(decoded: Result<unknown[], 'invalid_cursor'> | undefined): Result<Key, 'invalid_cursor'> {
  if (decoded === undefined) return ok(undefined);
  if (!decoded.ok) return decoded;
  const [name, id] = decoded.value;
  return typeof name === 'string' && typeof id === 'string' ? ok({ name, id }) : refuse('invalid_cursor');
}
