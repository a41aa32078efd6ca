import { startTestServer } from '../tests/support/postgres.ts';
import { type Shape, small } from '../tools/world/shape.ts';
import { type Point, exponentOf } from './growth/fit.ts';
import { customersAdministrator, holderOf, nestedIn } from './growth/subjects.ts';
import { type Growing, type Taken, takenBy } from './growth/taken.ts';
import { type SmallWorld, openSmallWorld } from './growth/small-world.ts';
import { type Figure, alone, rounded } from './support/figure.ts';

/** @param times how often each reading and each change is timed */
export type GrowthSizes = Record<'customers' | 'rooms' | 'atoms' | 'nesting', readonly number[]> & { times: number };
const full: GrowthSizes = { customers: [8, 32, 128], rooms: [100, 400, 1600], atoms: [20, 200, 2000], nesting: [2, 8, 32], times: 30 };

/** What performance.md lets each cost grow with, by what grows. */
const allowed: Readonly<Record<keyof Omit<GrowthSizes, 'times'>, Readonly<Record<Growing, string>>>> = {
  customers: { decision: 'O(1)', list: 'O(1) for a given reach', change: 'O(1)' },
  rooms: { decision: 'O(1)', list: 'O(log n)', change: 'O(1)' },
  atoms: { decision: 'O(atoms of the room)', list: 'O(atoms)', change: 'O(atoms)' },
  nesting: { decision: 'closure kept', list: 'closure kept', change: 'O(closure changed)' },
};

/**
 * How a decision, first pages of both lists, and a change of access until it is effective grow with the customers, the rooms of
 * one, the atoms of a person, and the depth of groups: the table of performance.md, over small worlds made here.
 */
export async function* growth(sizes: GrowthSizes = full, startServer: () => Promise<() => Promise<void>> = startTestServer): AsyncGenerator<Figure> {
  const stop = await startServer();
  const { times } = sizes;
  try {
    yield* figuresOf('customers', sizes.customers, (size) =>
      inWorld({ customers: size, rooms: 20, delegations: 2 * size }, (world) => takenBy(world, customersAdministrator(world), times)),
    );
    yield* figuresOf('rooms', sizes.rooms, (size) =>
      inWorld({ customers: 2, rooms: size, delegations: 4 }, (world) => takenBy(world, customersAdministrator(world), times)),
    );
    const most = Math.max(...sizes.atoms);
    const world = await openSmallWorld({ ...usual, customers: 2, rooms: most, delegations: 4 });
    try {
      yield* figuresOf('atoms', sizes.atoms, async (size) => takenBy(world, await holderOf(world, size), times));
      yield* figuresOf('nesting', sizes.nesting, async (size) => takenBy(world, await nestedIn(world, size), times));
    } finally {
      await world.close();
    }
  } finally {
    await stop();
  }
}

const usual: Shape = { ...small, partners: 4, users: 10, incidents: 3 };

async function inWorld<T>(shape: Partial<Shape>, work: (world: SmallWorld) => Promise<T>): Promise<T> {
  const world = await openSmallWorld({ ...usual, ...shape });
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

/** One line for each of the three: the exponent, and what was measured at each size. */
async function* figuresOf(by: keyof typeof allowed, sizes: readonly number[], measure: (size: number) => Promise<Taken>): AsyncGenerator<Figure> {
  const taken: { size: number; taken: Taken }[] = [];
  for (const size of sizes) taken.push({ size, taken: await measure(size) });
  for (const what of ['decision', 'list', 'change'] as const) {
    const points: Point[] = taken.map((one) => ({ size: one.size, value: rounded(one.taken[what]) }));
    const value = Number(exponentOf(points).toFixed(2));
    yield { name: `growth.${what}.${by}`, value, unit: 'exponent', ...alone, n: points.length, allowed: allowed[by][what], ms: points };
  }
}
