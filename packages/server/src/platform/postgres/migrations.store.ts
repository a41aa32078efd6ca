import type pg from 'pg';

export type RecordedMigration = { number: number; name: string; sha256: string };

/** Ours alone: two servers that start at once migrate one after the other. */
const lockKey = 7_403_821_669;

/** Holds for the session, so the connection must be a direct one. */
export async function lockMigrations(owner: pg.Client): Promise<void> {
  await owner.query('select pg_advisory_lock($1)', [lockKey]);
}

export async function createRecord(owner: pg.Client): Promise<void> {
  await owner.query(`
    create table if not exists migrations (
      number     integer     primary key,
      name       text        not null,
      sha256     text        not null,
      applied_at timestamptz not null default now()
    )`);
  await owner.query('grant select on migrations to keyholder_app');
}

/** In their order; none where the table is not there yet. */
export async function readRecord(client: pg.Client): Promise<RecordedMigration[]> {
  const { rowCount } = await client.query(`select where to_regclass('public.migrations') is not null`);
  if (rowCount === 0) return [];
  const { rows } = await client.query<RecordedMigration>('select number, name, sha256 from public.migrations order by number');
  return rows;
}

export async function record(owner: pg.Client, { number, name, sha256 }: RecordedMigration): Promise<void> {
  await owner.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [number, name, sha256]);
}
