import type { Member, OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Membership, deepestNesting, readGroupNames, readMembershipsBelow } from './groups.store.ts';
import { readUsers } from './people.store.ts';

/** A person, and through which groups: their names on a shortest way from the named member down; none when named directly. */
export type PersonBehind = { id: UserId; name: string; active: boolean; through: readonly string[] };

/**
 * The people behind each of `members`, at its index, by name. Nobody stands behind a stranger, a member of another
 * organization, or an empty group. Disabled people are listed as such.
 */
export async function expandMembers(tx: TenantTx, organization: OrganizationId, members: readonly Member[]): Promise<PersonBehind[][]> {
  const named = members.filter(({ type }) => type === 'group').map(({ id }) => id);
  const memberships = named.length === 0 ? [] : await readMembershipsBelow(tx, organization, named);
  const below = Map.groupBy(memberships, ({ group }) => group);
  const ways = members.map((member) => waysDown(member, below));
  const people = await readUsers(
    tx,
    organization,
    ways.flatMap((way) => [...way.keys()]),
  );
  const groups = await readGroupNames(tx, organization, [...named, ...below.keys()]);
  return ways.map((way) =>
    [...way]
      .flatMap(([id, through]) => {
        const person = people.get(id);
        return person === undefined ? [] : [{ ...person, through: through.map((group) => groups.get(group) ?? group) }];
      })
      .sort((one, other) => (one.name < other.name || (one.name === other.name && one.id < other.id) ? -1 : 1)),
  );
}

/** Person → groups from the named member down, nearest way first found: breadth first, each group once. */
function waysDown(member: Member, below: ReadonlyMap<string, readonly Membership[]>): Map<string, readonly string[]> {
  if (member.type === 'user') return new Map([[member.id, []]]);
  const found = new Map<string, readonly string[]>();
  const seen = new Set<string>([member.id]);
  let level: (readonly string[])[] = [[member.id]];
  for (let depth = 0; depth < deepestNesting && level.length > 0; depth += 1) {
    const next: (readonly string[])[] = [];
    for (const way of level) {
      for (const { type, member: inner } of below.get(way.at(-1) ?? '') ?? []) {
        if (type === 'user' && !found.has(inner)) found.set(inner, way);
        if (type === 'group' && !seen.has(inner)) next.push([...way, inner]);
        if (type === 'group') seen.add(inner);
      }
    }
    level = next;
  }
  return found;
}
