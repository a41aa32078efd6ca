import { directory } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { AccessNeeds } from './access-needs.ts';
import { addUser } from './add-user.ts';
import { changeUser } from './change-user.ts';
import { changing, personConcerned, personToChange, personToSee, viewing } from './directory-guards.ts';
import { guarded, pageByName } from './pages.ts';
import { type UserRow, countUsers, listUsers } from './people.store.ts';
import { setRoles } from './set-roles.ts';
import { showUser, showUsers } from './show-user.ts';

const reading = { audit: { none: 'a read of the own directory' }, change: { none: 'a read' } } as const;
const own = { none: 'a partner has no right in the directory of a customer (D31)' } as const;

/** People of an organization and their directory roles. */
export const userRoutes = (needs: AccessNeeds): readonly Route[] => [
  route(directory.users, {
    access: viewing,
    ...reading,
    handle: async ({ tx, call, authority, params, query }) => {
      const filter = { organization: guarded(params.organization), q: query.q, active: query.active, role: query.role };
      const page = await pageByName<UserRow>(
        call,
        'users',
        query,
        (row) => row,
        (after, most) => listUsers(tx, { ...filter, after, most }),
      );
      if (!page.ok) return page;
      return ok({
        items: await showUsers({ tx, call, authority }, page.value.rows, needs),
        nextCursor: page.value.nextCursor,
        ...(query.count === true ? { count: await countUsers(tx, filter) } : {}),
      });
    },
  }),
  route(directory.user, {
    access: personToSee,
    ...reading,
    handle: async ({ object, ...showing }) => ok(await showUser(showing, object, needs)),
  }),
  route(directory.createUser, {
    access: changing,
    audit: ['user.created'],
    change: own,
    fresh: 'step-up',
    location: ({ id }, { organization }) => `/api/v1/organizations/${organization}/users/${id}`,
    handle: async ({ tx, call, authority, params, body }) => {
      const added = await addUser(tx, call, guarded(params.organization), body);
      return added.ok ? ok(await showUser({ tx, call, authority }, added.value, needs)) : added;
    },
  }),
  route(directory.updateUser, {
    access: personConcerned(needs),
    audit: ['user.modified', 'user.disabled', 'user.enabled', 'delegation.unattended', 'delegation.attended'],
    change: own,
    changesAccess: true,
    fresh: 'step-up',
    handle: async ({ tx, call, authority, object, body, ifMatch }) => {
      const changed = await changeUser(tx, call, object, body, ifMatch, needs);
      return changed.ok ? ok(await showUser({ tx, call, authority }, changed.value, needs)) : changed;
    },
  }),
  route(directory.setRoles, {
    access: personToChange,
    audit: ['user.roles_set'],
    change: own,
    changesAccess: true,
    fresh: 'step-up',
    handle: async ({ tx, call, authority, object, body, ifMatch }) => {
      const changed = await setRoles(tx, call, object, body.roles, ifMatch);
      return changed.ok ? ok(await showUser({ tx, call, authority }, changed.value, needs)) : changed;
    },
  }),
];
