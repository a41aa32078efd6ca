import { isId } from '@keyholder/contract';
import type { DB } from '../packages/server/src/generated/database.ts';
import { createKysely, createPool } from '../packages/server/src/platform/postgres/pool.ts';
import autocannon from 'autocannon';
import { type Question, sampleOf } from './check/sample.ts';
import { type Figure, alone, median, rounded } from './support/figure.ts';
import { readDemoFile, startInstance, unlimited } from './support/instance.ts';
import { startPeerServer } from './support/peer-server.ts';
import { type PreparedCheck, preparedCheck, timedBeside } from './support/prepared-check.ts';
import { type BenchWorld, openBenchWorld } from './support/world.ts';

export type HttpSizes = { rounds: number; secondsEach: number; times: number };
const full: HttpSizes = { rounds: 3, secondsEach: 4, times: 100 };
const perBatch = 1000;
/** The decision API over HTTP, and who can touch a room, by a server of its own on *large*. */
export async function* decisionsOverHttp(sizes: HttpSizes = full, open: () => Promise<BenchWorld> = openBenchWorld): AsyncGenerator<Figure> {
  const world = await open();
  const { people, ids, decisionToken } = readDemoFile(world.dataDir);
  const customers = Object.values(ids)
    .filter((id) => isId('org', id))
    .slice(0, 20);
  const db = createKysely<DB>(createPool({ url: world.appUrl, max: 2, log: () => undefined }));
  const { questions } = await sampleOf(db, customers, { questions: 5000, rooms: 50, seed: 1 });
  await db.destroy();
  const server = await startInstance(`${world.dataDir}/server`, { DATABASE_URL: world.appUrl, KEYHOLDER_LIMITS: unlimited });
  const peer = await startPeerServer('bare-check.ts', world.adminUrl);
  const check = await preparedCheck(world);
  try {
    const single = { path: '/access/v1/evaluation', bodies: questions.slice(0, 500).map((one) => JSON.stringify(evaluationOf(one))), decisions: 1 };
    const batches = Array.from({ length: 5 }, (_, n) => questions.slice(n * perBatch, (n + 1) * perBatch));
    const batch = {
      path: '/access/v1/evaluations',
      bodies: batches.map((some) => JSON.stringify({ evaluations: some.map(evaluationOf) })),
      decisions: perBatch,
    };
    for (const [name, what] of [
      ['authzen.single', single],
      ['authzen.batch', batch],
    ] as const) {
      yield await compare(name, what, { url: server.url, token: decisionToken }, { url: peer.url, token: '' }, sizes);
    }
    const asker = people.find(({ alias }) => alias === 'customer.managed-service-admin');
    const room = questions.find(({ customer }) => customer === asker?.organization.id)?.room;
    yield await explainRoom(`${server.url}/api/v1/customers/${asker?.organization.id}/rooms/${room}/access`, asker?.token ?? '', check, sizes.times);
  } finally {
    peer.stop();
    await check.stop();
    await server.stop();
    await world.stop();
  }
}

const evaluationOf = ({ user, action, customer, room }: Question) => ({
  subject: { type: 'user', id: user },
  action: { name: action },
  resource: { type: 'room', id: room, properties: { customer } },
});

type Target = { url: string; token: string };
type Work = { path: string; bodies: readonly string[]; decisions: number };

async function compare(name: string, work: Work, ours: Target, theirs: Target, { rounds, secondsEach }: HttpSizes): Promise<Figure> {
  const mine: number[] = [];
  const its: number[] = [];
  await perSecond(work, ours, 1);
  await perSecond(work, theirs, 1);
  for (let n = 0; n < rounds; n += 1) {
    mine.push(await perSecond(work, ours, secondsEach));
    its.push(await perSecond(work, theirs, secondsEach));
  }
  return {
    name,
    value: rounded(median(mine)),
    unit: 'decisions/s',
    peer: 'bare Fastify, one prepared check',
    peerValue: rounded(median(its)),
    ratio: rounded(median(mine.map((value, n) => value / (its[n] ?? Number.NaN)))),
    n: rounds,
    note: 'the peer without credential, row security, snapshot, delegated scope and change control',
  };
}

/** Small requests by a client that costs little; large ones, of which the peer may not end one in a round, each to its end. */
async function perSecond(work: Work, target: Target, duration: number): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${target.token}` };
  if (work.decisions > 1) return perSecondToTheEnd(work, target.url, headers, duration);
  const requests = work.bodies.map((body) => ({ method: 'POST' as const, path: work.path, headers, body }));
  const result = await autocannon({ url: target.url, connections: 8, duration, requests });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${target.url}${work.path}: ${result.non2xx} answers that are not 2xx, ${result.errors} errors`);
  return result.requests.average;
}

async function perSecondToTheEnd({ path, bodies, decisions }: Work, url: string, headers: Record<string, string>, duration: number): Promise<number> {
  const from = performance.now();
  let done = 0;
  const goOn = async (connection: number): Promise<void> => {
    for (let n = connection; performance.now() - from < duration * 1000; n += 1) {
      const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: bodies[n % bodies.length] ?? '' });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${url}${path} answered ${answer.status}`);
      done += decisions;
    }
  };
  await Promise.all([0, 1, 2, 3].map(goOn));
  return (done / (performance.now() - from)) * 1000;
}

async function explainRoom(url: string, token: string, check: PreparedCheck, times: number): Promise<Figure> {
  const read = async (): Promise<void> => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  };
  const { taken, beside } = await timedBeside(times, read, check);
  return { name: 'explain.room', value: rounded(median(taken)), unit: 'ms', ...alone, n: times, fastest: rounded(Math.min(...taken)), ...beside };
}
