import pg from 'pg';
import { platformTables } from '../../packages/server/src/database.ts';
import { createPool } from '../../packages/server/src/platform/postgres/pool.ts';
import { refuseStrongRole } from '../../packages/server/src/platform/postgres/refuse-strong-role.ts';
import { givenRowsEverywhere, probeTable } from '../routes/row-probes.fixture.ts';
import { checkRowSecurity } from '../routes/row-security.fixture.ts';
import { type Stage, openStage } from '../routes/routes.fixture.ts';
import { type TestDatabase, createTestDatabase } from '../support/postgres.ts';
import type { Harness, Run } from './harness.ts';

const log = (): undefined => undefined;

/** Every table of one world: how it is declared, and what one organization can do with the rows of another one. */
async function lookAtTables(run: Run, stage: Stage): Promise<void> {
  const { tables, wrong } = await checkRowSecurity(stage.asAdmin);
  run.count(Math.max(tables.length, wrong.length), wrong);
  await givenRowsEverywhere(stage, tables);
  for (const table of tables) {
    for (const [own, other] of [
      ['alpha', 'beta'],
      ['beta', 'alpha'],
    ] as const) {
      const { found, wanted } = await probeTable(stage, table, stage.id(own), stage.id(other));
      run.check(JSON.stringify(found) === JSON.stringify(wanted), () => `${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
    }
  }
}

async function onStage(work: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage();
  try {
    await work(stage);
  } finally {
    await stage.close();
  }
}

/** Logins that are too strong, and tables that are too open: each of them has to keep the server from starting (A12). */
const refused: readonly { name: string; plant: string; undo: string; login?: 'owner' | 'planted' }[] = [
  ...['superuser', 'bypassrls', 'createrole'].map((attribute) => ({
    name: `a login that is ${attribute}`,
    plant: `create role planted login password 'secret' in role keyholder_app; alter role planted ${attribute}`,
    undo: 'drop role planted',
    login: 'planted' as const,
  })),
  { name: 'the owner of the schema as login', plant: 'select', undo: 'select', login: 'owner' },
  {
    name: 'a member of the owner as login',
    plant: `create role planted login password 'secret' in role keyholder_app, keyholder_owner`,
    undo: 'drop role planted',
    login: 'planted',
  },
  {
    name: 'a table that does not force row security',
    plant: 'alter table rooms no force row level security',
    undo: 'alter table rooms force row level security',
  },
  { name: 'a table without row security', plant: 'create table planted (organization_id text primary key)', undo: 'drop table planted' },
  { name: 'a view with the rights of its owner', plant: 'create view planted as select 1 as one', undo: 'drop view planted' },
];

async function lookAtStart(run: Run, start: (database: TestDatabase, login?: 'owner' | 'planted') => Promise<boolean>): Promise<void> {
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  try {
    await admin.connect();
    run.check(await start(database), () => 'the unprivileged login is refused');
    for (const { name, plant, undo, login } of refused) {
      await admin.query(plant);
      run.check(!(await start(database, login)), () => `the server starts with ${name}`);
      await admin.query(undo);
    }
    run.check(await start(database), () => 'the unprivileged login is refused afterwards');
  } finally {
    await admin.end();
    await database.drop();
  }
}

/** Whether the server's own check at its start lets this login pass. */
async function starts({ appUrl, ownerUrl }: TestDatabase, login?: 'owner' | 'planted'): Promise<boolean> {
  const url = new URL(login === 'owner' ? ownerUrl : appUrl);
  if (login === 'planted') [url.username, url.password] = ['planted', 'secret'];
  const pool = createPool({ url: url.href, log });
  try {
    return await refuseStrongRole(pool, { withoutRowSecurity: platformTables }).then(
      () => true,
      () => false,
    );
  } finally {
    await pool.end();
  }
}

const own = 'organization_id = any ((select reach())::text[])';
const onSpoiled = (defect: string) => (run: Run) =>
  onStage(async (stage) => {
    await stage.asAdmin(defect);
    await lookAtTables(run, stage);
  });

export const rls: Harness = {
  full: 100,
  clean: async (run) => {
    await onStage((stage) => lookAtTables(run, stage));
    await lookAtStart(run, starts);
  },
  defects: [
    { name: 'policy-dropped', cases: 1, run: onSpoiled('drop policy remove on rooms') },
    { name: 'row-security-not-forced', cases: 1, run: onSpoiled('alter table passwords no force row level security') },
    {
      name: 'check-left-out',
      cases: 1,
      run: onSpoiled(`drop policy change on rooms; create policy change on rooms for update using (${own}) with check (true)`),
    },
    {
      name: 'other-side-deletes',
      cases: 1,
      run: onSpoiled(
        `drop policy remove on delegations; create policy remove on delegations for delete using (${own} or partner_id = any ((select reach())::text[]))`,
      ),
    },
    { name: 'strong-login-starts', cases: 1, run: (run) => lookAtStart(run, async () => true) },
  ],
};
