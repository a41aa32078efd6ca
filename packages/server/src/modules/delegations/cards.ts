import type { OrganizationId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type OrganizationCard, organizationCard, readOrganizations } from '../organizations/index.ts';

export type CardOf = (id: OrganizationId) => OrganizationCard;

/** The names of both sides of what is shown; they are known to whoever sees one side (D14, D30). */
export async function readCards(tx: TenantTx, pairs: readonly { customer: OrganizationId; partner: OrganizationId }[]): Promise<CardOf> {
  const organizations = await readOrganizations(tx, [...new Set(pairs.flatMap(({ customer, partner }) => [customer, partner]))]);
  const cards = new Map(organizations.map((organization) => [organization.id, organizationCard(organization)]));
  return (id) => {
    const card = cards.get(id);
    if (card === undefined) throw new Error(`no organization \`${id}\``);
    return card;
  };
}
