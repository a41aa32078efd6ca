import type { Room } from '@keyholder/contract';
import { type ActionKey, type Authority, type RoomMatter, roomMatter } from '../../kernel/rights.ts';
import { groupsIn } from './room.rules.ts';
import type { ListedRoom, RoomRow } from './rooms.store.ts';

const shownActions: readonly ActionKey[] = [
  'rooms.modify',
  'groups.modify',
  'rings.modify',
  'rooms.reset_key',
  'rooms.download_key',
  'rooms.unenroll',
  'reports.create_incident',
];

/** The room as this caller may see it: groups and ring are absent, not empty, without their area's View here (D71). */
export const viewRoom = (row: RoomRow, authority: Authority): Room => viewListed(row, authority, roomMatter(row.customer, row.atoms));

/** The same of one in a list, with what decides about it. */
export function viewListed(row: ListedRoom, authority: Authority, matter: RoomMatter): Room {
  const sees = (action: ActionKey): boolean => authority.decide(action, matter).outcome !== 'deny';
  return {
    id: row.id,
    customer: row.customer,
    customerName: row.customerName,
    name: row.name,
    country: row.country,
    city: row.city,
    site: row.site,
    notes: row.notes,
    ...(sees('groups.view') ? { groups: groupsIn(matter.atoms) } : {}),
    ...(sees('rings.view') ? { ring: row.ring as NonNullable<Room['ring']> } : {}), // written from the contract's values only
    device: row.device,
    health: row.health,
    healthSince: row.healthSince.toISOString(),
    healthReasons: row.healthReasons,
    lastSeenAt: instant(row.lastSeenAt),
    enrolment: { state: row.enrolment, keyIssuedAt: instant(row.keyIssuedAt), keyExpiresAt: instant(row.keyExpiresAt) },
    ...(row.measurements === undefined ? {} : { measurements: row.measurements }),
    version: row.version,
    allowedActions: authority.allowedActions(matter, shownActions),
  };
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;
