import type { RoomAccess } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import type { Authority, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { recordExport } from '../audit/index.ts';
import { type AccessFile, type Format, type Page, type Table, accessFile, atOnce, nextAfter, scopeText } from './access-file.ts';
import { type RoomRead, peopleWithRoom } from './access-of-room.ts';
import type { AtomCache } from './atom-cache.ts';
import type { ReadingNeeds } from './access-reading.ts';
import { byRightsOfNow } from './by-rights-of-now.ts';

/**
 * The list of who can touch one room as a file; like that of a whole customer an act of its own, and read page by page after the
 * call's transaction. Each page asks anew what the room is in and whether the reader sees it: nothing comes after either ended (D43).
 */
export async function exportRoomAccess(
  db: Db,
  tx: TenantTx,
  needs: ReadingNeeds & { atoms: AtomCache },
  call: Call<Person>,
  { id, customer }: RoomRead,
  format: Format,
): Promise<AccessFile> {
  await recordExport(tx, call, customer, { action: 'access.exported', target: { type: 'access', id, name: '' }, changes: { format } });
  return accessFile(format, table, (after) =>
    byRightsOfNow(db, needs.cache, call.actor, customer, async (now, authority): Promise<Page<RoomAccess>> => {
      const [{ atoms } = { atoms: [] }] = await needs.atoms.roomsOf(now, authority, [{ customer, room: id }]);
      if (atoms.length === 0 || !seesAccess(authority, { customer, kind: 'room', atoms })) return { lines: [], next: undefined };
      const { rows, lines } = await peopleWithRoom(now, needs, authority, call.actor.user, { id, customer, atoms }, after, atOnce);
      return { lines: lines(rows), next: nextAfter(rows) };
    }),
  );
}

const seesAccess = (authority: Authority, room: Matter): boolean =>
  authority.decide('rooms.view', room).outcome !== 'deny' && authority.decide('roles.view', room).outcome !== 'deny';

const table: Table<RoomAccess> = {
  columns: ['person', 'person id', 'organization', 'side', 'role', 'assignment', 'through groups', 'scope', 'may', 'may after approval'],
  rowsOf: ({ person, may, mayAsk, paths }) =>
    paths.map(({ role, assignment, groups, atoms, delegation }) => [
      person.name,
      person.id,
      person.organization.name,
      delegation === undefined ? 'own' : 'partner',
      role.name,
      assignment?.name ?? '',
      groups.map(({ name }) => name).join(' > '),
      scopeText(atoms),
      may.join(' '),
      mayAsk.join(' '),
    ]),
};
