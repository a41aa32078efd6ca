import { readFileSync } from 'node:fs';
import fc from 'fast-check';

export type Member = { type: 'user' | 'group'; id: string };
export type Where = { country?: string[]; city?: string[]; site?: string[] };
export type Atom = { type: 'all' } | { type: 'group'; id: string } | { type: 'room'; id: string } | { type: 'rule'; where: Where };
export type Assignment = { role: string; members: Member[]; scope: Atom[] };
export type Role = { id: string; name: string; permissions: string[] };
export type Room = { id: string; customer: string; name: string; country: string; city: string; site: string; groups: string[]; ring: string };
type UpdateRing = { id: string; customer: string; name: string; order: number };
/** The rings that every customer has, by the word that stands for them (api.md, World files). */
export const ringsOfAll: readonly [string, ...string[]] = ['staging', 'general', 'executive'];
export type Delegation = {
  customer: string;
  partner: string;
  scope: Atom[];
  primaryAdmins: Member[];
  changeControl: Record<string, 'auto' | 'manual'>;
  roles: Role[];
  assignments: Assignment[];
};
export type Incident = { id: string; room: string; severity: 'important' | 'warning'; title: string };
/** A world as a file holds it (api.md, World files), every list there. */
export type SmallWorld = {
  organizations: { id: string; name: string; domains: string[]; country: string; partnerEligible: boolean }[];
  users: { id: string; organization: string; email: string; name: string; active: boolean; roles: string[] }[];
  groups: { id: string; organization: string; name: string; members: Member[] }[];
  roomGroups: { id: string; customer: string; name: string }[];
  updateRings: UpdateRing[];
  rooms: Room[];
  customerRoles: (Role & { customer: string })[];
  customerAssignments: (Assignment & { customer: string })[];
  delegations: Delegation[];
  incidents: Incident[];
};

type Row = Record<string, string>;
/** Table 1 and what Keyholder adds, read as they are: nothing here comes from the contract. */
export const tables: readonly Row[] = ['permissions', 'permissions-more'].flatMap((name) => {
  const [head = '', ...lines] = readFileSync(new URL(`../cases/${name}.csv`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const columns = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, n) => [columns[n] ?? '', cell.trim()])));
});
export const allPermissions: readonly string[] = tables.map(({ key = '' }) => key);
const columnOf = (role: string): string[] => tables.flatMap((row) => (['yes', 'own'].includes(row[role] ?? '') ? [row['key'] ?? ''] : []));
const partnerMay = columnOf('primary-admin');
/** The five changing permissions of that column, and what the second table marks (D05). */
const events = [
  'rooms.modify',
  'rings.modify',
  'reports.create_incident',
  'tickets.update',
  'roles.modify',
  ...tables.flatMap((row) => (row['event'] === 'yes' ? [row['key'] ?? ''] : [])),
];

/** Adds the View that each permission needs beside it (product.md, Table 1). */
function withViews(permissions: readonly string[]): string[] {
  const views = permissions.map((key) => `${key.slice(0, key.indexOf('.'))}.view`).filter((key) => allPermissions.includes(key));
  return [...new Set([...permissions, ...views])];
}

type Pick = {
  below: (n: number) => number;
  one: <T>(from: readonly [T, ...T[]]) => T;
  some: <T>(from: readonly T[], most: number) => T[];
  chance: (percent: number) => boolean;
};
const range = (n: number): number[] => Array.from({ length: n }, (_, at) => at);

/** A world of a few organizations, always the same for the same seed and number. `label` begins every alias and domain in it. */
export function smallWorld(seed: number, number: number, label = `w${number}`): SmallWorld {
  const [gen] = fc.sample(fc.gen(), { seed: (seed * 7919 + number) | 0, numRuns: 1 });
  if (gen === undefined) throw new Error('fast-check gave no generator');
  const below = (n: number): number => (n <= 1 ? 0 : gen(fc.integer, { min: 0, max: n - 1 }));
  const pick: Pick = {
    below,
    one: (from) => from[below(from.length)] ?? from[0],
    some: (from, most) =>
      from.length === 0
        ? []
        : [...new Set(range(below(most + 1)).map(() => from[below(from.length)]))].flatMap((one) => (one === undefined ? [] : [one])),
    chance: (percent) => below(100) < percent,
  };
  return worldOf(pick, label);
}

function worldOf(pick: Pick, label: string): SmallWorld {
  const ids = [...range(2 + pick.below(2)).map((n) => `${label}-c${n}`), ...range(1 + pick.below(2)).map((n) => `${label}-p${n}`)];
  const organizations = ids.map((id) => ({
    id,
    name: `Organization ${id}`,
    domains: [`${id}.example`],
    country: 'FR',
    partnerEligible: id.includes('-p') || pick.chance(30),
  }));
  const users = ids.flatMap((organization) =>
    range(3 + pick.below(3)).map((n) => ({
      id: `${organization}-u${n}`,
      organization,
      email: `u${n}@${organization}.example`,
      name: `Person ${n} of ${organization}`,
      active: n === 0 || pick.chance(85),
      roles: pick.chance(25) ? [pick.one(['global-admin', 'managed-service-admin', 'tenant-manager', 'helpdesk-admin', 'admin-agent'])] : [],
    })),
  );
  const usersOf = (organization: string): Member[] =>
    users.filter((user) => user.organization === organization).map(({ id }) => ({ type: 'user', id }));
  // a group holds users and groups of a higher number: nested, and never in a circle
  const groups = ids.flatMap((organization) => {
    const count = 1 + pick.below(4);
    return range(count).map((n) => ({
      id: `${organization}-g${n}`,
      organization,
      name: `Group ${n}`,
      members: [
        ...pick.some(usersOf(organization), n === 0 ? 1 : 2),
        ...(n + 1 < count && pick.chance(80)
          ? [n + 1]
          : pick.some(
              range(count).filter((m) => m > n + 1),
              1,
            )
        ).map((m): Member => ({ type: 'group', id: `${organization}-g${m}` })),
      ],
    }));
  });
  const groupsIn = (organization: string): Member[] =>
    groups.filter((group) => group.organization === organization).map(({ id }): Member => ({ type: 'group', id }));
  const membersOf = (organization: string): Member[] => [
    ...pick.some(usersOf(organization), pick.chance(50) ? 0 : 2),
    // the outermost group more often than the others: who is in by nesting alone is what is easily forgotten
    ...(pick.chance(50) ? groupsIn(organization).slice(0, 1) : pick.some(groupsIn(organization), 1)),
  ];
  const isSomebodyBehind = ({ type, id }: Member): boolean =>
    type === 'user'
      ? users.some((one) => one.id === id && one.active)
      : groups.some((group) => group.id === id && group.members.some(isSomebodyBehind));
  const roomGroups = ids.flatMap((customer) => range(pick.below(4)).map((n) => ({ id: `${customer}-rg${n}`, customer, name: `Room group ${n}` })));
  const groupsOf = (customer: string): string[] => roomGroups.filter((group) => group.customer === customer).map(({ id }) => id);
  const updateRings = ids.flatMap((customer) =>
    range(pick.below(3)).map((n) => ({ id: `${customer}-ring${n}`, customer, name: `Ring ${n}`, order: 4 + n })),
  );
  const ringsIn = (customer: string): string[] => updateRings.filter((ring) => ring.customer === customer).map(({ id }) => id);
  const rooms = ids.flatMap((customer) =>
    range(customer.includes('-p') ? pick.below(3) : 2 + pick.below(4)).map((n) => ({
      id: `${customer}-r${n}`,
      customer,
      name: `Room ${n} of ${customer}`,
      country: pick.one(['FR', 'DE', 'US']),
      city: pick.one(['Aachen', 'Brest']),
      site: pick.one(['North', 'South']),
      groups: pick.some(groupsOf(customer), 2),
      ring: pick.one(['general', 'staging', ...ringsIn(customer)]), // nothing is ever in the third of those that all have
    })),
  );
  const roomsOf = (customer: string): string[] => rooms.filter((room) => room.customer === customer).map(({ id }) => id);
  const where = (): Where => {
    const named: Where = {
      ...(pick.chance(60) ? { country: [pick.one(['FR', 'DE', 'US']), ...pick.some(['US', 'JP'], 1)] } : {}),
      ...(pick.chance(50) ? { city: [pick.one(['Aachen', 'Brest', 'Cork'])] } : {}),
      ...(pick.chance(30) ? { site: [pick.one(['North', 'South'])] } : {}),
    };
    return Object.keys(named).length === 0 ? { country: ['FR'] } : named;
  };
  const atom = (customer: string): Atom => {
    const kind = pick.below(8);
    const group = pick.some(groupsOf(customer), 3)[0];
    const room = pick.some(roomsOf(customer), 3)[0];
    if (kind === 0) return { type: 'all' };
    if (kind <= 2 && group !== undefined) return { type: 'group', id: group };
    if (kind <= 4 && room !== undefined) return { type: 'room', id: room };
    return { type: 'rule', where: where() };
  };
  const scope = (customer: string): Atom[] => range(1 + pick.below(3)).map(() => atom(customer));
  const customerRoles = ids.flatMap((customer) =>
    range(pick.below(3)).map((n) => ({
      id: `${customer}-cr${n}`,
      customer,
      name: `Custom ${n}`,
      permissions: withViews(
        pick.some(
          allPermissions.filter((key) => key !== 'partners.manage'),
          8,
        ),
      ).filter((key) => key !== 'partners.manage'),
    })),
  );
  const customerAssignments = ids.flatMap((customer) =>
    range(1 + pick.below(4)).map(() => {
      const own = customerRoles.filter((role) => role.customer === customer).map(({ id }) => id);
      return {
        customer,
        role: pick.one(['site-lead', 'site-tech', 'auditor', ...own, ...own]),
        members: membersOf(customer),
        scope: scope(customer),
      };
    }),
  );
  const partners = organizations.filter(({ partnerEligible }) => partnerEligible).map(({ id }) => id);
  const delegations = ids.flatMap((customer) =>
    partners
      .filter((partner) => partner !== customer && pick.chance(70))
      .map((partner): Delegation => {
        const of = `${customer}-${partner.slice(label.length + 1)}`;
        const roles = range(pick.below(3)).map((n) => ({
          id: `${of}-role${n}`,
          name: `Partner role ${n}`,
          permissions: withViews(pick.some(partnerMay, 6)),
        }));
        const names = roles.map(({ id }) => id);
        return {
          customer,
          partner,
          scope: scope(customer),
          // the first person of every organization is active (D15)
          primaryAdmins: [{ type: 'user', id: `${partner}-u0` }, ...membersOf(partner).filter(isSomebodyBehind)],
          changeControl: Object.fromEntries(pick.some(events, 3).map((key) => [key, pick.one(['manual', 'manual', 'auto'])])),
          roles,
          assignments: range(names.length === 0 ? 0 : 1 + pick.below(3)).map(() => ({
            role: names[pick.below(names.length)] ?? '',
            members: membersOf(partner),
            scope: scope(customer),
          })),
        };
      }),
  );
  const incidents = rooms.flatMap((room, n): Incident[] =>
    pick.chance(50) ? [{ id: `${room.id}-i`, room: room.id, severity: pick.one(['important', 'warning']), title: `Incident ${n}` }] : [],
  );
  return { organizations, users, groups, roomGroups, updateRings, rooms, customerRoles, customerAssignments, delegations, incidents };
}

/** Several worlds as one file: people of each are strangers to all of the others. */
export function together(worlds: readonly SmallWorld[]): SmallWorld {
  const of = <K extends keyof SmallWorld>(list: K): SmallWorld[K] => worlds.flatMap((world): SmallWorld[K][number][] => world[list]) as SmallWorld[K]; // one list of each
  return {
    organizations: of('organizations'),
    users: of('users'),
    groups: of('groups'),
    roomGroups: of('roomGroups'),
    updateRings: of('updateRings'),
    rooms: of('rooms'),
    customerRoles: of('customerRoles'),
    customerAssignments: of('customerAssignments'),
    delegations: of('delegations'),
    incidents: of('incidents'),
  };
}
