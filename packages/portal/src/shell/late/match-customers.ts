import type { Counterpart } from '../../api/shapes.ts';

/** Customers whose name, a word of it, or domain begins with the text; those whose name begins so come first. */
export function matchCustomers(customers: readonly Counterpart[], text: string): readonly Counterpart[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return customers;
  const rank = ({ name, domain }: Counterpart): number => {
    const lower = name.toLocaleLowerCase();
    if (lower.startsWith(wanted)) return 0;
    if (lower.split(/\s+/).some((word) => word.startsWith(wanted))) return 1;
    return domain.toLocaleLowerCase().startsWith(wanted) ? 2 : 3;
  };
  return customers
    .map((customer) => ({ customer, rank: rank(customer) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ customer }) => customer);
}
