import type { OrganizationId } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';

/** Who makes or changes a room: a person, by the rights of this request, or the platform, whom rules about who asks do not bind. */
export type Author = Authority | 'platform';

/** D33 binds whoever may not delegate. */
export const mayDelegate = (author: Author, customer: OrganizationId): boolean =>
  author === 'platform' || author.decide('partners.manage', { customer, kind: 'organization' }).outcome === 'allow';

/** Where an act on a room of this customer is recorded: with the customer, and with the partner whose person did it (D47). */
export function ledgersOf(author: Author, customer: OrganizationId): { partner: OrganizationId | undefined; ledgers: OrganizationId[] } {
  const partner = author === 'platform' ? undefined : author.partnerAt(customer);
  return { partner, ledgers: partner === undefined ? [customer] : [customer, partner] };
}
