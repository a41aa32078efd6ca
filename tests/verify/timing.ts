import { type Seen, absentLike, bytesOf } from '../support/composed.ts';
import type { Fleet, Which } from './fleet.ts';
import type { Run } from './harness.ts';

/** A question about what is foreign, and the same about what never was. */
type Twins = { name: string; foreign: (server: Which) => Promise<Seen>; absent: (server: Which) => Promise<Seen> };

/** What somebody with a stop watch would try at this fleet. */
export function twinsOf(fleet: Fleet, { who, own, foreign }: { who: string; own: string; foreign: string }): Twins[] {
  const get = (customer: string, room: string) => (server: Which) => fleet.ask(server, who, 'GET', `/customers/${customer}/rooms/${room}`);
  const explain = (customer: string, room: string) => (server: Which) =>
    fleet.ask(server, who, 'GET', `/explain?actor=${fleet.id(who)}&action=rooms.view&object=${room}&customer=${customer}`);
  const room = fleet.id(`${foreign}.r0`);
  const [home, other] = [fleet.id(own), fleet.id(foreign)];
  return [
    { name: 'a room on the own path', foreign: get(home, room), absent: get(home, absentLike(room)) },
    { name: 'a room of another customer', foreign: get(other, room), absent: get(absentLike(other), absentLike(room)) },
    { name: 'a room in Explain', foreign: explain(other, room), absent: explain(absentLike(other), absentLike(room)) },
  ];
}

/**
 * Asks interleaved pairs, compares their bytes, and tells how well the two samples of times can be told apart: the probability that
 * the foreign one of a pair takes longer than an absent one (Mann–Whitney), 0.5 where it is a toss of a coin. Told and not judged: no
 * run fails on a time. What fails is different work, which `compareWork` counts.
 */
export async function tellApart(run: Run, twins: readonly Twins[], pairs: number): Promise<void> {
  for (const { name, foreign, absent } of twins) {
    const times: { kind: 'foreign' | 'absent'; ms: number }[] = [];
    for (let n = 0; n < pairs; n += 1) {
      const server: Which = n % 2 === 0 ? 0 : 1;
      const timed = async (kind: 'foreign' | 'absent', ask: (server: Which) => Promise<Seen>): Promise<Seen> => {
        const begun = performance.now();
        const seen = await ask(server);
        times.push({ kind, ms: performance.now() - begun });
        return seen;
      };
      const isFirst = Math.floor(n / 2) % 2 === 0;
      const one = isFirst ? await timed('foreign', foreign) : await timed('absent', absent);
      const other = isFirst ? await timed('absent', absent) : await timed('foreign', foreign);
      run.check(one.status === 404 && bytesOf(one) === bytesOf(other), () => `${name}: ${one.status} ${one.text} and ${other.status} ${other.text}`);
    }
    const { probability, chance } = separation(times);
    run.say(
      `by time, ${name}: a foreign one is slower than an absent one with probability ${probability.toFixed(3)}; 0.500 ± ${chance.toFixed(3)} is chance, over ${pairs} pairs`,
    );
  }
}

/** Equal times share their ranks; `chance` is what nineteen of twenty runs stay within where there is nothing to tell. */
export function separation(times: readonly { kind: 'foreign' | 'absent'; ms: number }[]): { probability: number; chance: number } {
  const sorted = times.toSorted((one, other) => one.ms - other.ms);
  let ranks = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.ms === sorted[from]?.ms) to += 1;
    const rank = (from + 1 + to) / 2;
    ranks += rank * sorted.slice(from, to).filter(({ kind }) => kind === 'foreign').length;
    from = to;
  }
  const foreign = times.filter(({ kind }) => kind === 'foreign').length;
  const absent = times.length - foreign;
  if (foreign === 0 || absent === 0) return { probability: 0.5, chance: 0.5 };
  const probability = (ranks - (foreign * (foreign + 1)) / 2) / (foreign * absent);
  return { probability, chance: 1.96 * Math.sqrt((foreign + absent + 1) / (12 * foreign * absent)) };
}
