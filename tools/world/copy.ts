import { once } from 'node:events';
import pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { type Rows, type Table, columns, lineOf, tables } from './rows.ts';

/** So much text of one table is gathered before it goes to the database. */
const chunk = 256 * 1024;

/** @param failed rejects when the database refuses the rows */
type Sink = { client: pg.Client; stream: CopyStreamQuery; failed: Promise<never>; text: string; rows: number };

/**
 * Streams rows into all tables of a world at once, each by a COPY of its own on a connection of its own. Foreign keys are not
 * checked row by row, which is why the login has to be a superuser's; secondary indexes are made anew at the end.
 *
 * @param log is told what takes long
 * @returns how many rows went into each table
 */
export async function copyWorld<T>(
  adminUrl: string,
  log: (line: string) => void,
  make: (rows: Rows, settle: () => Promise<void>) => Promise<T>,
): Promise<{ made: T; counts: Record<Table, number> }> {
  const admin = await connect(adminUrl);
  try {
    const indexes = await dropIndexes(admin);
    const sinks = new Map(await Promise.all(tables.map(async (table) => [table, await open(adminUrl, table)] as const)));
    try {
      const made = await make({ add: (table, ...values) => gather(sinks, table, lineOf(values)) }, () => settle(sinks.values()));
      await Promise.all([...sinks.values()].map(close));
      log('rows are in, now the indexes');
      await createIndexes(adminUrl, indexes);
      await admin.query('vacuum analyze');
      await markRooms(admin);
      return { made, counts: Object.fromEntries([...sinks].map(([table, { rows }]) => [table, rows])) as Record<Table, number> }; // every table has a sink
    } finally {
      await Promise.all([...sinks.values()].map(({ client }) => client.end()));
    }
  } finally {
    await admin.end();
  }
}

async function connect(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined); // the statement in progress reports it
  await client.connect();
  await client.query(
    `set statement_timeout = 0; set synchronous_commit = off; set maintenance_work_mem = '512MB'; set session_replication_role = replica`,
  );
  return client;
}

async function open(adminUrl: string, table: Table): Promise<Sink> {
  const client = await connect(adminUrl);
  const stream = client.query(copyFrom(`copy ${table} (${columns[table].join(', ')}) from stdin`));
  const failed = new Promise<never>((_, reject) => stream.once('error', reject));
  failed.catch(() => undefined); // whoever waits for the stream hears of it
  return { client, stream, failed, text: '', rows: 0 };
}

function gather(sinks: ReadonlyMap<Table, Sink>, table: Table, line: string): void {
  const sink = sinks.get(table);
  if (sink === undefined) throw new Error(`no such table in a world: ${table}`);
  sink.rows += 1;
  sink.text += line;
}

/** Sends what was gathered where there is enough of it, and waits until the database has caught up. */
async function settle(sinks: Iterable<Sink>): Promise<void> {
  await Promise.all(
    [...sinks].map(async (sink) => {
      if (sink.text.length < chunk) return;
      const { text } = sink;
      sink.text = '';
      if (!sink.stream.write(text)) await Promise.race([once(sink.stream, 'drain'), sink.failed]);
    }),
  );
}

async function close({ stream, failed, text }: Sink): Promise<void> {
  const done = Promise.race([once(stream, 'finish'), failed]);
  stream.end(text);
  await done;
}

/** The indexes that no constraint needs, as statements that make them again. */
async function dropIndexes(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class t on t.oid = i.indrelid
     where t.relnamespace = 'public'::regnamespace and t.relname = any ($1) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
     order by 1`,
    [tables],
  );
  for (const { name } of rows) await admin.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/** What triggers do for others (migration 0025): COPY as a superuser goes past them. */
async function markRooms(admin: pg.Client): Promise<void> {
  await admin.query(`set work_mem = '256MB'`);
  await admin.query(`
    insert into room_marks (organization_id, mark, name, room_id)
    select w.organization_id, 'word:' || w.word, r.name, r.id from room_words w join rooms r on r.organization_id = w.organization_id and r.id = w.room_id
    union all
    select h.organization_id, 'health:' || h.health, r.name, r.id from room_health h join rooms r on r.organization_id = h.organization_id and r.id = h.room_id
    order by 1, 2, 3, 4`);
  await admin.query('vacuum analyze room_marks');
}

/** Two at a time: more would only wait for each other on a small machine. */
async function createIndexes(adminUrl: string, definitions: readonly string[]): Promise<void> {
  const waiting = [...definitions];
  await Promise.all(
    [0, 1].map(async () => {
      const client = await connect(adminUrl);
      try {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await client.query(next);
      } finally {
        await client.end();
      }
    }),
  );
}
