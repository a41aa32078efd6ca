import type { NamedAtom, OrganizationId, PersonAccess } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { csvLine } from '../../platform/http/csv-line.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { recordExport } from '../audit/index.ts';
import { linesOf, pageOfHolders } from './access-of-people.ts';
import type { PersonKey } from './access-people.store.ts';
import { type ReadingNeeds, openReading } from './access-reading.ts';
import { byRightsOfNow } from './by-rights-of-now.ts';

const atOnce = 200;
const columns = [
  'person',
  'person id',
  'organization',
  'side',
  'role',
  'assignment',
  'through groups',
  'permissions',
  'scope',
  'rooms of the person',
];

type Format = 'csv' | 'jsonl';
/** The lines of a file that says which kind it is. */
export type AccessFile = AsyncIterable<string> & { readonly format: Format };

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
  { format, person }: { format: Format; person?: string | undefined },
): Promise<AccessFile> {
  await recordExport(tx, call, customer, {
    action: 'access.exported',
    target: { type: 'access', id: person ?? customer, name: '' },
    changes: { format },
  });
  const read = (after: PersonKey | undefined): Promise<Page> =>
    byRightsOfNow(db, needs.cache, call.actor, customer, async (now, authority) => {
      if (!authority.known(customer)) return { lines: [], next: undefined };
      const reading = await openReading(now, needs, authority, call.actor.user, customer);
      const rows = await pageOfHolders(now, reading, { person }, after, atOnce);
      const last = rows.length < atOnce ? undefined : rows.at(-1);
      return { lines: await linesOf(now, needs, reading, rows), next: last && [last.name, last.organization, last.id] };
    });
  return Object.assign(linesIn(format, read), { format });
}

type Page = { lines: readonly PersonAccess[]; next: PersonKey | undefined };
async function* linesIn(format: Format, read: (after: PersonKey | undefined) => Promise<Page>): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns);
  let after: PersonKey | undefined;
  do {
    const { lines, next } = await read(after);
    for (const line of lines) yield format === 'csv' ? csvOf(line) : `${JSON.stringify(line)}\n`;
    after = next;
  } while (after !== undefined);
}

const csvOf = ({ person, side, rooms, paths }: PersonAccess): string =>
  paths
    .map(({ role, assignment, groups, permissions, scope }) =>
      csvLine([
        person.name,
        person.id,
        person.organization.name,
        side,
        role.name,
        assignment?.name ?? '',
        groups.map(({ name }) => name).join(' > '),
        permissions.join(' '),
        scope.map(wordsOf).join('; '),
        rooms,
      ]),
    )
    .join('');

function wordsOf({ atom, name }: NamedAtom): string {
  if (atom.type === 'all') return 'all';
  if (atom.type !== 'rule') return `${atom.type} ${name ?? atom.id}`;
  return Object.entries(atom.where)
    .map(([attribute, values]) => `${attribute} = ${values.join(' | ')}`)
    .join(' and ');
}
