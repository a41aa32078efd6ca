import type { Standing } from './standing-index.ts';

/**
 * Standings of people at one customer, by their numbers. A decision takes as long as it waits for memory, and a WeakMap or a Map has
 * it wait more often than a list: pairs of a number and its standing, each where the number says or at the next free place, of
 * which a quarter is kept free. Numbers keep nobody's former facts alive.
 */
export type Standings = (number | Standing | undefined)[];

const free = 0;
const fewest = 8;
/** So many people at most; when one more comes, all are forgotten, to be worked out again. */
const most = 256;

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

/** @param number not kept yet */
export function keepStanding(standings: Standings, number: number, standing: Standing): void {
  const kept = standings.flatMap((one, at) => (typeof one === 'number' && one !== free ? [[one, standingAt(standings, at)] as const] : []));
  const places = standings.length / 2;
  if (kept.length === most) makePlaces(standings, fewest);
  else if (kept.length === (places / 4) * 3) {
    makePlaces(standings, places * 2);
    for (const [one, its] of kept) put(standings, one, its);
  }
  put(standings, number, standing);
}

const firstPlace = (standings: Standings, number: number): number => (number << 1) & (standings.length - 1);

function placeFrom(standings: Standings, number: number, first: number): number {
  let at = first;
  while (standings[at] !== number && standings[at] !== free) at = (at + 2) & (standings.length - 1);
  return at;
}

const standingAt = (standings: Standings, place: number): Standing | undefined => standings[place + 1] as Standing | undefined; // after a number

function put(standings: Standings, number: number, standing: Standing | undefined): void {
  const at = placeFrom(standings, number, firstPlace(standings, number));
  standings[at] = number;
  standings[at + 1] = standing;
}

/** @param places a power of two */
function makePlaces(standings: Standings, places: number): void {
  standings.length = 0;
  for (let n = 0; n < places; n += 1) standings.push(free, undefined);
}
