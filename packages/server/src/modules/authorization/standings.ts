import type { Standing } from './standing-index.ts';

/**
 * Standings of people at one customer, by their numbers. A decision takes as long as it waits for memory, and a WeakMap or a Map has
 * it wait more often than a list: places of four, each where the number says or at the next one that was free, of which a
 * quarter is kept free. A place holds the number, the assignments that name the person and the first 32 permissions that any of
 * those gives, both over the whole standing, and the standing itself. Numbers keep nobody's former facts alive.
 */
export type Standings = (number | Standing | undefined)[];

const place = 4;
const free = 0;
const fewest = 8;
/** So many people at most; when one more comes, all are forgotten, to be worked out again. */
const most = 4096;
const kept = new WeakMap<Standings, number>();

export function noStandings(): Standings {
  const standings: Standings = [];
  makePlaces(standings, fewest);
  return standings;
}

/** @param number of an `ActorFacts` */
export function standingIn(standings: Standings, number: number): Standing | undefined {
  const at = firstPlace(standings, number);
  return standingAt(standings, standings[at] === number ? at : placeFrom(standings, number, at));
}

/** Whether the numbers of the place say that the person is named, but in none of these assignments or nowhere with the permission. */
export function isBarred(standings: Standings, number: number, permission: number, assignments: number): boolean {
  const at = firstPlace(standings, number);
  const named = standings[at + 1] as number; // as `put` has it
  if (standings[at] !== number || named === 0) return false;
  return (assignments & named) === 0 || (permission < 32 && (((standings[at + 2] as number) >>> permission) & 1) === 0); // likewise
}

/** @param number not kept yet */
export function keepStanding(standings: Standings, number: number, standing: Standing): void {
  const before = kept.get(standings) ?? 0;
  const isFull = before === most;
  if (isFull) makePlaces(standings, fewest);
  else if (before === (standings.length / place / 4) * 3) makeRoom(standings);
  put(standings, number, standing);
  kept.set(standings, isFull ? 1 : before + 1);
}

function makeRoom(standings: Standings): void {
  const former = [...standings];
  makePlaces(standings, (former.length / place) * 2);
  for (let at = 0; at < former.length; at += place) {
    const its = standingAt(former, at);
    if (its !== undefined) put(standings, former[at] as number, its); // as `put` has it
  }
}

const firstPlace = (standings: Standings, number: number): number => (number * place) & (standings.length - 1);

function placeFrom(standings: Standings, number: number, first: number): number {
  let at = first;
  while (standings[at] !== number && standings[at] !== free) at = (at + place) & (standings.length - 1);
  return at;
}

const standingAt = (standings: Standings, at: number): Standing | undefined => standings[at + 3] as Standing | undefined; // as `put` has it

function put(standings: Standings, number: number, standing: Standing): void {
  let named = 0;
  let gives = 0;
  for (let one: Standing | undefined = standing; one !== undefined; one = one.next) {
    named |= one.named;
    gives |= one.gives;
  }
  const at = placeFrom(standings, number, firstPlace(standings, number));
  standings[at] = number;
  standings[at + 1] = named;
  standings[at + 2] = gives;
  standings[at + 3] = standing;
}

/** @param places a power of two */
function makePlaces(standings: Standings, places: number): void {
  standings.length = 0;
  for (let n = 0; n < places; n += 1) standings.push(free, 0, 0, undefined);
}
