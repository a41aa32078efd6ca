import type { OrganizationId, TouchedRoom } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, encodeCursor } from '../../platform/http/cursor.ts';
import { permissionsAt } from './access-of-room.ts';
import { holdingOf, pageOfHolders, roomScopesOf } from './access-of-people.ts';
import { type PageAsked, textsOf } from './access-page.ts';
import { type ReadingNeeds, nameable, openReading } from './access-reading.ts';
import { atomsOfRooms } from './evaluate.store.ts';
import { waysTo } from './explain.ts';
import { assignmentsOfPaths, atomsOf, pathView, readNames } from './explain.view.ts';

type Listed = { items: TouchedRoom[]; nextCursor: string | null };

/** The rooms that one person can touch, by name, what it may do in each and by which ways (D48); only rooms that the asker may see rights over. */
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
  const [person] = await pageOfHolders(tx, reading, { person: user }, undefined, 1);
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
  const lines = rooms.map((room) => {
    const matter: Matter = { customer, kind: 'room', atoms: atoms.get(room.id) ?? [] };
    return { room, ...permissionsAt(facts, person, matter), ways: waysTo(facts, person.facts, matter) };
  });
  const all = lines.flatMap(({ ways }) => ways);
  const names = await readNames(tx, needs.estate, {
    customer,
    assignments: assignmentsOfPaths(all),
    atoms: await nameable(tx, customer, sight, [...new Set(atomsOf(all))]),
  });
  return ok({
    items: lines.map(({ ways, ...line }) => ({ ...line, paths: ways.map((way) => pathView(way, person, names)) })),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.name, last.id]),
  });
}
