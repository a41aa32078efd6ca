import type { OrganizationId } from '@keyholder/contract';
import { loadCustomers } from '../packages/server/src/modules/authorization/facts.store.ts';
import type { DB } from '../packages/server/src/generated/database.ts';
import { type Db, inSnapshot } from '../packages/server/src/platform/postgres/in-tenant.ts';
import { createKysely, createPool } from '../packages/server/src/platform/postgres/pool.ts';
import { ask } from './check/ask.ts';
import type { MakePeer, Peer } from './check/peer.ts';
import { type Asked, type Question, sampleOf } from './check/sample.ts';
import { caslCached, caslTuned } from './peers/casl.ts';
import { cedarWasm } from './peers/cedar-wasm.ts';
import { nodeCasbin } from './peers/node-casbin.ts';
import { postgresCheck } from './peers/postgres-check.ts';
import { type Figure, median, rounded } from './support/figure.ts';
import { type BenchWorld, openBenchWorld } from './support/world.ts';

/** @param each how long one round of an engine runs, in milliseconds */
export type CheckSizes = { questions: number; rooms: number; rounds: number; each: number; peerCustomers: number; timed: number };
const full: CheckSizes = { questions: 200_000, rooms: 100, rounds: 15, each: 300, peerCustomers: 50, timed: 200_000 };

/** Decisions per second in one thread, by string ids, over all customers of *large*; one row per peer, all in one run. */
export async function* checkInProcess(sizes: CheckSizes = full, open: () => Promise<BenchWorld> = openBenchWorld): AsyncGenerator<Figure> {
  const world = await open();
  const pool = createPool({ url: world.appUrl, max: 4, pipeline: true, log: () => undefined });
  const db = createKysely<DB>(pool, 'prepared');
  try {
    const customers = await customersOf(db);
    const before = heapUsed();
    const asked = await sampleOf(db, customers, { questions: sizes.questions, rooms: sizes.rooms, seed: 1 });
    const questions = asked.questions;
    const few = customers.slice(0, sizes.peerCustomers);
    const near = sideBySide(questions.filter(({ customer }) => few.includes(customer)));
    const narrow: Asked = { ...asked, customers: new Map(few.flatMap((id) => [[id, asked.customers.get(id)] as const]).filter(isPresent)) };
    const peers: { make: MakePeer; of: Asked; questions: readonly Question[] }[] = [
      { make: caslTuned, of: asked, questions },
      { make: caslCached, of: asked, questions },
      { make: nodeCasbin, of: narrow, questions: near },
      { make: cedarWasm, of: narrow, questions: near },
      { make: (of) => postgresCheck(world.adminUrl, of), of: asked, questions },
    ];
    const facts = await measureFacts(db, customers, before);
    const latency = timeEach(asked, questions, sizes.timed);
    for (const { make, of, questions: given } of peers) {
      const peer = await make(of);
      try {
        yield { ...(await compare(asked, peer, given, sizes)), ...facts, ...latency, allowed: rounded(shareAllowed(asked, given)), note: peer.note };
      } finally {
        await peer.stop?.();
      }
    }
  } finally {
    await db.destroy();
    await world.stop();
  }
}

/**
 * The questions one beside the other in the order in which they are asked, as those of the whole sample lie in memory from the start.
 * One in twenty of them, left where it was, is fetched from a page of its own: about as long as a whole decision of ours takes, and
 * no part of any. What they ask about stays where it is.
 */
const sideBySide = (questions: readonly Question[]): Question[] => questions.map((question) => ({ ...question }));

const isPresent = <K, V>(entry: readonly [K, V | undefined]): entry is readonly [K, V] => entry[1] !== undefined;

const shareAllowed = (asked: Asked, questions: readonly Question[]): number => questions.filter((one) => ask(asked, one)).length / questions.length;

/**
 * Answers are compared before anything is timed; then both run in turns, so that a busy machine is busy for both. Engines in this
 * thread are timed by the time that the thread had a processor, PostgreSQL and we beside it by the clock on the wall.
 */
async function compare(asked: Asked, peer: Peer, questions: readonly Question[], { rounds, each }: CheckSizes): Promise<Figure> {
  for (const question of questions.slice(0, 2000)) {
    const [ours, theirs] = [ask(asked, question), await peer.check(question)];
    if (ours !== theirs) throw new Error(`${peer.name} says ${String(theirs)}, we say ${String(ours)}: ${JSON.stringify(question)}`);
  }
  const ours: number[] = [];
  const theirs: number[] = [];
  const isHere = typeof peer.check(questions[0] as Question) === 'boolean'; // a sample is never empty
  const clock = isHere ? threadMs : wallMs;
  const [mine, its] = [walk(questions), walk(questions)];
  const askPeer = (): number | Promise<number> =>
    isHere ? perSecond(clock, each, its, (question) => peer.check(question) === true) : perSecondAwaited(each, its, peer);
  perSecond(clock, each, mine, (question) => ask(asked, question));
  await askPeer();
  for (let n = 0; n < rounds; n += 1) {
    ours.push(perSecond(clock, each, mine, (question) => ask(asked, question)));
    theirs.push(await askPeer());
  }
  return {
    name: 'check.inprocess',
    value: rounded(median(ours)),
    unit: 'decisions/s',
    peer: peer.name,
    peerValue: rounded(median(theirs)),
    ratio: rounded(median(ours.map((value, n) => value / (theirs[n] ?? Number.NaN)))),
    n: rounds,
  };
}

let sink = 0;
/** Questions to go on with, round and round: a later round does not begin with those of the one before. */
type Walk = { questions: readonly Question[]; next: number };
const walk = (questions: readonly Question[]): Walk => ({ questions, next: 0 });

const wallMs = (): number => performance.now();
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Asks in batches until the time is over; the clock is looked at once a batch. */
function perSecond(clock: () => number, each: number, at: Walk, check: (question: Question) => boolean): number {
  const from = clock();
  let done = 0;
  let spent = 0;
  while (spent < each) {
    for (let n = 0; n < 200; n += 1) {
      const question = at.questions[at.next];
      if (question !== undefined && check(question)) sink += 1;
      at.next = at.next + 1 < at.questions.length ? at.next + 1 : 0;
    }
    done += 200;
    spent = clock() - from;
  }
  return (done / spent) * 1000;
}

/** An engine elsewhere: one question at a time, each answer awaited. */
async function perSecondAwaited(each: number, at: Walk, peer: Peer): Promise<number> {
  const from = wallMs();
  let done = 0;
  for (; wallMs() - from < each; done += 1) {
    const question = at.questions[at.next];
    if (question !== undefined && (await peer.check(question))) sink += 1;
    at.next = at.next + 1 < at.questions.length ? at.next + 1 : 0;
  }
  return (done / (wallMs() - from)) * 1000;
}

/**
 * One decision at a time, in the random order of the questions, between two readings of the clock. What two readings with nothing
 * between them take, as measured beside it, is taken off (`clockUs`). Medians of ten slices; in `p99usBest` the slice in which the
 * machine was the least busy with others.
 */
function timeEach(asked: Asked, questions: readonly Question[], times: number) {
  const slices = Array.from({ length: 11 }, () => sliceOf(asked, questions, times)).slice(1);
  const middle = (what: 'p50' | 'p99' | 'clock'): number => median(slices.map((slice) => slice[what]));
  const clock = middle('clock');
  return {
    p50us: rounded(middle('p50') - clock),
    p99us: rounded(middle('p99') - clock),
    p99usBest: rounded(Math.min(...slices.map(({ p99 }) => p99)) - clock),
    clockUs: rounded(clock),
  };
}

function sliceOf(asked: Asked, questions: readonly Question[], times: number): { p50: number; p99: number; clock: number } {
  const taken = new Float64Array(times);
  const idle = new Float64Array(times);
  for (let n = 0; n < times; n += 1) {
    const question = questions[n % questions.length] as Question; // a sample is never empty
    const from = performance.now();
    if (ask(asked, question)) sink += 1;
    taken[n] = performance.now() - from;
    const empty = performance.now();
    idle[n] = performance.now() - empty;
  }
  const us = (of: Float64Array, share: number): number => (of[Math.floor(times * share)] ?? Number.NaN) * 1000;
  taken.sort();
  idle.sort();
  return { p50: us(taken, 0.5), p99: us(taken, 0.99), clock: us(idle, 0.5) };
}

/** The heap that the facts of all these customers take, and how long the facts of one take to be read anew. */
async function measureFacts(
  db: Db,
  customers: readonly OrganizationId[],
  before: number,
): Promise<{ heapMB: number; heapWithSampleMB: number; rebuildMs: number }> {
  const withSample = heapUsed() - before;
  const from = heapUsed();
  const held: unknown[] = [];
  for (const customer of customers) held.push(await inSnapshot(db, [customer], (tx) => loadCustomers(tx, [customer])));
  const heap = heapUsed() - from;
  if (held.length !== customers.length) throw new Error('facts of a customer are missing');
  const rebuilds: number[] = [];
  for (const customer of customers.slice(0, 50)) {
    await inSnapshot(db, [customer], async (tx) => {
      const begin = performance.now();
      await loadCustomers(tx, [customer]);
      rebuilds.push(performance.now() - begin);
    });
  }
  return { heapMB: rounded(heap / 2 ** 20), heapWithSampleMB: rounded(withSample / 2 ** 20), rebuildMs: rounded(median(rebuilds)) };
}

function heapUsed(): number {
  for (let n = 0; n < 3; n += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** All customers, in the order of their ids. */
async function customersOf(db: Db): Promise<OrganizationId[]> {
  const rows = await db.selectFrom('organizations').select('id').where('partner_eligible', '=', false).orderBy('id').execute();
  return rows.map(({ id }) => id);
}
