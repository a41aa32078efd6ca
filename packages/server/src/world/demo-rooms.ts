import type { World } from './world.schema.ts';

type Site = { customer: string; country: string; city: string; site: string; floors: readonly number[]; perFloor: number; names: readonly string[] };

const trees = ['Alder', 'Birch', 'Cedar', 'Elm', 'Hazel', 'Juniper', 'Larch', 'Maple', 'Rowan', 'Willow'];
const rivers = ['Aire', 'Clyde', 'Derwent', 'Esk', 'Humber', 'Mersey', 'Severn', 'Tamar', 'Trent', 'Wye'];
const winds = ['Bora', 'Chinook', 'Foehn', 'Levant', 'Mistral', 'Monsoon', 'Sirocco', 'Zephyr'];

const sites: readonly Site[] = [
  { customer: 'fabrikam', country: 'US', city: 'Seattle', site: 'Seattle Harbour', floors: [3, 4, 5], perFloor: 8, names: trees },
  { customer: 'fabrikam', country: 'US', city: 'Austin', site: 'Austin Mill', floors: [1, 2], perFloor: 8, names: trees },
  { customer: 'fabrikam', country: 'US', city: 'New York', site: 'New York Hudson', floors: [21, 22], perFloor: 7, names: trees },
  { customer: 'fabrikam', country: 'FR', city: 'Paris', site: 'Paris Bastille', floors: [1, 2, 6], perFloor: 7, names: trees },
  { customer: 'fabrikam', country: 'FR', city: 'Lyon', site: 'Lyon Confluence', floors: [2, 3], perFloor: 8, names: trees },
  { customer: 'fabrikam', country: 'DE', city: 'Berlin', site: 'Berlin Spree', floors: [1, 4, 5], perFloor: 8, names: trees },
  { customer: 'fabrikam', country: 'DE', city: 'München', site: 'München Isar', floors: [3], perFloor: 7, names: trees },
  { customer: 'northwind', country: 'GB', city: 'London', site: 'London Wharf', floors: [7, 8, 9], perFloor: 8, names: rivers },
  { customer: 'northwind', country: 'GB', city: 'Manchester', site: 'Manchester Canal', floors: [1, 2], perFloor: 6, names: rivers },
  { customer: 'northwind', country: 'CA', city: 'Toronto', site: 'Toronto Lakeside', floors: [12, 14], perFloor: 7, names: rivers },
  { customer: 'northwind', country: 'NO', city: 'Oslo', site: 'Oslo Fjord', floors: [5], perFloor: 6, names: rivers },
  { customer: 'tailspin', country: 'JP', city: 'Tokyo', site: 'Tokyo Minato', floors: [30, 31, 32], perFloor: 8, names: winds },
  { customer: 'tailspin', country: 'AU', city: 'Sydney', site: 'Sydney Quay', floors: [10], perFloor: 8, names: winds },
  { customer: 'tailspin', country: 'BR', city: 'São Paulo', site: 'São Paulo Pinheiros', floors: [6, 7], perFloor: 6, names: winds },
];

export const demoRoomGroups: World['roomGroups'] = [
  { id: 'fabrikam.boardrooms', customer: 'fabrikam', name: 'Boardrooms' },
  { id: 'fabrikam.training', customer: 'fabrikam', name: 'Training rooms' },
  { id: 'fabrikam.huddle', customer: 'fabrikam', name: 'Huddle rooms' },
  { id: 'fabrikam.europe', customer: 'fabrikam', name: 'Europe' },
  { id: 'northwind.boardrooms', customer: 'northwind', name: 'Boardrooms' },
  { id: 'northwind.london', customer: 'northwind', name: 'London customer floor' },
  { id: 'northwind.open', customer: 'northwind', name: 'Bookable by guests' },
  { id: 'tailspin.studios', customer: 'tailspin', name: 'Studios' },
  { id: 'tailspin.briefing', customer: 'tailspin', name: 'Briefing rooms' },
];

export const demoUpdateRings: World['updateRings'] = [
  { id: 'fabrikam.pilot', customer: 'fabrikam', name: 'Pilot sites', order: 3, deferralDays: 5, rolloutDays: 10, testDays: 7 },
  { id: 'northwind.night', customer: 'northwind', name: 'Rooms of the night shift', order: 7, deferralDays: 20, rolloutDays: 15, testDays: 5 },
];

/** The room whose agent measures the machine that the demo runs on; every other room waits for its own. */
export const roomOfThisMachine = { customer: 'fabrikam', room: 'fabrikam.this-machine' } as const;

export const demoRooms: World['rooms'] = [
  {
    id: roomOfThisMachine.room,
    customer: roomOfThisMachine.customer,
    name: 'This machine',
    country: 'US',
    city: 'Seattle',
    site: 'Seattle Harbour',
    device: 'pc',
    ring: 'staging',
    groups: [],
    notes: 'The agent of this room runs on the machine on which this demo runs, and measures it.',
  },
  ...sites.flatMap((site) => site.floors.flatMap((floor) => Array.from({ length: site.perFloor }, (_, n) => roomOf(site, floor, n)))),
];

function roomOf({ customer, country, city, site, names }: Site, floor: number, n: number): World['rooms'][number] {
  const kind = n === 0 ? 'board' : n % 5 === 4 ? 'pc' : 'console';
  return {
    id: `${customer}.${plain(city)}-${floor}-${n + 1}`,
    customer,
    name: `${names[n % names.length] ?? 'Room'} ${floor}.${String(n + 1).padStart(2, '0')}`,
    country,
    city,
    site,
    device: kind,
    ring: ringOf(customer, city, floor, n),
    groups: groupsOf(customer, country, city, floor, n),
    notes: n === 0 ? 'Board on the long wall; the key to the cabinet is at the reception.' : '',
  };
}

function ringOf(customer: string, city: string, floor: number, n: number): string {
  if (n === 0) return 'executive';
  if (n === 6) return 'staging';
  if (city === 'Lyon') return `${customer}.pilot`;
  return city === 'Toronto' && floor === 14 ? `${customer}.night` : 'general';
}

function groupsOf(customer: string, country: string, city: string, floor: number, n: number): string[] {
  const of: Readonly<Record<string, readonly (readonly [group: string, holds: boolean])[]>> = {
    fabrikam: [
      ['boardrooms', n === 0],
      ['training', n === 3],
      ['huddle', n >= 5],
      ['europe', country !== 'US'],
    ],
    northwind: [
      ['boardrooms', n === 0],
      ['london', city === 'London' && floor === 9],
      ['open', n === 4],
    ],
    tailspin: [
      ['studios', n % 4 === 1],
      ['briefing', n === 0],
    ],
  };
  return (of[customer] ?? []).filter(([, holds]) => holds).map(([group]) => `${customer}.${group}`);
}

function plain(city: string): string {
  return city.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '-');
}
