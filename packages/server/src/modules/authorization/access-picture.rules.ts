import type { PersonRef } from '@keyholder/contract';

/** Rooms at one customer: all there are, or these. */
export type RoomSet = 'all' | ReadonlySet<string>;

/** One way in which a person holds something: an assignment over its rooms (cut by the delegated scope, D23), or a directory role. */
export type Holding = {
  id: string;
  /** the name of the assignment, or the key of the directory role */
  through: string;
  /** permission keys; the key of a directory role stands for the rights that come with it at home */
  rights: readonly string[];
  rooms: RoomSet;
};

/** Who holds what at one customer. */
export type Picture = ReadonlyMap<string, { person: PersonRef; holdings: readonly Holding[] }>;

export type Line = { person: PersonRef; through: string[]; rooms: number; permissions: string[] };

/**
 * Who gains and who loses what between two pictures of one customer (D53): net, so that what a person still holds in another
 * way is not lost. `rooms` counts the rooms over which at least one right came or went; a right that is held over no room at
 * all comes and goes too.
 *
 * @param all the rooms of the customer, asked for only where they are needed
 */
export async function differenceBetween(
  before: Picture,
  after: Picture,
  all: () => Promise<ReadonlySet<string>>,
): Promise<{ gains: Line[]; loses: Line[] }> {
  const gains: Line[] = [];
  const loses: Line[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const had = before.get(key)?.holdings ?? [];
    const has = after.get(key)?.holdings ?? [];
    if (isSame(had, has)) continue;
    const person = (after.get(key) ?? before.get(key))?.person;
    if (person === undefined) continue;
    const gained = await beyond(had, has, all);
    if (gained !== undefined) gains.push({ person, ...gained });
    const lost = await beyond(has, had, all);
    if (lost !== undefined) loses.push({ person, ...lost });
  }
  return { gains, loses };
}

/** What `theirs` holds beyond `base`; undefined where that is nothing. */
async function beyond(base: readonly Holding[], theirs: readonly Holding[], all: () => Promise<ReadonlySet<string>>) {
  const rooms = new Set<string>();
  const permissions: string[] = [];
  const ways = new Set<Holding>();
  for (const right of new Set(theirs.flatMap(({ rights }) => rights))) {
    const known = base.filter(({ rights }) => rights.includes(right));
    const held = theirs.filter(({ rights }) => rights.includes(right));
    const covered = unionOf(known);
    let isNew = known.length === 0;
    for (const holding of held) {
      if (covered === 'all') break;
      const reached = holding.rooms === 'all' ? await all() : holding.rooms;
      for (const room of reached) {
        if (covered.has(room)) continue;
        rooms.add(room);
        ways.add(holding);
        isNew = true;
      }
    }
    if (!isNew) continue;
    permissions.push(right);
    if (known.length === 0) for (const holding of held) ways.add(holding);
  }
  if (permissions.length === 0) return undefined;
  return { through: [...new Set([...ways].map(({ through }) => through))].sort(), rooms: rooms.size, permissions: permissions.sort() };
}

function unionOf(holdings: readonly Holding[]): RoomSet {
  const rooms = new Set<string>();
  for (const holding of holdings) {
    if (holding.rooms === 'all') return 'all';
    for (const room of holding.rooms) rooms.add(room);
  }
  return rooms;
}

const isSame = (one: readonly Holding[], other: readonly Holding[]): boolean =>
  one.length === other.length &&
  one.every((holding, n) => {
    const there = other[n];
    return there !== undefined && there.id === holding.id && sameRights(holding.rights, there.rights) && sameRooms(holding.rooms, there.rooms);
  });
const sameRights = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((right) => other.includes(right));
const sameRooms = (one: RoomSet, other: RoomSet): boolean =>
  one === other || (one !== 'all' && other !== 'all' && one.size === other.size && [...one].every((room) => other.has(room)));

/** Lines of several customers about the same person, as one. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const merged = new Map<string, Line>();
  for (const line of lines) {
    const known = merged.get(line.person.id);
    merged.set(
      line.person.id,
      known === undefined
        ? line
        : {
            person: known.person,
            through: [...new Set([...known.through, ...line.through])].sort(),
            rooms: known.rooms + line.rooms,
            permissions: [...new Set([...known.permissions, ...line.permissions])].sort(),
          },
    );
  }
  return [...merged.values()].sort((one, other) => compare(one.person.name, other.person.name) || compare(one.person.id, other.person.id));
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
