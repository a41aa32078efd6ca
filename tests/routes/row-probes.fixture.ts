import type { Stage } from './routes.fixture.ts';
import { ledgers } from './row-security.fixture.ts';

/**
 * The journey fills most tables; each of the rest gets a row of alpha and one of beta, made as the superuser from the columns that
 * have to be there. What the row says does not matter here: foreign keys are off and checks are dropped in this scratch database.
 */
export async function givenRowsEverywhere(stage: Stage, tables: readonly string[]): Promise<void> {
  for (const table of tables)
    for (const who of ['alpha', 'beta']) if (await isEmpty(stage, table, stage.id(who))) await addRow(stage, table, stage.id(who));
}

async function addRow({ asAdmin }: Stage, table: string, organization: string): Promise<void> {
  const columns = await asAdmin<{ name: string; type: string }>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and column_default is null and is_generated = 'NEVER'`,
    [table],
  );
  const checks = await asAdmin<{ name: string }>(`select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`, [
    table,
  ]);
  const valueOf = ({ name, type }: { name: string; type: string }): string => {
    if (name === 'organization_id') return `'${organization}'`;
    if (type.startsWith('_')) return `'{}'`;
    return plainValues[type] ?? `'${table.slice(0, 4)}_${organization}'`;
  };
  await asAdmin(`begin; set local session_replication_role = replica;
    ${checks.map(({ name }) => `alter table ${table} drop constraint ${name};`).join(' ')}
    insert into ${table} (${columns.map(({ name }) => name).join(', ')}) values (${columns.map(valueOf).join(', ')}); commit`);
}

/** Of the types that cannot hold any text. */
const plainValues: Readonly<Record<string, string>> = {
  bool: 'false',
  bytea: `''`,
  date: 'current_date',
  int2: '1',
  int4: '1',
  int8: '1',
  float8: '1',
  jsonb: `'{}'`,
  timestamptz: 'now()',
};

export const isEmpty = async ({ asAdmin }: Stage, table: string, organization: string): Promise<boolean> =>
  (await asAdmin(`select from ${table} where organization_id = $1 limit 1`, [organization])).length === 0;

/** One transaction of the server's own login that is always rolled back. @returns rows touched, or the refusal of the database */
export async function asServer(
  { appPool }: Pick<Stage, 'appPool'>,
  reach: string | undefined,
  text: string,
  values: readonly unknown[] = [],
): Promise<number | string> {
  const client = await appPool.connect();
  try {
    await client.query('begin');
    if (reach !== undefined) await client.query(`set local keyholder.reach = '{${reach}}'`);
    return (await client.query(text, [...values])).rowCount ?? 0;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
export const denied = '42501';
/** The server may delete nothing in them at all. */
const neverDeleted = new Set<string>([...ledgers, 'change_requests', 'epochs']);

/** What one organization may do with rows of its own and of another one in one table, each beside what it has to be. */
export async function probeTable(stage: Stage, table: string, own: string, other: string): Promise<{ found: object; wanted: object }> {
  const isLedger = ledgers.some((one) => one === table);
  const ask = (text: string, ...values: string[]): Promise<number | string> => asServer(stage, own, text, values);
  const [{ columns } = { columns: '' }] = await stage.asAdmin<{ columns: string }>(
    `select string_agg(column_name, ', ') as columns from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
    [table],
  );
  const [row] = await stage.asAdmin<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t where organization_id = $1 limit 1`, [other]);
  const found = {
    table,
    own: Number(await ask(`select from ${table} where organization_id = $1`, own)) > 0,
    read: await ask(`select from ${table} where organization_id = $1`, other),
    counted: await ask(`select 1 from ${table} where organization_id <> $1 having count(*) > 0`, own),
    added: await ask(`insert into ${table} (organization_id) values ($1)`, other),
    copied: await ask(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb)`,
      JSON.stringify(row?.row),
    ),
    changed: await ask(`update ${table} set organization_id = organization_id where organization_id = $1`, other),
    removed: await ask(`delete from ${table} where organization_id = $1`, other),
    given: await ask(`update ${table} set organization_id = $2 where organization_id = $1`, own, other),
    unreached: await asServer(stage, undefined, `select from ${table}`),
  };
  const wanted = {
    table,
    own: true,
    read: 0,
    counted: 0,
    added: denied,
    copied: denied,
    changed: isLedger ? denied : 0,
    removed: neverDeleted.has(table) ? denied : 0,
    given: denied,
    unreached: 0,
  };
  return { found, wanted };
}
