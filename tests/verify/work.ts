import type pg from 'pg';
import { expectedOf } from '../routes/check-matrix.fixture.ts';
import { isOpen, signedIn } from '../routes/expected.fixture.ts';
import { type Stage, type Whose, openStage, paramsOf, pathOf } from '../routes/routes.fixture.ts';
import { type Seen, absentLike, bytesOf } from '../support/composed.ts';
import type { Run } from './harness.ts';

/** What one request makes the database do: each statement with the rows it gave, and what each transaction read and wrote, by table. */
type Work = { seen: Seen; done: string };

/** Counted since the statistics were last handed on, which never happens within a transaction: what it did is the difference. */
const readings = `select relname as "table", seq_scan + idx_scan as scans, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read,
  n_tup_ins + n_tup_upd + n_tup_del as written from pg_stat_xact_user_tables where seq_scan + idx_scan + n_tup_ins + n_tup_upd + n_tup_del > 0`;
type Reading = { table: string; scans: number; read: number; written: number };
type Results = pg.QueryResult | pg.QueryResult[];
const idsMasked = (text: string): string => text.replaceAll(/[a-z]+_[0-9a-z]{26}/g, '#');

/** Watches every connection of the server: rows that row security filters out were read all the same, and show. */
function watch(pool: pg.Pool): { during: (request: () => Promise<Seen>) => Promise<Work> } {
  const known = new WeakSet<pg.PoolClient>();
  let lines: Promise<string>[] = [];
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    const query = client.query.bind(client) as (...words: unknown[]) => Promise<Results>; // as Kysely and the server call it
    let before: Reading[] = [];
    let hasFailed = false;
    /** Joined to one statement of the server, for it waits for no other: the connection may be somebody else's by then. */
    const measured = async (text: string, at: 'begin' | 'end'): Promise<Results> => {
      const results = [await query(at === 'begin' ? `${text}; ${readings}` : `${readings}; ${text}`)].flat();
      const read: Reading[] = results.at(at === 'begin' ? -1 : 0)?.rows ?? [];
      if (at === 'end') lines.push(Promise.resolve(`in all: ${difference(before, read)}`));
      before = read;
      return at === 'begin' ? results.slice(0, -1) : (results.at(-1) ?? []);
    };
    const watched = (...words: unknown[]): Promise<unknown> => {
      const [asked] = words;
      const text = typeof asked === 'string' ? asked : String(asked instanceof Object ? Reflect.get(asked, 'text') : asked);
      const begins = /^(begin|start transaction)\b/.test(text);
      const ends = /^(commit|rollback)$/.test(text);
      const answer = begins || (ends && !hasFailed) ? measured(text, begins ? 'begin' : 'end') : query(...words);
      if (begins || ends) hasFailed = false;
      const line = answer.then(
        (results) =>
          `${idsMasked(text)} -> ${[results]
            .flat()
            .map(({ rowCount }) => rowCount)
            .join('+')}`,
        () => {
          hasFailed = true;
          return `${idsMasked(text)} -> failed`;
        },
      );
      lines.push(line);
      return answer;
    };
    Object.assign(client, { query: watched });
  });
  return {
    during: async (request) => {
      lines = [];
      const seen = await request();
      const done: string[] = [];
      // a read ends its transaction after it has answered: what that adds is waited for as well
      for (let n = 0; n < lines.length; n += 1) done.push((await lines[n]) ?? '');
      return { seen, done: done.join('\n') };
    },
  };
}

function difference(before: readonly Reading[], after: readonly Reading[]): string {
  const lines = after.flatMap(({ table, scans, read, written }) => {
    const was = before.find((one) => one.table === table) ?? { scans: 0, read: 0, written: 0 };
    const done = [scans - was.scans, read - was.read, written - was.written];
    return done.every((count) => count === 0) ? [] : [`${table} looked at ${done[0]} times, ${done[1]} rows read, ${done[2]} written`];
  });
  return lines.toSorted().join('; ');
}

/** What a question says in place of the ids of what is another's. */
type Called = (id: string) => string;
const asItIs: Called = (id) => id;
const asAbsent: Called = (id) => absentLike(id);
/** Absent as well, and never asked about before or after: only what every such question leaves behind is there then. */
const asAnother: Called = (id) => absentLike(id, '1');

/** A question that must be one to whoever sends it: about what is another's, and about what never was. */
type Twin = { name: string; ask: (called: Called) => Promise<Seen> };
const pairsOfPaths: readonly [Whose, Whose][] = [
  ['foreign', 'absent'],
  ['mixed', 'absent-object'],
];

function twinsOf({ routes, objects, send, token }: Stage): Twin[] {
  const beyond = objects.foreign;
  const isOwn = new Set(Object.values(objects.own));
  const withoutOwn = (path: string, called: Called): string => path.replaceAll(/[a-z]+_[0-9a-z]{26}/g, (id) => (isOwn.has(id) ? id : called(id)));
  const named = routes.filter((route) => paramsOf(route).length > 0 && !isOpen(route.operation.id));
  const byPath = named.flatMap((route) =>
    signedIn.flatMap((who) =>
      pairsOfPaths.flatMap(([foreign, absent]): Twin[] => {
        const path = pathOf(route, objects, foreign);
        // what is foreign to all others is delta's own
        const isForeign = expectedOf(route.operation.id, who, foreign).status === expectedOf(route.operation.id, who, absent).status;
        if (!isForeign || withoutOwn(path, asAbsent) === path) return [];
        return [
          {
            name: `${route.operation.id} by ${who} about what is ${foreign}`,
            ask: (called) => send(token(who), route.operation.method, `${withoutOwn(path, called)}?this-is-no-parameter=1`),
          },
        ];
      }),
    ),
  );
  const customer = beyond['customer'] ?? '';
  const room = beyond['room'] ?? '';
  const user = beyond['user'] ?? '';
  const elsewhere = signedIn.flatMap((who): Twin[] => {
    const evaluate = (a: string, b: string, c: string): Promise<Seen> =>
      send(token(who), 'POST', '/access/v1/evaluation', {
        body: { subject: { type: 'user', id: a }, action: { name: 'rooms.view' }, resource: { type: 'room', id: b, properties: { customer: c } } },
      });
    const explain = (a: string, b: string, c: string): Promise<Seen> =>
      send(token(who), 'GET', `/api/v1/explain?actor=${a}&action=rooms.view&object=${b}&customer=${c}`);
    const ownRoom = objects.own['room'] ?? '';
    const ownCustomer = objects.own['customer'] ?? '';
    return [
      ...['rooms', 'incidents', 'audit', 'room-groups', 'update-rings'].map((path): Twin => ({
        name: `${path} of a foreign customer by ${who}`,
        ask: (called) => send(token(who), 'GET', `/api/v1/${path}?count=true&customer=${called(customer)}`),
      })),
      { name: `a decision about strangers by ${who}`, ask: (called) => evaluate(called(user), called(room), called(customer)) },
      { name: `a decision about a stranger by ${who}`, ask: (called) => evaluate(called(user), ownRoom, ownCustomer) },
      { name: `Explain about strangers by ${who}`, ask: (called) => explain(called(user), called(room), called(customer)) },
      { name: `Explain about a stranger by ${who}`, ask: (called) => explain(called(user), ownRoom, ownCustomer) },
    ];
  });
  return [...byPath, ...elsewhere];
}

/** What is written by the minute, and not by what is asked: a use of a credential, and repeats of a refusal that only count. */
const atTheBeginningOfAMinute = `update api_tokens set last_used_at = now() where last_used_at is null or last_used_at < now() - interval '30 seconds';
  delete from refusal_folds; delete from platform.open_folds`;

/** Statistics that arrive between two requests may give the second another plan, which reads other rows. */
const keepPlans = `do $$ declare one regclass; begin
  for one in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('public', 'platform') loop
    execute format('alter table %s set (autovacuum_enabled = false)', one);
  end loop;
end $$`;

/**
 * What is foreign costs what is absent costs: the same bytes, the same statements with as many rows, and in the tables as many rows
 * read. That, and not a time, is what a stop watch could tell apart (security.md, section 3 and 5).
 *
 * Something else that is absent is asked about before, by the same person, and warms what is kept. Then the first touch is judged, and
 * the second: a difference in either is one. No minute begins between them, so none is asked again.
 *
 * @param operation only where this route is asked
 */
export async function compareWork(run: Run, cases: number, operation?: string): Promise<void> {
  const stage = await openStage();
  try {
    await stage.asAdmin(keepPlans);
    const { during } = watch(stage.appPool);
    const all = twinsOf(stage).filter(({ name }) => operation === undefined || name.startsWith(`${operation} `));
    const stride = Math.max(1, Math.floor(all.length / cases));
    for (let n = run.seed % stride; n < all.length && !run.enough(); n += stride) {
      const twin = all[n];
      if (twin === undefined) break;
      await stage.asAdmin(atTheBeginningOfAMinute);
      await during(() => twin.ask(asAnother));
      const touch = async (): Promise<string | undefined> =>
        differenceOf(await during(() => twin.ask(asItIs)), await during(() => twin.ask(asAbsent)));
      const first = await touch();
      const difference = first === undefined ? await touch() : `on first touch, ${first}`;
      run.check(difference === undefined, () => `${twin.name} is told from what is absent: ${difference}`);
    }
  } finally {
    await stage.close();
  }
}

function differenceOf(foreign: Work, absent: Work): string | undefined {
  if (bytesOf(foreign.seen) !== bytesOf(absent.seen)) return `${foreign.seen.status} ${foreign.seen.text} instead of ${absent.seen.text}`;
  const [one, other] = [foreign.done.split('\n'), absent.done.split('\n')];
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, n) => n).find((n) => one[n] !== other[n]);
  return at === undefined ? undefined : `\`${one[at]}\` instead of \`${other[at]}\``;
}
