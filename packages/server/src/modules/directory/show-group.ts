import type { Group, OrganizationId } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { AccessNeeds } from './access-needs.ts';
import { groupView } from './directory.view.ts';
import { type GroupRow, activePeopleBehind, readMemberNames } from './groups.store.ts';
import { readerOf } from './reader.ts';

type Showing = { tx: TenantTx; call: { actor: Person }; authority: Authority };
type Needs = Pick<AccessNeeds, 'membersBeyond'>;

/** Groups as this reader sees them: what it may not put others into is told beforehand (D28, A63). */
export async function showGroups(
  { tx, call, authority }: Showing,
  organization: OrganizationId,
  rows: readonly GroupRow[],
  needs: Needs,
): Promise<Group[]> {
  const reader = await readerOf(tx, call.actor, authority);
  const members = rows.map(({ id }) => ({ type: 'group' as const, id }));
  const people = await activePeopleBehind(tx, organization, members);
  const beyond = reader.decision.outcome === 'deny' ? new Set<string>() : await needs.membersBeyond(tx, call.actor, members);
  return rows.map((row, index) => groupView(row, { organization, activePeople: people[index] ?? 0 }, reader, beyond.has(row.id)));
}

/** One group, with its direct members by name. */
export async function showGroup(showing: Showing, organization: OrganizationId, row: GroupRow, needs: Needs): Promise<Group> {
  const [shown] = await showGroups(showing, organization, [row], needs);
  if (shown === undefined) throw new Error('one group was asked for');
  return { ...shown, memberNames: await readMemberNames(showing.tx, organization, row.id) };
}
