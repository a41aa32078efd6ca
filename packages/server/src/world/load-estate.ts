import { type ErrorCode, type NewRoom, type PersonRef, builtInRings } from '@keyholder/contract';
import type { Call } from '../kernel/call.ts';
import { newId } from '../kernel/ids.ts';
import { type Refusal, type Result, ok } from '../kernel/result.ts';
import type { TenantTx } from '../kernel/tenant.ts';
import { createIncident, insertComment, saveTicket } from '../modules/incidents/index.ts';
import { addRooms, createGroup, createRing } from '../modules/rooms/index.ts';
import type { InstanceKey } from '../platform/keys/instance-key.ts';
import { type Ids, idOf } from './ids.ts';
import { under } from './read-world.ts';
import type { World } from './world.schema.ts';

/** Room groups, update rings and rooms; the rooms of a customer go in together. */
export async function loadRooms(tx: TenantTx, call: Call, world: World, ids: Ids, instanceKey: InstanceKey): Promise<Result<undefined, ErrorCode>> {
  for (const { id: alias, customer, name = alias } of world.roomGroups) {
    const made = await createGroup(tx, call, 'platform', idOf(ids.organizations, customer), { name });
    if (!made.ok) throw new Error('the platform was refused a group');
    ids.roomGroups.set(alias, made.value);
  }
  for (const [n, { id: alias, customer, ...ring }] of world.updateRings.entries()) {
    const made = await createRing(tx, call, 'platform', idOf(ids.organizations, customer), ring);
    if (!made.ok) return under(`/updateRings/${n}`, made);
    ids.updateRings.set(alias, made.value);
  }
  for (const [customer, rooms] of Map.groupBy(world.rooms.entries(), ([, room]) => room.customer)) {
    const added = await addRooms(
      tx,
      idOf(ids.organizations, customer),
      rooms.map(([, room]) => newRoomOf(room, ids)),
      instanceKey,
    );
    if (!added.ok)
      return under(
        '/rooms',
        inFile(
          added,
          rooms.map(([n]) => n),
        ),
      );
    for (const [m, [, { id: alias }]] of rooms.entries()) {
      const id = added.value[m];
      if (id !== undefined) ids.rooms.set(alias, id);
    }
  }
  return ok(undefined);
}

function newRoomOf({ id: _alias, customer: _customer, groups, ring, ...fields }: World['rooms'][number], ids: Ids): NewRoom {
  return {
    ...fields,
    ...(ring === undefined ? {} : { ring: builtInRings.find((one) => one === ring) ?? idOf(ids.updateRings, ring) }),
    groups: [...new Set(groups ?? [])].map((group) => idOf(ids.roomGroups, group)),
  };
}

/** Pointers that begin with a place among one customer's rooms, as pointers into the file's list. */
function inFile(refusal: Refusal, places: readonly number[]): Refusal {
  const faults = (refusal.faults ?? []).map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/(\d+)/, (_, n: string) => `/${places[Number(n)] ?? n}`),
  }));
  return { ...refusal, pointer: '', faults };
}

/** What happened before, in the order of the file: incidents are numbered by it. */
export async function loadIncidents(tx: TenantTx, call: Call, world: World, ids: Ids): Promise<void> {
  const customerOf = new Map(world.rooms.map(({ id, customer }) => [id, customer]));
  const personOf = peopleOf(world, ids);
  for (const { id: alias, room, severity, title, state, openedAt, closedAt, assignee, comments = [] } of world.incidents) {
    const customer = idOf(ids.organizations, customerOf.get(room) ?? '');
    const made = await createIncident(tx, call, customer, {
      room: idOf(ids.rooms, room),
      severity,
      title,
      ...(state === undefined ? {} : { state }),
      ...(openedAt === undefined ? {} : { openedAt: new Date(openedAt) }),
      ...(closedAt === undefined ? {} : { closedAt: new Date(closedAt) }),
    });
    ids.incidents.set(alias, made.id);
    if (assignee !== undefined) await saveTicket(tx, customer, made.id, { assignee: personOf(assignee) });
    for (const { by, audience, text, at } of comments) {
      const written = { id: newId('cmt'), author: personOf(by), audience, text, ...(at === undefined ? {} : { at: new Date(at) }) };
      await insertComment(tx, { customer, id: made.id }, written);
    }
  }
}

/** People of the file as a ticket names them. */
function peopleOf(world: World, ids: Ids): (alias: string) => PersonRef {
  const users = new Map(world.users.map((user) => [user.id, user]));
  const names = new Map(world.organizations.map(({ id, name }) => [id, name]));
  return (alias) => {
    const { name = alias, organization = '' } = users.get(alias) ?? {};
    return { id: idOf(ids.users, alias), name, organization: { id: idOf(ids.organizations, organization), name: names.get(organization) ?? '' } };
  };
}
