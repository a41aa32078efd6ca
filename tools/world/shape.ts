/** How large a synthetic world is; everything else about it follows from its seed. */
export type Shape = {
  customers: number;
  /** of each customer */
  rooms: number;
  partners: number;
  /** of all organizations together */
  users: number;
  delegations: number;
  /** of each room */
  incidents: number;
  seed: number;
  /** with one technician who holds 50 single rooms at each of 50 customers, whose incidents lie years apart */
  old: boolean;
};

/** The world called large in docs/benchmarks.md. */
export const large: Shape = { customers: 1000, rooms: 1000, partners: 200, users: 10_000, delegations: 2000, incidents: 5, seed: 1, old: false };
export const small: Shape = { customers: 10, rooms: 50, partners: 4, users: 100, delegations: 12, incidents: 5, seed: 1, old: false };

/** The same name for the same world, good for a folder. */
export const nameOf = ({ customers, rooms, partners, users, delegations, incidents, seed, old }: Shape): string =>
  [customers, rooms, partners, users, delegations, incidents, seed].join('-') + (old ? '-old' : '');

/** How many single rooms the technician of the old world holds, and where. */
export const oldReach = { customers: 50, rooms: 50 } as const;

/**
 * Which partner holds a delegation of which customer, at most one per pair. One partner in twenty is busy: it has up to sixty
 * customers; the others share what is left.
 */
export function pairsOf({ customers, partners, delegations }: Shape): { customer: number; partner: number }[] {
  const busy = Math.max(1, Math.floor(partners / 20));
  const most = Math.min(60, customers);
  const pairs = new Map<number, { customer: number; partner: number }>();
  const add = (customer: number, partner: number): void => {
    if (pairs.size < delegations) pairs.set(customer * partners + partner, { customer, partner });
  };
  for (let partner = 0; partner < busy; partner += 1) for (let n = 0; n < most; n += 1) add((partner * most + n) % customers, partner);
  const others = Math.max(1, partners - busy);
  for (let n = 0; pairs.size < Math.min(delegations, customers * partners) && n < customers * partners; n += 1)
    add(n % customers, busy + ((n + Math.floor(n / customers)) % others));
  return [...pairs.values()];
}
