import { ok } from '../../packages/server/src/kernel/result.ts';
import { reachOf } from '../../packages/server/src/kernel/tenant.ts';
import { listIncidents } from '../../packages/server/src/modules/incidents/list-incidents.ts';
import { listRooms } from '../../packages/server/src/modules/rooms/list-rooms.ts';
import { bumpEpochs, inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { ask } from '../check/ask.ts';
import { sampleOf } from '../check/sample.ts';
import { type Asker, askerFor } from '../lists/asker.ts';
import { median } from '../support/figure.ts';
import type { SmallWorld } from './small-world.ts';
import { type Subject, asked } from './subjects.ts';

export type Growing = 'decision' | 'list' | 'change';
/** Medians, in milliseconds. */
export type Taken = Record<Growing, number>;

/** How long this person's decisions, pages and change take in this world. */
export async function takenBy(world: SmallWorld, subject: Subject | Promise<Subject>, times: number): Promise<Taken> {
  const who = await subject;
  const { organization } = world.first;
  const asker = askerFor(world, { id: who.user, name: 'Measured', organization: { id: organization, name: 'Measured', domain: '' } });
  try {
    return { decision: await decisionOf(world, who), list: await pagesOf(asker, times), change: await changeOf(world, asker, who, times) };
  } finally {
    await asker.stop();
  }
}

/** One decision among the facts of all customers, rooms of the first one in random order. */
async function decisionOf({ db, customers, first }: SmallWorld, { user }: Subject): Promise<number> {
  const sample = await sampleOf(db, customers, { questions: 3000, rooms: 100, seed: 1 });
  const rooms = sample.questions.filter(({ customer }) => customer === first.organization);
  const questions = rooms.map((one, n) => ({ ...one, user, action: asked[n % asked.length] ?? one.action }));
  const rounds = Array.from({ length: 15 }, () => {
    let done = 0;
    let allowed = 0;
    const from = performance.now();
    while (performance.now() - from < 10)
      for (const question of questions) {
        if (ask(sample, question)) allowed += 1;
        done += 1;
      }
    if (allowed === 0) throw new Error('whoever is measured may do nothing');
    return (performance.now() - from) / done;
  });
  return median(rounds.slice(5));
}

/** The first pages of rooms and of incidents, one after the other. */
const pagesOf = (asker: Asker, times: number): Promise<number> =>
  medianOf(times, () =>
    asker.read(async (tx, authority, call) => {
      const listed = [
        await listRooms(tx, asker.atoms, call, authority, undefined, { limit: 50 }),
        await listIncidents(tx, asker.atoms, call, authority, { limit: 50 }),
      ];
      if (listed.some((one) => !one.ok || one.value.items.length === 0)) throw new Error('whoever is measured sees nothing');
    }),
  );

/** From the begin of the change until the first decision that knows of it. */
function changeOf({ db, first }: SmallWorld, asker: Asker, { change }: Subject, times: number): Promise<number> {
  const at = [first.organization];
  return medianOf(times, async (n) => {
    await inTenant(db, reachOf(at), 'exclusive', async (tx) => {
      await change(tx, n);
      await bumpEpochs(tx, at);
      return ok(undefined);
    });
    await asker.read(async (_tx, authority) => authority.grants('rooms.view'));
  });
}

async function medianOf(times: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < times + 4; n += 1) {
    const from = performance.now();
    await work(n);
    if (n >= 4) taken.push(performance.now() - from);
  }
  return median(taken);
}
