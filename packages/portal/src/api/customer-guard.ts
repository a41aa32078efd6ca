import { allCustomers } from '../paths.ts';
import type { ScopedKey } from './keys.ts';

/** Where a dropped item is reported; the console of the browser, and thereby the browser tests, which fail on it. */
type Report = (message: string) => void;
const toConsole: Report = (message) => console.error(message);

/** What belongs to a customer; `null` where an act concerns none, as some audit entries do. */
export type OfCustomer = { customer: string | null };

/**
 * The last net against a wrong-customer accident (portal.md 1.3): drops and reports every item that does not belong to
 * the customer of its query key. The server's answer is right; this catches a mixed-up cache or address of the portal.
 */
export function onlyOfScope<T extends OfCustomer>(key: ScopedKey, items: readonly T[], report: Report = toConsole): readonly T[] {
  const customer = key[1];
  if (customer === allCustomers) return items;
  const own = items.filter((item) => item.customer === null || item.customer === customer);
  const dropped = items.length - own.length;
  if (dropped > 0) report(`items of another customer than \`${customer}\` were dropped: ${dropped}`);
  return own;
}
