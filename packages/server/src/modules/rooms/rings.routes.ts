import { type RoomsMoved, type UpdateRing, type UpdateRingChange, rings } from '@keyholder/contract';
import { type Refusal, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Found, type Route, route } from '../../platform/http/route.ts';
import type { AtomCache } from '../authorization/index.ts';
import { readOrganizations } from '../organizations/index.ts';
import { changeRing } from './change-ring.ts';
import { createRing } from './create-ring.ts';
import { customerOf, reading } from './declarations.ts';
import { deleteRing } from './delete-ring.ts';
import { listRings, showRing } from './list-rings.ts';
import { listRooms } from './list-rooms.ts';
import { moveRooms } from './move-rooms.ts';
import { pauseRing, resumeRing } from './pause-ring.ts';
import { type Ring, atomsOfRings, findRing } from './rings.store.ts';
import { setKey } from './room-sets.store.ts';

type OfRing = { customer: string; ring: string };
const ofCustomer = (params: { customer: string }): string => params.customer;

/** Rings span partners: to see one, and to move rooms into it, is a right at the customer (D34). */
const atCustomer = <A extends 'rings.view' | 'rings.modify'>(action: A) =>
  ({
    kind: 'object',
    action,
    see: 'rings.view',
    customer: ofCustomer,
    object: async (tx: TenantTx, { customer, ring }: OfRing): Promise<Found<Ring> | undefined> => {
      const found = await findRing(tx, customer, ring);
      return found === undefined ? undefined : { object: found, version: found.version };
    },
  }) as const;

/** To change one, all of its rooms are needed. */
const overItsRooms = {
  kind: 'object',
  action: 'rings.modify',
  see: 'rings.view',
  customer: ofCustomer,
  object: async (tx: TenantTx, { customer, ring }: OfRing): Promise<Found<Ring> | undefined> => {
    const found = await findRing(tx, customer, ring);
    if (found === undefined) return undefined;
    const rooms = (await atomsOfRings(tx, [found])).get(setKey(found.customer, found.id)) ?? [];
    return { object: found, rooms, version: found.version };
  },
} as const;

type Organization = { id: string; name: string };
const inOrganization = {
  kind: 'object',
  action: 'rings.modify',
  see: 'rings.view',
  customer: ofCustomer,
  object: async (tx: TenantTx, params: { customer: string }): Promise<Found<Organization> | undefined> => {
    const [found] = await readOrganizations(tx, [customerOf(params)]);
    return found === undefined ? undefined : { object: found };
  },
} as const;

const event = 'rings.modify' as const;
const target = ({ id, name, version }: Ring) => ({ type: 'update-ring' as const, id, name, version });

export const ringsRoutes = ({ atoms }: { atoms: AtomCache }): Route[] => [
  route(rings.list, {
    access: { kind: 'list', permission: 'rings.view' },
    audit: reading,
    change: reading,
    handle: ({ tx, call, authority, query: { customer, ...query } }) => listRings(tx, call, authority, customer, query),
  }),
  route(rings.listOfCustomer, {
    access: { kind: 'list', permission: 'rings.view', customer: ofCustomer },
    audit: reading,
    change: reading,
    handle: ({ tx, call, authority, params, query }) => listRings(tx, call, authority, params.customer, query),
  }),
  route(rings.create, {
    access: inOrganization,
    audit: ['update_ring.created'],
    change: {
      event,
      target: ({ id, name }) => ({ type: 'organization', id, name, version: 1 }),
      shown: (value, body) => ('order' in value ? shownPart(value, body) : {}),
    },
    location: ({ id, customer }) => `/api/v1/customers/${customer}/update-rings/${id}`,
    handle: async ({ tx, call, authority, params, body }) => {
      const customer = customerOf(params);
      const made = await createRing(tx, call, authority, customer, body);
      return made.ok ? ok(await showRing(tx, authority, { customer, id: made.value })) : made;
    },
  }),
  route(rings.get, {
    access: atCustomer('rings.view'),
    audit: reading,
    change: reading,
    handle: async ({ tx, authority, object }) => ok(await showRing(tx, authority, object)),
  }),
  route(rings.update, {
    access: overItsRooms,
    audit: ['update_ring.modified'],
    change: { event, target, shown: shownPart },
    handle: async ({ tx, call, authority, object, body }) => shown(await changeRing(tx, call, authority, object, body), tx, authority, object),
  }),
  route(rings.delete, {
    access: overItsRooms,
    audit: ['update_ring.deleted'],
    change: { event, target, shown: (value) => ({ name: 'allowedActions' in value ? null : value.name }) },
    handle: async ({ tx, call, authority, object }) => {
      const last = await showRing(tx, authority, object);
      const gone = await deleteRing(tx, call, authority, object);
      return gone.ok ? ok({ ...last, allowedActions: [] }) : gone;
    },
  }),
  route(rings.pause, {
    access: overItsRooms,
    audit: ['update_ring.paused'],
    change: { event, target, shown: shownPause },
    handle: async ({ tx, call, authority, object, body }) => shown(await pauseRing(tx, call, authority, object, body.reason), tx, authority, object),
  }),
  route(rings.resume, {
    access: overItsRooms,
    audit: ['update_ring.resumed'],
    change: { event, target, shown: shownPause },
    handle: async ({ tx, call, authority, object }) => shown(await resumeRing(tx, call, authority, object), tx, authority, object),
  }),
  route(rings.move, {
    access: atCustomer('rings.modify'),
    audit: ['update_ring.rooms_moved'],
    change: { event, target, shown: (value) => ({ moved: isMove(value) ? value.moved.map((one) => ({ ...one, to: value.ring })) : [] }) },
    handle: ({ tx, call, authority, object, body }) => moveRooms(tx, call, authority, object, body.rooms),
  }),
  route(rings.rooms, {
    access: atCustomer('rings.view'),
    audit: reading,
    change: reading,
    handle: ({ tx, call, authority, object, query }) => listRooms(tx, atoms, call, authority, object.customer, { ...query, ring: object.id }),
  }),
];

const shown = async <R extends Refusal>(outcome: { ok: true; value: undefined } | R, tx: TenantTx, authority: Authority, ring: Ring) =>
  outcome.ok ? ok(await showRing(tx, authority, ring)) : outcome;

const isMove = (value: RoomsMoved | Ring): value is RoomsMoved => 'moved' in value;
function shownPause(value: UpdateRing | Ring): { pause: string | null } {
  return { pause: 'pause' in value ? (value.pause?.reason ?? null) : value.pauseReason };
}
/** What the body may change, before or after (D37). */
function shownPart(ring: UpdateRing | Ring, body: UpdateRingChange): Record<string, unknown> {
  return Object.fromEntries(Object.keys(body).map((name) => [name, Reflect.get(ring, name)]));
}
