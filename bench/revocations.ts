import { startTestServer } from '../tests/support/postgres.ts';
import { type Ending, endings, endingsWorld } from '../tests/verify/endings.ts';
import { type Fleet, startFleet } from '../tests/verify/fleet.ts';
import { type Figure, alone, median, rounded } from './support/figure.ts';

export type RevocationSizes = { rounds: number };

/**
 * Two server processes over one database, people writing on both: how long the one who ends an access waits for the
 * acknowledgement, and how many requests that begin after it still get through, on either server. The full count of 100,000 is
 * that of `npm run verify -- revocation`.
 */
export async function* revocations(sizes: RevocationSizes = { rounds: 84 }): AsyncGenerator<Figure> {
  const stopServer = await startTestServer();
  const fleet = await startFleet(endingsWorld);
  try {
    // the server of tests does not wait for its disk; an acknowledgement that is measured does
    await fleet.asAdmin('alter system reset synchronous_commit');
    await fleet.asAdmin('select pg_reload_conf()');
    const [assigned] = await fleet.asAdmin<{ id: string; role: string }>('select id, role from assignments where partner_id = $1 and not built_in', [
      fleet.id('p'),
    ]);
    const standing = { role: assigned?.role ?? '', assignment: assigned?.id ?? '' };
    const load = startWriting(fleet);
    const clocked = withClock(fleet);
    const acknowledged: number[] = [];
    const slowest: Record<string, number> = {};
    let asked = 0;
    let stale = 0;
    for (let number = 0; number < sizes.rounds; number += 1) {
      const ending = endings[number % endings.length] as Ending; // there are some
      const by = number % 2 === 0 ? 0 : 1;
      const token = await fleet.newToken('p.victim');
      const room = `/api/v1/customers/${fleet.id('c')}/rooms/${fleet.id('c.taken')}`;
      const before = await Promise.all(([0, 1] as const).map((server) => fleet.send(server, token.text, 'GET', room)));
      if (before.some(({ status }) => status !== 200)) throw new Error(`before ${ending.name}, the room is out of reach already`);
      await ending.end(clocked.fleet, by, standing, token);
      const took = clocked.lastAct();
      if (took !== undefined) {
        acknowledged.push(took);
        slowest[ending.name] = Math.max(slowest[ending.name] ?? 0, rounded(took));
      }
      const after = await Promise.all(Array.from({ length: 20 }, (_, n) => fleet.send(n % 2 === 0 ? 0 : 1, token.text, 'GET', room)));
      asked += after.length;
      stale += after.filter(({ status }) => status === 200).length;
      await ending.restore(fleet, by, standing);
    }
    const writes = await load.stop();
    yield { name: 'revoke.propagation', value: stale, unit: 'stale', ...alone, n: asked, endings: endings.length, writesBeside: writes };
    const sorted = acknowledged.toSorted((a, b) => a - b);
    const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
    yield {
      name: 'revoke.latency',
      value: rounded(median(acknowledged)),
      unit: 'ms',
      ...alone,
      n: acknowledged.length,
      p99: rounded(p99),
      slowest,
      writesBeside: writes,
      note: 'the one request that ends it, until its answer; by a session where the end is that of a token',
    };
  } finally {
    await fleet.stop();
    await stopServer();
  }
}

/** Times the requests that change something; not the reading before one, not a rehearsal, and nothing that is no request (an expiry). */
function withClock(fleet: Fleet): { fleet: Fleet; lastAct: () => number | undefined } {
  let last: number | undefined;
  const clock =
    (send: Fleet['ask']): Fleet['ask'] =>
    async (server, person, method, path, asked) => {
      const from = performance.now();
      const seen = await send(server, person, method, path, asked);
      if (method !== 'GET' && !path.includes('rehearse=true')) last = performance.now() - from;
      return seen;
    };
  return {
    fleet: { ...fleet, ask: clock(fleet.ask), askBySession: clock(fleet.askBySession) },
    lastAct: () => {
      const took = last;
      last = undefined;
      return took;
    },
  };
}

/** People of the customer change a room on both servers, one change after the other. */
function startWriting(fleet: Fleet): { stop: () => Promise<number> } {
  let goesOn = true;
  let writes = 0;
  const path = `/customers/${fleet.id('c')}/rooms/${fleet.id('c.busy')}`;
  const writers = ([0, 1] as const).map(async (server) => {
    for (let n = 0; goesOn; n += 1) {
      const version = (await fleet.ask(server, 'c.writer', 'GET', path)).at('version');
      const written = await fleet.ask(server, 'c.writer', 'PATCH', path, {
        body: { notes: `${server} ${n}` },
        headers: { 'if-match': `"${String(version)}"` },
      });
      if (written.status === 200) writes += 1;
    }
  });
  return {
    stop: async () => {
      goesOn = false;
      await Promise.all(writers);
      return writes;
    },
  };
}
