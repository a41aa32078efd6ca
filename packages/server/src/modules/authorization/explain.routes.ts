import { type OrganizationId, explanations, isId } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { accessOfPeople } from './access-of-people.ts';
import { type RoomRead, accessOfRoom } from './access-of-room.ts';
import { asked } from './access-page.ts';
import type { ReadingNeeds } from './access-reading.ts';
import { accessToRooms } from './access-to-rooms.ts';
import type { AtomCache } from './atom-cache.ts';
import { explainDecision } from './explain-decision.ts';
import { exportAccess } from './export-access.ts';
import { exportRoomAccess } from './export-room-access.ts';

const reading = { none: 'reading who has access is not an act' };
const nothingChanges = { none: 'changes nothing' };
/** Whoever is known there sees at least itself, so the list is never refused. */
const people = { kind: 'list', permission: 'roles.view', customer: ({ customer }: { customer: string }) => customer } as const;

type InRoom = { customer: string; room: string };

/** A room that one sees, over which one sees who has which role. */
const roomBy = (cache: AtomCache) =>
  ({
    kind: 'object',
    action: 'roles.view',
    see: 'rooms.view',
    customer: ({ customer }: InRoom) => customer,
    object: async (tx: TenantTx, { customer, room }: InRoom, authority: Authority) => {
      if (!isId('org', customer)) return undefined;
      const [{ atoms } = { atoms: [] }] = await cache.roomsOf(tx, authority, [{ customer, room }]);
      return atoms.length === 0 ? undefined : { object: { id: room, customer, atoms } satisfies RoomRead, atoms }; // every room has some
    },
  }) as const;

/** Explain, who can touch this room, what can this person touch (D30, D48). */
export const explainRoutes = (db: Db, needs: ReadingNeeds & { atoms: AtomCache }): Route[] => [
  route(explanations.explain, {
    access: { kind: 'own', why: 'answers only about people and things that the caller may know of and ask about; for it all others are absent' },
    audit: reading,
    change: nothingChanges,
    handle: ({ tx, call, authority, query }) => explainDecision(tx, needs, authority, call.actor.user, query),
  }),
  route(explanations.ofRoom, {
    access: roomBy(needs.atoms),
    audit: reading,
    change: nothingChanges,
    handle: ({ tx, call, authority, object, query }) => accessOfRoom(tx, needs, authority, call, object, asked(query)),
  }),
  route(explanations.exportOfRoom, {
    access: roomBy(needs.atoms),
    audit: ['access.exported'],
    change: nothingChanges,
    handle: async ({ tx, call, object, query }) => ok(await exportRoomAccess(db, tx, needs, call, object, query.format)),
    headers: asFile,
  }),
  route(explanations.ofCustomer, {
    access: people,
    audit: reading,
    change: nothingChanges,
    handle: ({ tx, call, authority, params, query }) =>
      accessOfPeople(tx, needs, authority, call, customerOf(params), { ...asked(query), person: query.person, q: query.q }),
  }),
  route(explanations.roomsOf, {
    access: people,
    audit: reading,
    change: nothingChanges,
    handle: ({ tx, call, authority, params, query }) => accessToRooms(tx, needs, authority, call, customerOf(params), query.person, asked(query)),
  }),
  route(explanations.export, {
    access: people,
    audit: ['access.exported'],
    change: nothingChanges,
    handle: async ({ tx, call, params, query }) => ok(await exportAccess(db, tx, needs, call, customerOf(params), query)),
    headers: asFile,
  }),
];

function asFile(file: string | AsyncIterable<string>): Record<string, string> {
  const isCsv = typeof file === 'object' && 'format' in file && file.format === 'csv';
  return {
    'content-type': isCsv ? 'text/csv; charset=utf-8; header=present' : 'application/jsonl',
    'content-disposition': `attachment; filename="access.${isCsv ? 'csv' : 'jsonl'}"`,
  };
}

/** The guard has let this customer pass, so it is an id. */
function customerOf({ customer }: { customer: string }): OrganizationId {
  if (!isId('org', customer)) throw new Error('a route of a customer was reached without one');
  return customer;
}
