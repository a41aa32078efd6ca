import { type GroupId, directory } from '@keyholder/contract';
import { ok, refuse } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { AccessNeeds } from './access-needs.ts';
import { changeGroup } from './change-group.ts';
import { createGroup } from './create-group.ts';
import { changing, groupConcerned, groupToSee, memberConcerned, viewing } from './directory-guards.ts';
import { type GroupRow, countGroups, listGroups, readGroup } from './groups.store.ts';
import { guarded, pageByName } from './pages.ts';
import { recordChange } from './record-change.ts';
import { removeGroup } from './remove-group.ts';
import { showGroup, showGroups } from './show-group.ts';

const reading = { audit: { none: 'a read of the own directory' }, change: { none: 'a read' } } as const;
const acting = { change: { none: 'a partner has no right in the directory of a customer (D31)' }, fresh: 'step-up' } as const;

/** Security groups and who is in them. */
export const groupRoutes = (needs: AccessNeeds): readonly Route[] => [
  route(directory.groups, {
    access: viewing,
    ...reading,
    handle: async (context) => {
      const { tx, call, params, query } = context;
      const organization = guarded(params.organization);
      const page = await pageByName<GroupRow>(
        call,
        'groups',
        query,
        (row) => row,
        (after, most) => listGroups(tx, { organization, q: query.q, after, most }),
      );
      if (!page.ok) return page;
      return ok({
        items: await showGroups(context, organization, page.value.rows, needs),
        nextCursor: page.value.nextCursor,
        ...(query.count === true ? { count: await countGroups(tx, organization, query.q) } : {}),
      });
    },
  }),
  route(directory.group, {
    access: groupToSee,
    ...reading,
    handle: async (context) => ok(await showGroup(context, guarded(context.params.organization), context.object, needs)),
  }),
  route(directory.createGroup, {
    access: changing,
    audit: ['group.created'],
    ...acting,
    location: ({ id }, { organization }) => `/api/v1/organizations/${organization}/groups/${id}`,
    handle: async (context) => {
      const { tx, call, body } = context;
      const organization = guarded(context.params.organization);
      const id: GroupId = await createGroup(tx, organization, body.name);
      await recordChange(tx, call, organization, [], {
        action: 'group.created',
        target: { type: 'group', id, name: body.name },
        changes: { before: null, after: { name: body.name } },
      });
      const made = await readGroup(tx, organization, id);
      return made === undefined ? refuse('not_found') : ok(await showGroup(context, organization, made, needs));
    },
  }),
  route(directory.updateGroup, {
    access: groupConcerned(needs),
    audit: ['group.modified', 'group.members_changed', 'delegation.attended'],
    ...acting,
    changesAccess: true,
    handle: async (context) => {
      const { tx, call, object, body, ifMatch } = context;
      const changed = await changeGroup(tx, call, object, body, ifMatch, needs);
      return changed.ok ? ok(await showGroup(context, object.organization, changed.value, needs)) : changed;
    },
  }),
  route(directory.removeGroup, {
    access: groupConcerned(needs),
    audit: ['group.deleted'],
    ...acting,
    changesAccess: true,
    handle: ({ tx, call, object, ifMatch }) => removeGroup(tx, call, object, ifMatch, needs),
  }),
  route(directory.addMembers, {
    access: groupConcerned(needs),
    audit: ['group.members_changed', 'delegation.attended'],
    ...acting,
    changesAccess: true,
    handle: async (context) => {
      const { tx, call, object, body } = context;
      const changed = await changeGroup(tx, call, object, { add: body.members }, undefined, needs);
      if (changed.ok) return ok(await showGroup(context, object.organization, changed.value, needs));
      if (changed.code === 'last_primary_admin' || changed.code === 'version_outdated') throw new Error(`an addition ended in \`${changed.code}\``);
      return { ...changed, code: changed.code };
    },
  }),
  route(directory.removeMember, {
    access: memberConcerned(needs),
    audit: ['group.members_changed'],
    ...acting,
    changesAccess: true,
    handle: async (context) => {
      const { tx, call, object } = context;
      const changed = await changeGroup(tx, call, object, { remove: [object.member] }, undefined, needs);
      if (changed.ok) return ok(await showGroup(context, object.organization, changed.value, needs));
      if (changed.code !== 'last_primary_admin' && changed.code !== 'not_found') throw new Error(`a removal ended in \`${changed.code}\``);
      return { ...changed, code: changed.code };
    },
  }),
];
