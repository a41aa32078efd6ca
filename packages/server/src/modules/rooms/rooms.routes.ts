import { type PermissionKey, type RoomChange, rooms } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { ActionKey, Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Found, type Route, route } from '../../platform/http/route.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { type AtomCache, coverageOf, grantsAt } from '../authorization/index.ts';
import { changeRoom, shownPart } from './change-room.ts';
import { createRoom } from './create-room.ts';
import { customerOf, notForPartners, reading } from './declarations.ts';
import { downloadKey } from './download-key.ts';
import { type ByRightsOfNow, failingLines } from './failing-lines.ts';
import { groupsRoutes } from './groups.routes.ts';
import { importRooms } from './import-rooms.ts';
import { listRooms } from './list-rooms.ts';
import { measureScope } from './measure-scope.ts';
import { placesOf } from './places.store.ts';
import { resetKey } from './reset-key.ts';
import { ringsRoutes } from './rings.routes.ts';
import { viewRoom } from './room.view.ts';
import { type RoomRow, findRoom } from './rooms.store.ts';
import { unenrolRoom } from './unenrol-room.ts';

type InRoom = { customer: string; room: string };

/** How a route whose object is a room, or lies in one, finds it and what decides about it. */
export async function roomOf(tx: TenantTx, { customer, room }: InRoom): Promise<Found<RoomRow> | undefined> {
  const row = await findRoom(tx, customer, room);
  return row === undefined ? undefined : { object: row, atoms: row.atoms, version: row.version };
}

const onRoom = (action: ActionKey) =>
  ({
    kind: 'object',
    action,
    see: 'rooms.view',
    customer: (params: InRoom) => params.customer,
    object: (tx: TenantTx, params: InRoom) => roomOf(tx, params),
  }) as const;
const onCustomer = (action: ActionKey) => ({ kind: 'organization', action, customer: (params: { customer: string }) => params.customer }) as const;

/** Whether a change moves a room between atoms, and so may change who reaches it; notes and names do not hold anybody up. */
const movesRoom = ({ groups, country, city, site }: RoomChange): boolean => [groups, country, city, site].some((part) => part !== undefined);

type Needs = { instanceKey: InstanceKey; atoms: AtomCache; byRightsOfNow: ByRightsOfNow };

export const roomsRoutes = ({ instanceKey, atoms, byRightsOfNow }: Needs): Route[] => [
  ...groupsRoutes({ atoms }),
  ...ringsRoutes({ atoms }),
  route(rooms.list, {
    access: { kind: 'list', permission: 'rooms.view' },
    audit: reading,
    change: reading,
    handle: ({ tx, call, authority, query: { customer, ...query } }) => listRooms(tx, atoms, call, authority, customer, query),
  }),
  route(rooms.listOfCustomer, {
    access: { kind: 'list', permission: 'rooms.view', customer: ({ customer }) => customer },
    audit: reading,
    change: reading,
    handle: ({ tx, call, authority, params, query }) => listRooms(tx, atoms, call, authority, params.customer, query),
  }),
  route(rooms.get, {
    access: onRoom('rooms.view'),
    audit: reading,
    change: reading,
    handle: async ({ authority, object }) => ok(viewRoom(object, authority)),
  }),
  route(rooms.create, {
    access: onCustomer('rooms.create'),
    audit: ['room.created'],
    change: notForPartners,
    location: ({ id, customer }) => `/api/v1/customers/${customer}/rooms/${id}`,
    handle: async ({ tx, call, authority, params, body }) =>
      shown(await createRoom(tx, call, authority, customerOf(params), body, instanceKey), authority),
  }),
  route(rooms.update, {
    access: onRoom('rooms.modify'),
    audit: ['room.modified'],
    changesAccess: movesRoom,
    alsoNeeds: (body): PermissionKey[] => [
      ...(body.groups === undefined ? [] : ['groups.modify' as const]),
      ...(body.ring === undefined ? [] : ['rings.modify' as const]),
    ],
    change: {
      event: 'rooms.modify',
      target: ({ id, name, version }) => ({ type: 'room', id, name, version }),
      shown: shownPart,
    },
    handle: async ({ tx, call, authority, object, body }) => shown(await changeRoom(tx, call, authority, object, body), authority),
  }),
  route(rooms.unenrol, {
    access: onRoom('rooms.unenroll'),
    audit: ['room.unenrolled'],
    changesAccess: true,
    change: notForPartners,
    handle: async ({ tx, call, authority, object }) => {
      const left = await unenrolRoom(tx, call, authority, object);
      return left.ok ? ok({ ...viewRoom(left.value, authority), allowedActions: [] }) : left;
    },
  }),
  route(rooms.key, {
    access: onRoom('rooms.download_key'),
    audit: ['room_key.downloaded'],
    fresh: 'step-up',
    change: notForPartners,
    handle: ({ tx, call, authority, object }) => downloadKey(tx, call, authority, object, instanceKey),
  }),
  route(rooms.resetKey, {
    access: onRoom('rooms.reset_key'),
    audit: ['room_key.reset'],
    fresh: 'step-up',
    change: notForPartners,
    handle: async ({ tx, call, authority, object }) => shown(await resetKey(tx, call, authority, object, instanceKey), authority),
  }),
  route(rooms.import, {
    access: onCustomer('rooms.create'),
    audit: ['rooms.imported'],
    locks: 'at the end',
    change: notForPartners,
    handle: ({ tx, call, authority, params, query, body }) => importRooms(tx, call, authority, customerOf(params), body, query, instanceKey),
  }),
  route(rooms.failingLines, {
    access: onCustomer('rooms.create'),
    audit: { none: 'gives back what was sent' },
    change: { none: 'changes nothing' },
    locks: 'at the end',
    handle: ({ call, params, body }) => failingLines(byRightsOfNow, call.actor, customerOf(params), body),
    headers: () => ({ 'content-disposition': 'attachment; filename="failing-lines.jsonl"' }),
  }),
  route(rooms.measureScope, {
    access: { kind: 'list', permission: 'rooms.view', customer: ({ customer }) => customer },
    audit: { none: 'counts only' },
    change: { none: 'changes nothing' },
    handle: ({ tx, authority, params, body }) => measureScope(tx, authority, customerOf(params), body.scope),
  }),
  route(rooms.placesOfAll, {
    access: { kind: 'list', permission: 'rooms.view' },
    audit: reading,
    change: reading,
    handle: async ({ tx, authority, query }) => ok(await placesOf(tx, coverageOf(grantsAt(authority.grants('rooms.view'), query.customer)))),
  }),
  route(rooms.places, {
    access: { kind: 'list', permission: 'rooms.view', customer: ({ customer }) => customer },
    audit: reading,
    change: reading,
    handle: async ({ tx, authority, params }) => ok(await placesOf(tx, coverageOf(grantsAt(authority.grants('rooms.view'), params.customer)))),
  }),
];

function shown<R extends Exclude<Result<RoomRow>, { ok: true }>>(outcome: { ok: true; value: RoomRow } | R, authority: Authority) {
  return outcome.ok ? ok(viewRoom(outcome.value, authority)) : outcome;
}
