import type { Member, OrganizationId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonBehind, expandMembers } from '../directory/index.ts';

/** The active people behind each of these members, through nested groups, in the order of `members`. */
export async function peopleBehindEach(tx: TenantTx, partner: OrganizationId, members: readonly Member[]): Promise<PersonBehind[][]> {
  const behind = await expandMembers(tx, partner, members);
  return behind.map((people) => people.filter(({ active }) => active));
}
