import type { OrganizationId } from '@keyholder/contract';

/** Which entries of which ledger a reader sees: all, or those that concern one of these customers; null: that concern none. */
export type Shown = { ledger: OrganizationId; concerning: 'everything' | readonly (OrganizationId | null)[] };

/**
 * Everybody reads the ledger of the own organization, never that of another: a partner sees its own acts at a customer,
 * with the places of its own ledger (A121). Whoever holds the right at home sees all of it; whoever holds it at customers
 * only, what concerns these.
 *
 * @param granted where the reader holds audit.view; already narrowed to `customer` where that is given
 * @returns undefined: nothing
 */
export function shownTo(home: OrganizationId, granted: readonly OrganizationId[], customer: string | undefined): Shown | undefined {
  if (granted.length === 0) return undefined;
  if (customer === undefined) return { ledger: home, concerning: granted.includes(home) ? 'everything' : [...new Set(granted)] };
  const [named] = granted.filter((id) => id === customer);
  if (named === undefined) return undefined;
  return { ledger: home, concerning: named === home ? [home, null] : [named] };
}

/** A customer exports its whole ledger, so that the chain has no gap; a partner's person what concerns that customer. */
export const exportedTo = (home: OrganizationId, customer: OrganizationId): Shown => ({
  ledger: home,
  concerning: customer === home ? 'everything' : [customer],
});
