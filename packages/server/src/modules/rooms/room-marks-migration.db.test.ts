import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createEmptyDatabase } from '../../../../../tests/support/postgres.ts';
import { migrate } from '../../platform/postgres/migrate.ts';

/** An estate as it was before marks: rooms of the same name, with words and without, of every health and of none. */
const estate = `
  insert into organizations (id, name, country) values ('org_a', 'Fabrikam', 'FR'), ('org_b', 'Contoso', 'DE'), ('org_empty', 'Nobody', 'DE');
  insert into rooms (organization_id, id, name, country, city, site)
    select o, 'room_' || right(o, 1) || n, 'Salle ' || n % 40, 'FR', 'Lyon', 'Nord' from unnest(array['org_a', 'org_b']) o, generate_series(1, 120) n;
  insert into rooms (organization_id, id, name, country, city, site) values ('org_a', 'room_bare', 'Ωmega', 'GR', '', '');
  insert into room_words (organization_id, word, room_id)
    select distinct r.organization_id, w, r.id from rooms r, unnest(string_to_array(lower(r.name || ' ' || r.city || ' ' || r.site), ' ')) w
    where r.id <> 'room_bare';
  insert into room_health (organization_id, room_id, health)
    select organization_id, id, (array['healthy', 'important', 'warning', 'unknown', 'not-monitored'])[1 + substr(id, 7)::int % 5]
    from rooms where id <> 'room_bare' and substr(id, 7)::int % 3 <> 0;
  insert into room_groups (organization_id, id, name) values ('org_a', 'rgrp_a', 'Floor');
  insert into room_group_rooms (organization_id, group_id, room_id) select 'org_a', 'rgrp_a', id from rooms where organization_id = 'org_a';
  insert into room_atoms (organization_id, atom, room_id)
    select organization_id, atom, id from rooms, unnest(array['all', 'room:' || id, 'city:' || city]) atom;
  insert into room_atoms (organization_id, atom, room_id) select organization_id, 'group:' || group_id, room_id from room_group_rooms;
  insert into incidents (organization_id, id, number, room_id, severity, title, source)
    select organization_id, 'inc_' || id, row_number() over (partition by organization_id order by id), id, 'warning', 'Camera', 'person' from rooms`;

const marks = 'select organization_id, mark, name, room_id from room_marks';
/** The same, worked out from the tables that it follows. */
const due = `
  select w.organization_id, 'word:' || w.word as mark, r.name, r.id as room_id from room_words w, rooms r
    where r.organization_id = w.organization_id and r.id = w.room_id
  union all
  select organization_id, 'health:' || coalesce((select h.health from room_health h where h.room_id = r.id), 'not-monitored'), name, id from rooms r`;
/** What the migration has no business with. */
const others = [
  'organizations',
  'rooms',
  'room_words',
  'room_health',
  'room_groups',
  'room_group_rooms',
  'room_atoms',
  'incidents',
  'incident_scope',
];

const realFolder = join(import.meta.dirname, '../../../migrations');
const folder = mkdtempSync(join(tmpdir(), 'keyholder-migrations-'));

/** Brings the schema to where it was after the migration of this number. */
async function migrateTo(last: number, { ownerUrl }: TestDatabase): Promise<readonly string[]> {
  for (const name of readdirSync(realFolder).filter((file) => Number(file.slice(0, 4)) <= last)) cpSync(join(realFolder, name), join(folder, name));
  const { applied } = await migrate({ ownerUrl, appLogin: 'keyholder_app', folder, log: () => undefined });
  return applied;
}

/** As the superuser, whom row security does not keep from anything. */
async function query<Row extends pg.QueryResultRow>({ adminUrl }: TestDatabase, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const answers = [await client.query<Row>(text)].flat(); // one for each statement
    return answers.flatMap(({ rows }) => rows);
  } finally {
    await client.end();
  }
}

/** Rows of these tables, as text in one order. */
async function rowsOf(database: TestDatabase, tables: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables)
    found.push(...(await query<{ row: string }>(database, `select '${table} ' || t::text as row from ${table} t order by 1`)).map(({ row }) => row));
  return found;
}

let database: TestDatabase;
let before: string[];
let applied: readonly string[];
beforeAll(async () => {
  database = await createEmptyDatabase();
  await migrateTo(24, database);
  await query(database, estate);
  before = await rowsOf(database, others);
  applied = await migrateTo(25, database);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database?.drop();
});

describe('the migration to marks of rooms, over an estate that was there before', () => {
  it('D45 marks every word and the health of every room of every organization, and nothing else', async () => {
    expect(applied).toEqual(['0025_room_marks.sql']);
    const differing = `(${due} except all ${marks}) union all (${marks} except all (${due}))`;
    expect(await query(database, differing)).toEqual([]);
    expect(await query(database, `select mark, count(*)::int as rooms from room_marks where mark ~ 'health|lyon' group by 1 order by 1`)).toEqual([
      { mark: 'health:healthy', rooms: 32 },
      { mark: 'health:important', rooms: 32 },
      { mark: 'health:not-monitored', rooms: 113 },
      { mark: 'health:unknown', rooms: 32 },
      { mark: 'health:warning', rooms: 32 },
      { mark: 'word:lyon', rooms: 240 },
    ]);
    expect(await query(database, `${marks} where room_id = 'room_bare'`)).toEqual([
      { organization_id: 'org_a', mark: 'health:not-monitored', name: 'Ωmega', room_id: 'room_bare' },
    ]);
  });

  it('gives what the triggers give where the same estate comes after it', async () => {
    const later = await createEmptyDatabase();
    try {
      await migrateTo(25, later);
      await query(later, estate);
      expect(await rowsOf(later, ['room_marks'])).toEqual(await rowsOf(database, ['room_marks']));
    } finally {
      await later.drop();
    }
  });

  it('changes no row of another table, and leaves row security forced on those that it read', async () => {
    expect(before.length).toBeGreaterThan(1000);
    expect(await rowsOf(database, others)).toEqual(before);
    expect(await query(database, `select relname from pg_class where relname ~ '^room' and relkind = 'r' and not relforcerowsecurity`)).toEqual([]);
  });

  it('leaves marks that follow their rooms from then on', async () => {
    const found = await query(
      database,
      `begin;
      update room_health set health = 'unknown' where room_id = 'room_a1'; delete from rooms where id = 'room_bare';
      update rooms set name = 'Atrium' where id = 'room_a1';
      select mark, name from room_marks where room_id in ('room_a1', 'room_bare') and mark like 'health%';
      rollback`,
    );
    expect(found).toEqual([{ mark: 'health:unknown', name: 'Atrium' }]);
  });
});
