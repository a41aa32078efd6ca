import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRowSecurity, ledgers, readByPartner } from './row-security.fixture.ts';
import { type Stage, openStage } from './routes.fixture.ts';

let stage: Stage;
let tables: string[];
beforeAll(async () => {
  stage = await openStage();
  ({ tables } = await checkRowSecurity(stage.asAdmin));
  await givenRowsEverywhere();
}, 120_000);
afterAll(() => stage?.close());

/** The journey fills most tables; the rest get a row each for alpha and beta, made as the superuser. */
async function givenRowsEverywhere(): Promise<void> {
  const { asAdmin, id } = stage;
  for (const customer of [id('alpha'), id('beta')]) {
    const values: Record<string, string> = {
      sessions: `($1, 'ses_' || $1, (select id from users where organization_id = $1 limit 1), '', now(), 'password', now(), now(), now() + interval '1 day')`,
      audit_seals: `($1, 1, (select id from audit_entries where organization_id = $1 limit 1), '', now())`,
      refusal_folds: `($1, 'key', now(), 1, '{}')`,
      roles: `($1, 'role_' || $1, null, 'Own', '{}', 1)`,
      assignments: `($1, 'asg_' || $1, null, 'site-tech', 'Own', false, true, 1, now())`,
      assignment_members: `($1, 'asg_' || $1, 'user', 'usr_x')`,
      assignment_atoms: `($1, 'asg_' || $1, 'all')`,
      rules: `($1, 'rule_' || $1, '{}', '{}')`,
      groups: `($1, 'grp_' || $1, 'Own', 1, now())`,
      group_members: `($1, 'grp_' || $1, 'user', 'usr_x')`,
      room_groups: `($1, 'rgrp_' || $1, 'Own', 1)`,
      room_group_rooms: `($1, 'rgrp_' || $1, (select id from rooms where organization_id = $1 limit 1))`,
      idempotent_answers: `($1, (select id from users where organization_id = $1 limit 1), 'key', '', 200, '{}', null, now())`,
      mails: `($1, 'mail_' || $1, (select id from users where organization_id = $1 limit 1), 'x', '{}', 'queued', 0, now(), null)`,
    };
    for (const [table, row] of Object.entries(values))
      if (await isEmpty(table, customer)) await asAdmin(`insert into ${table} values ${row}`, [customer]);
    if (await isEmpty('agents', customer)) {
      await asAdmin(
        `insert into agents (organization_id, id, room_id, key_id, digest, attempt_digest, machine) select $1, 'agent_' || $1, id, 'key_x', '', '', '{}' from rooms where organization_id = $1 limit 1`,
        [customer],
      );
    }
    if (await isEmpty('delegations', customer)) {
      await asAdmin(
        `insert into delegations (organization_id, id, partner_id, terms_version) select $1, 'dcl_' || $1, $2, version from terms limit 1`,
        [customer, id('delta')],
      );
    }
  }
}
const isEmpty = async (table: string, organization: string): Promise<boolean> =>
  (await stage.asAdmin(`select from ${table} where organization_id = $1 limit 1`, [organization])).length === 0;

/** One transaction of the server's own login that is always rolled back. @returns rows touched, or the refusal of the database */
async function asServer(reach: string | undefined, text: string, values: readonly unknown[] = []): Promise<number | string> {
  const client = await stage.appPool.connect();
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
const denied = '42501';
/** The server may delete nothing in them at all. */
const neverDeleted = new Set<string>([...ledgers, 'change_requests', 'epochs']);

describe('row security', () => {
  it('A12 is forced on every table of an organization, in the prescribed form, its keys beginning with the organization', async () => {
    const { wrong } = await checkRowSecurity(stage.asAdmin);
    expect(wrong).toEqual([]);
    expect(tables.length).toBeGreaterThanOrEqual(30);
  });

  it('shows no row of any table to a transaction without a reach', async () => {
    for (const table of tables) expect([table, await asServer(undefined, `select from ${table}`)]).toEqual([table, 0]);
  });

  it('has a row of alpha and one of beta in every table, so that the next tests mean something', async () => {
    const empty: string[] = [];
    for (const table of tables) for (const who of ['alpha', 'beta']) if (await isEmpty(table, stage.id(who))) empty.push(`${table} of ${who}`);
    expect(empty).toEqual([]);
  });

  it('A01 lets nobody read, add, change or remove the rows of another organization, in no table', async () => {
    const alpha = stage.id('alpha');
    const beta = stage.id('beta');
    for (const table of tables) {
      const isLedger = ledgers.some((one) => one === table);
      const found = {
        own: await asServer(alpha, `select from ${table} where organization_id = $1`, [alpha]),
        read: await asServer(alpha, `select from ${table} where organization_id = $1`, [beta]),
        counted: await asServer(alpha, `select 1 from ${table} where organization_id <> $1 having count(*) > 0`, [alpha]),
        added: await asServer(alpha, `insert into ${table} (organization_id) values ($1)`, [beta]),
        changed: await asServer(alpha, `update ${table} set organization_id = organization_id where organization_id = $1`, [beta]),
        removed: await asServer(alpha, `delete from ${table} where organization_id = $1`, [beta]),
        given: await asServer(alpha, `update ${table} set organization_id = $2 where organization_id = $1`, [alpha, beta]),
      };
      const untouched = neverDeleted.has(table) ? denied : 0;
      expect({ table, ...found, own: Number(found.own) > 0 }).toEqual({
        table,
        own: true,
        read: 0,
        counted: 0,
        added: denied,
        changed: isLedger ? denied : 0,
        removed: untouched,
        given: denied,
      });
    }
  }, 60_000);

  it('refuses a complete row of another organization, not only one that lacks a column', async () => {
    const alpha = stage.id('alpha');
    for (const table of tables) {
      const [row] = await stage.asAdmin<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t where organization_id = $1 limit 1`, [
        stage.id('beta'),
      ]);
      const added = await asServer(alpha, `insert into ${table} select (jsonb_populate_record(null::${table}, $1::jsonb)).*`, [
        JSON.stringify(row?.row),
      ]);
      expect([table, added]).toEqual([table, denied]);
    }
  });

  it.each(readByPartner)('lets the partner read %s that concern it, and neither change nor remove them', async (table) => {
    const [{ partner } = { partner: '' }] = await stage.asAdmin<{ partner: string }>(`select partner_id as partner from ${table} limit 1`);
    expect(await asServer(partner, `select from ${table} where partner_id = $1`, [partner])).toBeGreaterThan(0);
    expect(await asServer(partner, `select from ${table} where partner_id <> $1 and organization_id <> $1`, [partner])).toBe(0);
    expect(await asServer(partner, `update ${table} set version = version + 1 where partner_id = $1`, [partner])).toBe(0);
    expect(await asServer(partner, `delete from ${table} where partner_id = $1`, [partner])).toBe(table === 'change_requests' ? denied : 0);
    expect(await asServer(partner, `select from ${table} where partner_id = $1 for update`, [partner])).toBe(0);
  });

  it.each(ledgers)('A119 denies the server to change, remove or truncate %s', async (table) => {
    const alpha = stage.id('alpha');
    for (const act of [`update ${table} set organization_id = organization_id`, `delete from ${table}`, `truncate ${table}`])
      expect([act, await asServer(alpha, act)]).toEqual([act, denied]);
  });

  it('denies the server to truncate, alter or drop anything, or to switch row security off', async () => {
    for (const table of tables) {
      expect(await asServer(stage.id('alpha'), `truncate ${table} cascade`)).toBe(denied);
      expect(await asServer(stage.id('alpha'), `alter table ${table} disable row level security`)).toBe(denied);
    }
    expect(await asServer(undefined, 'set role keyholder_owner')).toBe(denied);
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
