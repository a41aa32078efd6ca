import type { OrganizationId, PersonAccess } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { recordExport } from '../audit/index.ts';
import { type AccessFile, type Format, type Table, accessFile, atOnce, nextAfter, scopeText } from './access-file.ts';
import { type Wanted, linesOf, pageOfHolders } from './access-of-people.ts';
import { type ReadingNeeds, openReading } from './access-reading.ts';
import { byRightsOfNow } from './by-rights-of-now.ts';

/**
 * The list of who can touch what as a file; an act of its own, in the ledgers of both sides before the first line leaves. It is
 * read after the call's transaction, page by page, so that no ending waits for it (D43).
 */
export async function exportAccess(
  db: Db,
  tx: TenantTx,
  needs: ReadingNeeds,
  call: Call<Person>,
  customer: OrganizationId,
  { format, person, q }: { format: Format } & Wanted,
): Promise<AccessFile> {
  await recordExport(tx, call, customer, {
    action: 'access.exported',
    target: { type: 'access', id: person ?? customer, name: '' },
    changes: { format, ...(q === undefined ? {} : { q }) },
  });
  return accessFile(format, table, (after) =>
    byRightsOfNow(db, needs.cache, call.actor, customer, async (now, authority) => {
      if (!authority.known(customer)) return { lines: [], next: undefined };
      const reading = await openReading(now, needs, authority, call.actor.user, customer);
      const rows = await pageOfHolders(now, reading, { person, q }, after, atOnce);
      return { lines: await linesOf(now, needs, reading, rows), next: nextAfter(rows) };
    }),
  );
}

const table: Table<PersonAccess> = {
  columns: ['person', 'person id', 'organization', 'side', 'role', 'assignment', 'through groups', 'permissions', 'scope', 'rooms of the person'],
  rowsOf: ({ person, side, rooms, paths }) =>
    paths.map(({ role, assignment, groups, permissions, scope }) => [
      person.name,
      person.id,
      person.organization.name,
      side,
      role.name,
      assignment?.name ?? '',
      groups.map(({ name }) => name).join(' > '),
      permissions.join(' '),
      scopeText(scope),
      rooms,
    ]),
};
