import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/postgres.ts';
import { createPool } from './pool.ts';
import { isOldServer, refuseStrongRole } from './refuse-strong-role.ts';

const log = (): undefined => undefined;

let database: TestDatabase;
let admin: pg.Client;
let exceptions: string[];
let role: string;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  // Which tables need no row security is the composition root's to say; here: those that have none now.
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relforcerowsecurity`,
  );
  exceptions = rows.map(({ name }) => name);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

beforeEach(async () => {
  role = `strong_${randomBytes(6).toString('hex')}`;
  await admin.query(`create role ${role} login password 'secret' in role keyholder_app`);
});
afterEach(async () => {
  await admin.query(`drop owned by ${role}`);
  await admin.query(`drop role ${role}`);
});

describe('the database login', () => {
  it('is accepted when it is the unprivileged one', async () => {
    await expect(start(database.appUrl)).resolves.toBeUndefined();
  });

  it.each([
    ['a superuser', 'superuser', 'is a superuser'],
    ['one that bypasses row security', 'bypassrls', 'is BYPASSRLS'],
    ['one that may make roles', 'createrole', 'is CREATEROLE'],
  ])('is refused when it is %s', async (_, attribute, refusal) => {
    await admin.query(`alter role ${role} ${attribute}`);
    await expect(start(urlOf(role))).rejects.toThrow(`the database login \`${role}\` ${refusal}: use one that is not`);
  });

  it('is refused when it is a member of a superuser', async () => {
    await admin.query(`grant postgres to ${role}`);
    await expect(start(urlOf(role))).rejects.toThrow(`\`${role}\` is a superuser through \`postgres\``);
  });

  it('is refused when it is the owner of the database', async () => {
    await expect(start(database.ownerUrl)).rejects.toThrow('the database login `keyholder_owner` owns the database');
  });

  it('is refused when it is a member of the owner', async () => {
    await admin.query(`grant keyholder_owner to ${role}`);
    await expect(start(urlOf(role))).rejects.toThrow(`\`${role}\` owns the database`);
  });

  it('is refused when it owns a single table', async () => {
    await admin.query(`create schema own_${role} create table one ()`);
    await admin.query(`grant usage on schema own_${role} to ${role}`);
    await admin.query(`alter table own_${role}.one owner to ${role}`);
    await expect(start(urlOf(role))).rejects.toThrow(`owns own_${role}.one: use one that owns nothing`);
  });
});

describe('the schema', () => {
  it.each([
    ['a table without row security', 'create table planted ()', 'does not force row security'],
    [
      'a table whose row security is not forced',
      'create table planted (); alter table planted enable row level security',
      'does not force row security',
    ],
    ['a view with the rights of its owner', 'create view planted as select 1 as one', 'is a view that does not keep row security'],
    ['a materialized view', 'create materialized view planted as select 1 as one', 'is a view that does not keep row security'],
  ])('is refused with %s', async (_, plant, refusal) => {
    await admin.query(plant);
    try {
      await expect(start(database.appUrl)).rejects.toThrow(`\`planted\` ${refusal}`);
    } finally {
      const kind = plant.match(/create (table|view|materialized view)/)?.[1];
      await admin.query(`drop ${kind} planted`);
    }
  });

  it('is refused when one of our tables no longer forces row security', async () => {
    await admin.query('alter table rooms no force row level security');
    try {
      await expect(start(database.appUrl)).rejects.toThrow('`rooms` does not force row security');
    } finally {
      await admin.query('alter table rooms force row level security');
    }
  });

  it('may hold a view with the rights of its reader', async () => {
    await admin.query('create view harmless with (security_invoker = true) as select 1 as one');
    try {
      await expect(start(database.appUrl)).resolves.toBeUndefined();
    } finally {
      await admin.query('drop view harmless');
    }
  });
});

it.each([
  [140_020, true],
  [150_008, true],
  [150_009, false],
  [160_004, true],
  [160_005, false],
  [170_000, true],
  [170_001, false],
  [180_000, false],
  [190_000, false],
])('PostgreSQL %i is too old: %s', (version, old) => {
  expect(isOldServer(version)).toBe(old);
});

async function start(url: string): Promise<void> {
  const pool = createPool({ url, log });
  try {
    await refuseStrongRole(pool, { withoutRowSecurity: exceptions });
  } finally {
    await pool.end();
  }
}

function urlOf(user: string): string {
  const url = new URL(database.appUrl);
  url.username = user;
  url.password = 'secret';
  return url.href;
}
