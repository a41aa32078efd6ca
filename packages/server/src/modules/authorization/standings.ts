/**
 * For what people are named in a block of assignments, by their numbers, as bits. A decision takes as long as it waits for memory, and a
 * Map has it wait more often than a list: places of two, each where the number says or at the next one that was free, of which a
 * quarter is kept free. Numbers keep nobody's former facts alive.
 */
export type Standings = number[];

const place = 2;
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
export function standingIn(standings: Standings, number: number): number | undefined {
  const first = firstPlace(standings, number);
  const at = standings[first] === number ? first : placeFrom(standings, number, first);
  return standings[at] === number ? standings[at + 1] : undefined;
}

/** @param number not kept yet */
export function keepStanding(standings: Standings, number: number, named: number): void {
  const before = kept.get(standings) ?? 0;
  const isFull = before === most;
  if (isFull) makePlaces(standings, fewest);
  else if (before === (standings.length / place / 4) * 3) makeRoom(standings);
  put(standings, number, named);
  kept.set(standings, isFull ? 1 : before + 1);
}

function makeRoom(standings: Standings): void {
  const former = [...standings];
  makePlaces(standings, (former.length / place) * 2);
  for (let at = 0; at < former.length; at += place) {
    const [number = free, named = 0] = former.slice(at, at + place);
    if (number !== free) put(standings, number, named);
  }
}

const firstPlace = (standings: Standings, number: number): number => (number * place) & (standings.length - 1);

function placeFrom(standings: Standings, number: number, first: number): number {
  let at = first;
  while (standings[at] !== number && standings[at] !== free) at = (at + place) & (standings.length - 1);
  return at;
}

function put(standings: Standings, number: number, named: number): void {
  const at = placeFrom(standings, number, firstPlace(standings, number));
  standings[at] = number;
  standings[at + 1] = named;
}

/** @param places a power of two */
function makePlaces(standings: Standings, places: number): void {
  standings.length = 0;
  for (let n = 0; n < places; n += 1) standings.push(free, 0);
}
