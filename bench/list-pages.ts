import type { Health } from '@keyholder/contract';
import type { DB } from '../packages/server/src/generated/database.ts';
import { listIncidents } from '../packages/server/src/modules/incidents/list-incidents.ts';
import { listRooms } from '../packages/server/src/modules/rooms/list-rooms.ts';
import type { Db } from '../packages/server/src/platform/postgres/in-tenant.ts';
import { sql } from 'kysely';
import { createKysely, createPool } from '../packages/server/src/platform/postgres/pool.ts';
import { type Asker, askerOf } from './lists/asker.ts';
import { naiveJoin, plannersPlan } from './lists/plain-lists.ts';
import { type Figure, alone, median, rounded } from './support/figure.ts';
import { type PreparedCheck, preparedCheck, timedBeside } from './support/prepared-check.ts';
import { type BenchWorld, openBenchWorld } from './support/world.ts';

/** @param slow how often a peer is asked, which may take seconds each time @param patience for one answer of it, in milliseconds */
export type ListSizes = { times: number; slow: number; patience: number };
const full: ListSizes = { times: 100, slow: 3, patience: 20_000 };
const page = 50;

/** First pages of lists over *large*, from the transaction's begin to the rows in hand, under row security, in one process. */
export async function* listPages(sizes: ListSizes = full, open: () => Promise<BenchWorld> = openBenchWorld): AsyncGenerator<Figure> {
  const world = await open();
  const busy = askerOf(world, 'busy-partner.technician');
  const old = askerOf(world, 'old.technician');
  const admin = askerOf(world, 'busy-partner.primary-admin');
  const plain = createKysely<DB>(createPool({ url: world.adminUrl, max: 1, log: () => undefined }));
  const check = await preparedCheck(world);
  try {
    yield await incidents('list.incidents', busy, plain, check, { name: 'naive join', list: naiveJoin }, sizes);
    const patient = { ...sizes, patience: 3 * sizes.patience };
    yield await incidents('list.incidents.old', old, plain, check, { name: 'the planner’s own plan', list: plannersPlan }, patient);
    yield await rooms(admin, check, sizes);
  } finally {
    await Promise.all([busy.stop(), old.stop(), admin.stop(), plain.destroy(), check.stop()]);
    await world.stop();
  }
}

async function incidents(
  name: string,
  asker: Asker,
  plain: Db,
  check: PreparedCheck,
  peer: { name: string; list: typeof naiveJoin },
  { times, slow, patience }: ListSizes,
): Promise<Figure> {
  const ours = () =>
    asker.read(async (tx, authority, call) => {
      const listed = await listIncidents(tx, asker.atoms, call, authority, { limit: page });
      if (!listed.ok) throw new Error(`no list: ${listed.code}`);
      return listed.value.items.map(({ id }) => id);
    });
  const grants = await asker.read(async (_tx, authority) => authority.grants('tickets.view'));
  await sql.raw(`set statement_timeout = ${patience}`).execute(plain); // its pool has one connection
  const one = await ours();
  const its: number[] = [];
  let gaveUp = false;
  for (let n = 0; n <= slow && !gaveUp; n += 1) {
    const from = performance.now();
    const other = await unlessTooLong(() => peer.list(plain, grants, page));
    if (other !== undefined && JSON.stringify(one) !== JSON.stringify(other)) throw new Error(`${name}: ${peer.name} lists something else`);
    gaveUp = other === undefined;
    if (n > 0 || gaveUp) its.push(performance.now() - from); // the first fills the cache
  }
  const { taken: mine, beside } = await timedBeside(times, ours, check);
  return {
    name,
    value: rounded(median(mine)),
    unit: 'ms',
    peer: peer.name,
    peerValue: rounded(median(its)),
    ratio: rounded(median(its) / median(mine)),
    n: times,
    p95: rounded(at(mine, 0.95)),
    fastest: rounded(Math.min(...mine)),
    ...beside,
    customers: grants.length,
    atoms: grants.reduce((sum, { atoms }) => sum + atoms.length, 0),
    peerN: its.length,
    note: gaveUp
      ? `the peer past row security; it was stopped after ${patience / 1000} s, so that it takes at least this, and the ratio is at least this`
      : 'the peer past row security, its answer compared with ours',
  };
}

const stopped = '57014';
/** Undefined where the database has stopped the statement for the time it took. */
async function unlessTooLong<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === stopped) return undefined;
    throw error;
  }
}

const filters: Readonly<Record<string, { q?: string; country?: string; city?: string; site?: string; health?: Health }>> = {
  none: {},
  search: { q: 'board' },
  country: { country: 'FR' },
  city: { city: 'Berlin' },
  site: { site: 'Tower' },
  health: { health: 'important' },
  'search and health': { q: 'lobby', health: 'warning' },
};

/** The slowest of the filters is the figure, by how many prepared checks it takes: these are asked beside each. */
async function rooms(asker: Asker, check: PreparedCheck, { times }: ListSizes): Promise<Figure> {
  const pages: Record<string, { median: number; fastest: number; checks: number; checkMs: number }> = {};
  for (const [filter, query] of Object.entries(filters)) {
    const read = () =>
      asker.read(async (tx, authority, call) => {
        const listed = await listRooms(tx, asker.atoms, call, authority, undefined, { ...query, limit: page });
        if (!listed.ok) throw new Error(`no list: ${listed.code}`);
        return listed.value.items.length;
      });
    const { taken, beside } = await timedBeside(times, read, check);
    pages[filter] = { median: rounded(median(taken)), fastest: rounded(Math.min(...taken)), ...beside };
  }
  const [slowest] = Object.values(pages).toSorted((one, other) => other.checks - one.checks);
  return {
    name: 'list.rooms',
    value: slowest?.median ?? Number.NaN,
    unit: 'ms',
    ...alone,
    n: times,
    checkMs: slowest?.checkMs,
    checks: slowest?.checks,
    pages,
  };
}

const at = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
