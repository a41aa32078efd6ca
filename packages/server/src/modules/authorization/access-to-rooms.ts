import type { OrganizationId, TouchedRoom } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, encodeCursor } from '../../platform/http/cursor.ts';
import { permissionsAt } from './access-of-room.ts';
import { holdingOf, pageOfHolders, roomScopesOf } from './access-of-people.ts';
import { type PageAsked, textsOf } from './access-page.ts';
import { knowPeople } from './access-people.store.ts';
import { type ReadingNeeds, openReading } from './access-reading.ts';
import { atomsOfRooms } from './evaluate.store.ts';

type Listed = { items: TouchedRoom[]; nextCursor: string | null };

/** The rooms that one person can touch, by name, and what it may do in each; only rooms that the asker may see rights over. */
export async function accessToRooms(
  tx: TenantTx,
  needs: ReadingNeeds,
  authority: Authority,
  call: PersonCall,
  customer: OrganizationId,
  user: string,
  asked: PageAsked,
): Promise<Result<Listed, 'invalid_cursor'>> {
  const list = `rooms of ${user} at ${customer}`;
  const key = textsOf(call, list, asked.cursor);
  if (!key.ok) return key;
  const reading = await openReading(tx, needs, authority, call.actor.user, customer);
  const [row] = await pageOfHolders(tx, reading, user, undefined, 1);
  const person = row && (await knowPeople(tx, reading.organizations, [row.id])).get(row.id);
  if (person === undefined) return ok({ items: [], nextCursor: null });
  const { facts, sight } = reading;
  const scopes = [...roomScopesOf(facts, person, holdingOf(facts, person)), ...sight.scopes];
  const [name, id] = key.value ?? [];
  const after = name === undefined || id === undefined ? undefined : ([name, id] as const);
  const rows = await needs.estate.pageOfRooms(tx, customer, { scopes, after, limit: asked.limit + 1 });
  const rooms = rows.slice(0, asked.limit);
  const atoms = await atomsOfRooms(
    tx,
    customer,
    rooms.map((room) => room.id),
  );
  const last = rows.length > asked.limit ? rooms.at(-1) : undefined;
  return ok({
    items: rooms.map((room) => ({
      room: { id: room.id, name: room.name },
      ...permissionsAt(facts, person, { customer, kind: 'room', atoms: atoms.get(room.id) ?? [] }),
    })),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.name, last.id]),
  });
}
