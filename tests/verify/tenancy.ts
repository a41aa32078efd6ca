import fc from 'fast-check';
import type { OrganizationId } from '@keyholder/contract';
import { type Seen, organizationOf } from '../support/composed.ts';
import { pgBouncerVersion, startPgBouncer } from '../support/pgbouncer.ts';
import { readBare } from './bare-transactions.ts';
import { type Fleet, type Which, startFleet } from './fleet.ts';
import type { Defect, Harness, Run } from './harness.ts';
import { type Planted, importPlanted } from './planting.ts';
import { tellApart, twinsOf } from './timing.ts';
import { compareWork } from './work.ts';

const customers = Array.from({ length: 12 }, (_, n) => `c${n}`);
const partners = Array.from({ length: 3 }, (_, n) => `p${n}`);
const roomsEach = 5;
/** Each partner serves every third customer. */
const served = (partner: string): string[] => customers.filter((_, n) => `p${n % partners.length}` === partner);
const numbers = Array.from({ length: roomsEach }, (_, n) => n);
const concurrency = 32;
/** Connections to PostgreSQL behind PgBouncer, for everybody. */
const connections = 4;

const user = (id: string) => ({ type: 'user', id });
const tenancyWorld = {
  organizations: [
    ...customers.map((id) => ({ id, name: `Customer ${id}`, domains: [`${id}.example`], country: 'FR' })),
    ...partners.map((id) => ({ id, name: `Partner ${id}`, domains: [`${id}.example`], country: 'FR', partnerEligible: true })),
  ],
  users: [...customers, ...partners].map((organization) => ({
    id: `${organization}.one`,
    organization,
    email: `one@${organization}.example`,
    name: `Person of ${organization}`,
    roles: customers.includes(organization) ? ['managed-service-admin'] : [],
  })),
  rooms: customers.flatMap((customer) =>
    numbers.map((n) => ({ id: `${customer}.r${n}`, customer, name: `Room ${n}`, country: 'FR', city: 'City', site: 'Site' })),
  ),
  delegations: partners.flatMap((partner) =>
    served(partner).map((customer) => ({ customer, partner, scope: [{ type: 'all' }], primaryAdmins: [user(`${partner}.one`)] })),
  ),
  incidents: customers.flatMap((customer) =>
    numbers.slice(0, 2).map((n) => ({ id: `${customer}.i${n}`, room: `${customer}.r${n}`, severity: 'warning', title: `Incident ${n}` })),
  ),
};

/** Whose rooms a person sees, and who else may be named to it. */
const seenBy = (organization: string): string[] => (partners.includes(organization) ? served(organization) : [organization]);
const namedTo = (organization: string): string[] => [
  organization,
  ...(partners.includes(organization) ? served(organization) : partners.filter((partner) => served(partner).includes(organization))),
];

type Kind = {
  name: string;
  ask: (fleet: Fleet, server: Which, who: string, at: { own: string; foreign: string; n: number }) => Promise<Seen>;
  right: (seen: Seen, fleet: Fleet, who: string, at: { own: string; n: number }) => boolean;
};
const listOf = (text: string): string[] => [...new Set(text.match(/"(?:room|inc)_[0-9a-z]{26}"/g) ?? [])].map((id) => id.slice(1, -1));
const exactly = (found: readonly string[], wanted: readonly string[]): boolean => found.toSorted().join() === wanted.toSorted().join();
const roomsOf = (fleet: Fleet, who: string): string[] => seenBy(who).flatMap((customer) => numbers.map((n) => fleet.id(`${customer}.r${n}`)));
const roomPath = (fleet: Fleet, customer: string, of: string, n: number): string =>
  `/customers/${fleet.id(customer)}/rooms/${fleet.id(`${of}.r${n}`)}`;

const kinds: readonly Kind[] = [
  {
    name: 'rooms, counted',
    ask: (fleet, server, who) => fleet.ask(server, `${who}.one`, 'GET', '/rooms?limit=200&count=true'),
    right: (seen, fleet, who) =>
      seen.at('count') === roomsOf(fleet, who).length &&
      exactly(
        listOf(seen.text).filter((id) => id.startsWith('room_')),
        roomsOf(fleet, who),
      ),
  },
  {
    name: 'incidents',
    ask: (fleet, server, who) => fleet.ask(server, `${who}.one`, 'GET', '/incidents?limit=200'),
    right: ({ text }, fleet, who) =>
      exactly(
        listOf(text).filter((id) => id.startsWith('inc_')),
        seenBy(who).flatMap((customer) => [0, 1].map((n) => fleet.id(`${customer}.i${n}`))),
      ),
  },
  {
    name: 'an own room',
    ask: (fleet, server, who, { own, n }) => fleet.ask(server, `${who}.one`, 'GET', roomPath(fleet, own, own, n)),
    right: (seen, fleet, _who, { own, n }) => seen.status === 200 && seen.at('id') === fleet.id(`${own}.r${n}`),
  },
  {
    name: 'a change of an own room',
    ask: (fleet, server, who, { own, n }) =>
      fleet.ask(server, `${who}.one`, 'PATCH', roomPath(fleet, own, own, n), { body: { notes: `by ${who}` }, headers: { 'if-match': '"1"' } }),
    right: ({ status }) => status === 200 || status === 412,
  },
  {
    name: 'a foreign room',
    ask: (fleet, server, who, { foreign, n }) => fleet.ask(server, `${who}.one`, 'GET', roomPath(fleet, foreign, foreign, n)),
    right: ({ status }) => status === 404,
  },
  {
    name: 'a foreign room on an own path',
    ask: (fleet, server, who, { own, foreign, n }) =>
      fleet.ask(server, `${who}.one`, 'PATCH', roomPath(fleet, own, foreign, n), { body: { notes: 'taken' }, headers: { 'if-match': '"1"' } }),
    right: ({ status }) => status === 404,
  },
  {
    name: 'lists of a foreign customer',
    ask: (fleet, server, who, { foreign, n }) =>
      fleet.ask(server, `${who}.one`, 'GET', `/${['rooms', 'incidents', 'audit'][n % 3]}?customer=${fleet.id(foreign)}`),
    right: ({ status, text }) => status === 200 && text.includes('"items":[]'),
  },
  {
    name: 'the ledger',
    ask: (fleet, server, who) => fleet.ask(server, `${who}.one`, 'GET', '/audit?limit=20'),
    right: ({ status }) => status === 200,
  },
  { name: 'customers', ask: (fleet, server, who) => fleet.ask(server, `${who}.one`, 'GET', '/customers'), right: ({ status }) => status === 200 },
  {
    name: 'me',
    ask: (fleet, server, who) => fleet.ask(server, `${who}.one`, 'GET', '/me'),
    right: (seen, fleet, who) => seen.at('organization', 'id') === fleet.id(who) || seen.text.includes(fleet.id(who)),
  },
  {
    name: 'a typing error',
    ask: (fleet, server, who) => fleet.ask(server, `${who}.one`, 'GET', '/rooms?lmit=1'),
    right: ({ status }) => status === 422,
  },
];

/** Ids in an answer that belong to somebody who may not be named to this person. */
function strangersIn(text: string, owners: ReadonlyMap<string, string>, who: string, asked: string): string[] {
  const allowed = new Set(namedTo(who));
  return [...new Set(text.match(/[a-z]+_[0-9a-z]{26}/g) ?? [])].filter((id) => {
    const owner = owners.get(id);
    return owner !== undefined && !allowed.has(owner) && !asked.includes(id);
  });
}

async function interleave(run: Run, fleet: Fleet, cases: number): Promise<void> {
  const owners = new Map<string, string>();
  for (const alias of [...customers, ...partners]) owners.set(fleet.id(alias), alias);
  for (const { id } of [...tenancyWorld.users, ...tenancyWorld.rooms, ...tenancyWorld.incidents])
    owners.set(fleet.id(id), id.slice(0, id.indexOf('.')));
  const [gen] = fc.sample(fc.gen(), { seed: run.seed, numRuns: 1 });
  const below = (n: number): number => gen?.(fc.integer, { min: 0, max: n - 1 }) ?? 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < cases) {
      next += 1;
      const who = [...customers, ...partners][below(customers.length + partners.length)] ?? 'c0';
      const kind = kinds[below(kinds.length)];
      const own = seenBy(who)[below(seenBy(who).length)] ?? who;
      const strange = customers.filter((customer) => !namedTo(who).includes(customer));
      const at = { own, foreign: strange[below(strange.length)] ?? 'c0', n: below(roomsEach) };
      const seen = await kind?.ask(fleet, below(2) === 0 ? 0 : 1, who, at);
      if (kind === undefined || seen === undefined) continue;
      const strangers = strangersIn(seen.text, owners, who, '');
      run.check(
        kind.right(seen, fleet, who, at) && strangers.length === 0,
        () => `${who} asking for ${kind.name}: ${seen.status} ${seen.text.slice(0, 200)} ${strangers.join(' ')}`,
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function bareOf(fleet: Fleet): Promise<{ tenants: Map<OrganizationId, number>; pooler: { url: string; stop: () => Promise<unknown> } }> {
  const tenants = new Map(customers.map((customer) => [organizationOf(fleet.id(customer)), roomsEach]));
  const pooler =
    pgBouncerVersion() === undefined ? { url: fleet.appUrl, stop: async () => undefined } : await startPgBouncer(fleet.appUrl, connections);
  return { tenants, pooler };
}

export const outside: Planted = {
  name: 'reach-outside-transaction',
  edits: [
    {
      file: 'postgres/in-tenant.ts',
      find: 'const beginning = `start transaction isolation level repeatable read read only; ${reachStatement(organizations)}`;',
      instead:
        "const beginning = 'start transaction isolation level repeatable read read only'; await sql.raw(reachStatement(organizations).replace('local ', '')).execute(db);",
    },
  ],
};

/** The answer stays what it was; that something was found shows in the work. */
export const lookedUp: Planted = {
  name: 'foreign-looked-up',
  edits: [
    {
      file: 'platform/http/guard.ts',
      find: 'const known = authority.known(named);',
      instead:
        "const known = authority.known(named); await widenReach(tx, [home, named]); if (access.kind === 'object') await access.object(tx, params, authority);",
    },
    {
      file: 'platform/http/guard.ts',
      find: "import type { Found, Route } from './route.ts';",
      instead: "import type { Found, Route } from './route.ts'; import { widenReach } from '../postgres/in-tenant.ts';",
    },
  ],
};

/** The same, once for each object: whoever asks again finds no difference. */
export const lookedUpOnce: Planted = {
  name: 'foreign-looked-up-once',
  edits: [
    {
      file: 'platform/http/guard.ts',
      find: 'const known = authority.known(named);',
      instead:
        "const known = authority.known(named); const key = Object.values(params).join(); if (access.kind === 'object' && !touched.has(key)) { touched.add(key); await widenReach(tx, [home, named]); await access.object(tx, params, authority); }",
    },
    {
      file: 'platform/http/guard.ts',
      find: "import type { Found, Route } from './route.ts';",
      instead:
        "import type { Found, Route } from './route.ts'; import { widenReach } from '../postgres/in-tenant.ts'; const touched = new Set<string>();",
    },
  ],
};

/** Noticed by the work that getting a room makes. */
const byWork = (planted: Planted): Defect => ({
  name: planted.name,
  cases: 5000,
  run: async (run) => {
    const { compareWork: compare } = await importPlanted<{ compareWork: typeof compareWork }>(planted, import.meta.resolve('./work.ts'));
    await compare(run, Infinity, 'rooms.get');
  },
});

export const tenancy: Harness = {
  full: 200_000,
  clean: async (run) => {
    const version = pgBouncerVersion();
    run.say(
      version === undefined
        ? 'PgBouncer is not installed here: straight to PostgreSQL'
        : `through ${version} in transaction mode, ${connections} connections`,
    );
    const fleet = await startFleet(tenancyWorld, { pgBouncer: version === undefined ? undefined : connections });
    try {
      await interleave(run, fleet, Math.ceil(run.cases * 0.8));
      await tellApart(run, twinsOf(fleet, { who: 'p0.one', own: 'c0', foreign: 'c1' }), Math.max(20, Math.ceil(1000 * run.share)));
      const { tenants, pooler } = await bareOf(fleet);
      await readBare(run, Math.ceil(run.cases * 0.2), pooler.url, tenants);
      await pooler.stop();
    } finally {
      await fleet.stop();
    }
    await compareWork(run, run.share === 1 ? Infinity : Math.ceil(run.cases * 0.1));
  },
  defects: [
    {
      name: outside.name,
      cases: 600,
      run: async (run) => {
        const planted = await importPlanted<{ readBare: typeof readBare }>(outside, import.meta.resolve('./bare-transactions.ts'));
        const fleet = await startFleet(tenancyWorld);
        try {
          const { tenants, pooler } = await bareOf(fleet);
          await planted.readBare(run, run.cases, pooler.url, tenants);
          await pooler.stop();
        } finally {
          await fleet.stop();
        }
      },
    },
    byWork(lookedUp),
    byWork(lookedUpOnce),
  ],
};
