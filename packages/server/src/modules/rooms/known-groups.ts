import type { OrganizationId, RoomGroupId } from '@keyholder/contract';
import { type Fault } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { coverageOf, grantsAt } from '../authorization/index.ts';
import type { Author } from './author.ts';
import { existingGroups, groupsByName, visibleGroups } from './groups.store.ts';

/**
 * Faults for the groups that this author cannot name: foreign, absent and not visible alike (A05, D35).
 *
 * @param groups as they stand in the body, for the pointers
 */
export async function unknownGroups(
  tx: TenantTx,
  author: Author,
  customer: OrganizationId,
  groups: readonly RoomGroupId[],
  pointer: string,
): Promise<Fault[]> {
  if (groups.length === 0) return [];
  const known =
    author === 'platform'
      ? await existingGroups(tx, customer, groups)
      : new Set(
          (
            await visibleGroups(tx, {
              coverage: coverageOf(grantsAt(author.grants('groups.view'), customer)),
              home: author.home,
              ids: groups,
              limit: groups.length,
            })
          ).map(({ id }) => String(id)),
        );
  return groups.flatMap((group, n) =>
    known.has(group) ? [] : [{ pointer: `${pointer}/${n}`, code: 'unknown_reference' as const, detail: 'there is no such group' }],
  );
}

/** The groups that this author can name, by name; `ambiguous` where two share one. */
export async function namedGroups(tx: TenantTx, author: Author, customer: OrganizationId): Promise<Map<string, RoomGroupId | 'ambiguous'>> {
  const groups =
    author === 'platform'
      ? await groupsByName(tx, customer)
      : await visibleGroups(tx, { coverage: coverageOf(grantsAt(author.grants('groups.view'), customer)), home: author.home, limit: mostNamed });
  const byName = new Map<string, RoomGroupId | 'ambiguous'>();
  for (const { id, name } of groups) byName.set(name, byName.has(name) ? 'ambiguous' : id);
  return byName;
}
/** More groups than a customer has. */
const mostNamed = 100_000;
