import { type RoomGroup, roomGroups } from '@keyholder/contract';
import { type Refusal, ok } from '../../kernel/result.ts';
import type { ActionKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Found, type Route, route } from '../../platform/http/route.ts';
import type { AtomCache } from '../authorization/index.ts';
import { changeGroup } from './change-group.ts';
import { createGroup } from './create-group.ts';
import { customerOf, notForPartners, reading } from './declarations.ts';
import { deleteGroup } from './delete-group.ts';
import { type Group, atomsOfGroups, findGroup } from './groups.store.ts';
import { listGroups, showGroup } from './list-groups.ts';
import { listRooms } from './list-rooms.ts';
import { setKey } from './room-sets.store.ts';

type OfGroup = { customer: string; roomGroup: string };

async function groupOf(tx: TenantTx, { customer, roomGroup }: OfGroup): Promise<Found<Group> | undefined> {
  const group = await findGroup(tx, customer, roomGroup);
  if (group === undefined) return undefined;
  const rooms = (await atomsOfGroups(tx, [group])).get(setKey(group.customer, group.id)) ?? [];
  return { object: group, rooms, version: group.version };
}
const onGroup = (action: ActionKey) =>
  ({ kind: 'object', action, see: 'groups.view', customer: (params: OfGroup) => params.customer, object: groupOf }) as const;

export const groupsRoutes = ({ atoms }: { atoms: AtomCache }): Route[] => [
  route(roomGroups.list, {
    access: { kind: 'list', permission: 'groups.view' },
    audit: reading,
    change: reading,
    handle: ({ tx, call, authority, query: { customer, ...query } }) => listGroups(tx, call, authority, customer, query),
  }),
  route(roomGroups.listOfCustomer, {
    access: { kind: 'list', permission: 'groups.view', customer: ({ customer }) => customer },
    audit: reading,
    change: reading,
    handle: ({ tx, call, authority, params, query }) => listGroups(tx, call, authority, params.customer, query),
  }),
  route(roomGroups.create, {
    access: { kind: 'organization', action: 'groups.create', customer: ({ customer }) => customer },
    audit: ['room_group.created'],
    // no one's access changes, but rooms that are there get an atom more, and lists of their incidents must not miss it
    changesAccess: ({ rooms = [] }) => rooms.length > 0,
    change: notForPartners,
    location: ({ id, customer }) => `/api/v1/customers/${customer}/room-groups/${id}`,
    handle: async ({ tx, call, authority, params, body }) => {
      const customer = customerOf(params);
      const made = await createGroup(tx, call, authority, customer, body);
      return made.ok ? ok(await showGroup(tx, authority, { customer, id: made.value })) : made;
    },
  }),
  route(roomGroups.get, {
    access: onGroup('groups.view'),
    audit: reading,
    change: reading,
    handle: async ({ tx, authority, object }) => ok(await showGroup(tx, authority, object)),
  }),
  route(roomGroups.update, {
    access: onGroup('groups.modify'),
    audit: ['room_group.modified'],
    changesAccess: true,
    change: notForPartners,
    handle: async ({ tx, call, authority, object, body }) =>
      shown(await changeGroup(tx, call, authority, object, body), () => showGroup(tx, authority, object)),
  }),
  route(roomGroups.delete, {
    access: onGroup('groups.modify'),
    audit: ['room_group.deleted'],
    changesAccess: true,
    change: notForPartners,
    handle: async ({ tx, call, authority, object }) => {
      const last = await showGroup(tx, authority, object);
      return shown(await deleteGroup(tx, call, authority, object), async () => ({ ...last, allowedActions: [] }));
    },
  }),
  route(roomGroups.rooms, {
    access: onGroup('groups.view'),
    audit: reading,
    change: reading,
    handle: ({ tx, call, authority, object, query }) => listRooms(tx, atoms, call, authority, object.customer, { ...query, group: object.id }),
  }),
];

const shown = async <R extends Refusal>(outcome: { ok: true; value: undefined } | R, show: () => Promise<RoomGroup>) =>
  outcome.ok ? ok(await show()) : outcome;
