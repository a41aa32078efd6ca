import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stage, openStage } from './routes.fixture.ts';
import { asServer, denied, givenRowsEverywhere, isEmpty, probeTable } from './row-probes.fixture.ts';
import { checkRowSecurity, ledgers, readByPartner } from './row-security.fixture.ts';

let stage: Stage;
let tables: string[];
beforeAll(async () => {
  stage = await openStage();
  ({ tables } = await checkRowSecurity(stage.asAdmin));
  await givenRowsEverywhere(stage, tables);
});
afterAll(() => stage?.close());

describe('row security', () => {
  it('A12 is forced on every table of an organization, in the prescribed form, its keys beginning with the organization', async () => {
    const { wrong } = await checkRowSecurity(stage.asAdmin);
    expect(wrong).toEqual([]);
    expect(tables.length).toBeGreaterThanOrEqual(30);
  });

  it('has a row of alpha and one of beta in every table, so that the next tests mean something', async () => {
    const empty: string[] = [];
    for (const table of tables) for (const who of ['alpha', 'beta']) if (await isEmpty(stage, table, stage.id(who))) empty.push(`${table} of ${who}`);
    expect(empty).toEqual([]);
  });

  it('A01 lets nobody read, add, copy, change or remove the rows of another organization, in no table; without a reach there is no row', async () => {
    for (const table of tables) {
      const { found, wanted } = await probeTable(stage, table, stage.id('alpha'), stage.id('beta'));
      expect(found).toEqual(wanted);
    }
  });

  it.each(readByPartner)('lets the partner read %s that concern it, and neither change nor remove them', async (table) => {
    const [{ partner } = { partner: '' }] = await stage.asAdmin<{ partner: string }>(`select partner_id as partner from ${table} limit 1`);
    expect(await asServer(stage, partner, `select from ${table} where partner_id = $1`, [partner])).toBeGreaterThan(0);
    expect(await asServer(stage, partner, `select from ${table} where partner_id <> $1 and organization_id <> $1`, [partner])).toBe(0);
    expect(await asServer(stage, partner, `update ${table} set version = version + 1 where partner_id = $1`, [partner])).toBe(0);
    expect(await asServer(stage, partner, `delete from ${table} where partner_id = $1`, [partner])).toBe(table === 'change_requests' ? denied : 0);
    expect(await asServer(stage, partner, `select from ${table} where partner_id = $1 for update`, [partner])).toBe(0);
  });

  it.each(ledgers)('A119 denies the server to change, remove or truncate %s', async (table) => {
    const alpha = stage.id('alpha');
    for (const act of [`update ${table} set organization_id = organization_id`, `delete from ${table}`, `truncate ${table}`])
      expect([act, await asServer(stage, alpha, act)]).toEqual([act, denied]);
  });

  it('denies the server to truncate, alter or drop anything, or to switch row security off', async () => {
    for (const table of tables) {
      expect(await asServer(stage, stage.id('alpha'), `truncate ${table} cascade`)).toBe(denied);
      expect(await asServer(stage, stage.id('alpha'), `alter table ${table} disable row level security`)).toBe(denied);
    }
    expect(await asServer(stage, undefined, 'set role keyholder_owner')).toBe(denied);
  });

  it('A11 leaves no reach behind on a connection, whether its transaction was committed, refused, broken or cut off', async () => {
    const client = await stage.appPool.connect();
    const alpha = stage.id('alpha');
    const seen = async (): Promise<number | null> => (await client.query('select from rooms')).rowCount;
    try {
      for (const end of ['commit', 'rollback', 'select 1/0', `select pg_cancel_backend(pg_backend_pid()), pg_sleep(5)`]) {
        await client.query('begin');
        await client.query(`set local keyholder.reach = '{${alpha}}'`);
        expect(await seen()).toBeGreaterThan(0);
        const broken = await client.query(end).then(
          () => false,
          () => true,
        );
        if (broken) await client.query('rollback');
        expect([end, await seen()]).toEqual([end, 0]);
      }
    } finally {
      client.release();
    }
  });
});
