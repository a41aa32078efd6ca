import type { Seen } from '../support/composed.ts';
import { pgBouncerVersion } from '../support/pgbouncer.ts';
import { type Ending, type Standing, endings, endingsWorld } from './endings.ts';
import { type Fleet, type Token, type Which, startFleet } from './fleet.ts';
import type { Harness, Run } from './harness.ts';
import type { Planted } from './planting.ts';

const servers: readonly Which[] = [0, 1];
/** Requests after each acknowledgement, on each server, of each kind. */
const timesEach = 3;

type Probe = {
  name: string;
  ask: (fleet: Fleet, server: Which, token: Token) => Promise<Seen>;
  /** the answer of somebody who may */ works: (seen: Seen, fleet: Fleet) => boolean;
};

const evaluation = (fleet: Fleet) => ({
  subject: { type: 'user', id: fleet.id('p.victim') },
  action: { name: 'rooms.view' },
  resource: { type: 'room', id: fleet.id('c.taken'), properties: { customer: fleet.id('c') } },
});
const bearer =
  (method: string, path: (fleet: Fleet) => string, body?: (fleet: Fleet) => object) =>
  (fleet: Fleet, server: Which, token: Token): Promise<Seen> =>
    fleet.send(server, token.text, method, path(fleet), body === undefined ? {} : { body: body(fleet) });

/** What the victim tries, again and again: single objects, lists, a change, a decision. */
const probes: readonly Probe[] = [
  {
    name: 'the room',
    ask: bearer('GET', (fleet) => `/api/v1/customers/${fleet.id('c')}/rooms/${fleet.id('c.taken')}`),
    works: ({ status }) => status === 200,
  },
  {
    name: 'its incident',
    ask: bearer('GET', (fleet) => `/api/v1/customers/${fleet.id('c')}/incidents/${fleet.id('i.taken')}`),
    works: ({ status }) => status === 200,
  },
  {
    name: 'the list of rooms',
    ask: bearer('GET', () => '/api/v1/rooms?limit=200&count=true'),
    works: ({ text }, fleet) => text.includes(fleet.id('c.taken')),
  },
  {
    name: 'the list of incidents',
    ask: bearer('GET', () => '/api/v1/incidents?limit=200'),
    works: ({ text }, fleet) => text.includes(fleet.id('i.taken')),
  },
  {
    name: 'a change of the room',
    // past the guard it is refused for want of If-Match: nothing changes, and yet it shows who may
    ask: bearer(
      'PATCH',
      (fleet) => `/api/v1/customers/${fleet.id('c')}/rooms/${fleet.id('c.taken')}`,
      () => ({ notes: 'by the victim' }),
    ),
    works: ({ status }) => status === 428,
  },
  { name: 'a decision', ask: bearer('POST', () => '/access/v1/evaluation', evaluation), works: ({ at }) => at('decision') === true },
];

async function round(run: Run, fleet: Fleet, standing: Standing, ending: Ending, number: number): Promise<void> {
  const token = await fleet.newToken('p.victim');
  const by: Which = number % 2 === 0 ? 0 : 1;
  // both servers know the victim, and both hold a stream of its
  await Promise.all(
    servers.flatMap((server) =>
      probes.map(async (probe) => {
        const seen = await probe.ask(fleet, server, token);
        if (probe.works(seen, fleet)) return;
        throw new Error(`before ${ending.name}, ${probe.name} is out of reach already: ${seen.status} ${seen.text.slice(0, 200)}`);
      }),
    ),
  );
  const streams = ending.takes === 'room' ? [] : await Promise.all(servers.map((server) => fleet.stream(server, token.text)));
  const under = load(fleet);
  try {
    await ending.end(fleet, by, standing, token);
    await Promise.all(
      servers.flatMap((server) =>
        probes.flatMap((probe) =>
          Array.from({ length: timesEach }, async () => {
            const seen = await probe.ask(fleet, server, token);
            run.check(
              isRefused(ending, probe, seen, fleet),
              () => `after ${ending.name}, server ${server} still gives ${probe.name}: ${seen.status} ${seen.text.slice(0, 120)}`,
            );
          }),
        ),
      ),
    );
    // nobody is told of an expiry: the stream ends at the next thing it hears, or by itself within 20 seconds
    if (ending.takes === 'sign-in') await fleet.asAdmin(`select pg_notify('keyholder_access', $1)`, [fleet.id('p')]);
    const areLost = await Promise.all(streams.map((stream) => stream.lost(fleet.id('c'))));
    for (const [n, isLost] of areLost.entries()) run.check(isLost, () => `after ${ending.name}, the stream of server ${n} goes on`);
  } finally {
    for (const stream of streams) stream.close();
    await under.stop();
  }
  await ending.restore(fleet, by === 0 ? 1 : 0, standing);
}

/** The right refusal, not just any failure: a 5xx is none. */
function isRefused({ takes }: Ending, probe: Probe, seen: Seen, fleet: Fleet): boolean {
  if (seen.status >= 500 || probe.works(seen, fleet)) return false;
  return takes !== 'sign-in' || probe.name === 'a decision' ? true : seen.status === 401;
}

/** People of the customer write on both servers all the while. */
function load(fleet: Fleet): { stop: () => Promise<void> } {
  let goesOn = true;
  const path = `/customers/${fleet.id('c')}/rooms/${fleet.id('c.busy')}`;
  // a writer that fails is told of when it is stopped: nobody listens to it until then
  const writers = Promise.allSettled(
    servers.map(async (server) => {
      for (let n = 0; goesOn; n += 1) {
        const version = (await fleet.ask(server, 'c.writer', 'GET', path)).at('version');
        await fleet.ask(server, 'c.writer', 'PATCH', path, { body: { notes: `${server} ${n}` }, headers: { 'if-match': `"${String(version)}"` } });
      }
    }),
  );
  return {
    stop: async () => {
      goesOn = false;
      for (const end of await writers)
        if (end.status === 'rejected') throw new Error(`a writer had no answer: ${String(end.reason)}`, { cause: end.reason });
    },
  };
}

async function revokeOn(run: Run, cases: number, options: { pgBouncer?: number; planted?: Planted }): Promise<void> {
  const fleet = await startFleet(endingsWorld, options);
  try {
    const [assigned] = await fleet.asAdmin<{ id: string; role: string }>('select id, role from assignments where partner_id = $1 and not built_in', [
      fleet.id('p'),
    ]);
    const standing: Standing = { role: assigned?.role ?? '', assignment: assigned?.id ?? '' };
    const before = run.passed + run.failed;
    for (let number = 0; run.passed + run.failed - before < cases || number < endings.length; number += 1) {
      const ending = endings[number % endings.length];
      if (ending !== undefined) await round(run, fleet, standing, ending, number);
      if (options.planted !== undefined && run.enough()) return;
    }
  } finally {
    await fleet.stop();
  }
}

export const withoutEpoch: Planted = {
  name: 'cache-without-epoch',
  edits: [{ file: 'authorization/epoch-cache.ts', find: 'kept === undefined || kept.epoch !== epoch', instead: 'kept === undefined' }],
};

/** An answer that went ahead of its look-ups counts whatever they say. */
export const withoutProof: Planted = {
  name: 'foresight-without-proof',
  edits: [{ file: 'postgres/foresight.ts', find: 'return proof.value ? outcome', instead: 'return proof.status ? outcome' }],
};

export const revocation: Harness = {
  full: 100_000,
  clean: async (run) => {
    const version = pgBouncerVersion();
    run.say(
      version === undefined ? 'PgBouncer is not installed here: straight to PostgreSQL only' : `half of it through ${version}, transaction mode`,
    );
    // reads go ahead of their look-ups only where nothing stands between: each way has what the other has not
    await revokeOn(run, version === undefined ? run.cases : Math.ceil(run.cases / 2), {});
    if (version !== undefined) await revokeOn(run, Math.ceil(run.cases / 2), { pgBouncer: 6 });
  },
  defects: [withoutEpoch, withoutProof].map((planted) => ({
    name: planted.name,
    cases: 600,
    run: (run: Run) => revokeOn(run, run.cases, { planted }),
  })),
};
