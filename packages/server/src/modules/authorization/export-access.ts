import type { NamedAtom, OrganizationId, PersonAccess } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { csvLine } from '../../platform/http/csv-line.ts';
import { appendAudit } from '../audit/index.ts';
import { linesOf, pageOfHolders } from './access-of-people.ts';
import type { PersonKey } from './access-people.store.ts';
import { type ReadingNeeds, openReading } from './access-reading.ts';

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

/** The list of who can touch what as a file; an act of its own, in the ledgers of both sides. */
export async function exportAccess(
  tx: TenantTx,
  needs: ReadingNeeds,
  authority: Authority,
  call: Call<Person>,
  customer: OrganizationId,
  { format, person }: { format: 'csv' | 'jsonl'; person?: string | undefined },
): Promise<string> {
  const home = call.actor.organization;
  const reading = await openReading(tx, needs, authority, call.actor.user, customer);
  const lines: string[] = format === 'csv' ? [csvLine(columns)] : [];
  let after: PersonKey | undefined;
  let people = 0;
  for (;;) {
    const rows = await pageOfHolders(tx, reading, person, after, atOnce);
    people += rows.length;
    for (const line of await linesOf(tx, needs, reading, rows)) lines.push(format === 'csv' ? csvOf(line) : `${JSON.stringify(line)}\n`);
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) break;
    after = [last.name, last.organization, last.id];
  }
  await appendAudit(tx, call, {
    action: 'access.exported',
    customer,
    partner: customer === home ? undefined : home,
    target: { type: 'access', id: person ?? customer, name: '' },
    changes: { format, people },
    ledgers: [customer, home],
  });
  return lines.join('');
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
