import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrganizationId, RoomGroupId, RoomId } from '@keyholder/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DB } from '../../packages/server/src/generated/database.ts';
import { FactCache, authorityOf, coverageOf, rulesOf } from '../../packages/server/src/modules/authorization/index.ts';
import { parseCredential } from '../../packages/server/src/platform/credentials/credential.ts';
import { type Db, inSnapshot } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { createKysely, createPool } from '../../packages/server/src/platform/postgres/pool.ts';
import { countListedRooms } from '../../packages/server/src/modules/rooms/list-rooms.store.ts';
import { atomsOf } from '../../packages/server/src/modules/rooms/room.rules.ts';
import { wordsOf } from '../../packages/server/src/modules/rooms/words.ts';
import type { DemoPerson } from '../../packages/server/src/world/index.ts';
import { type TestDatabase, createTestDatabase } from '../../tests/support/postgres.ts';
import { type Cast, fillWorld } from './fill.ts';
import { generateWorld } from './generate-world.ts';
import { lineOf } from './rows.ts';
import { type Shape, small } from './shape.ts';

const shape: Shape = { ...small, customers: 5, rooms: 40, partners: 3, users: 50, delegations: 9, incidents: 3, seed: 7, old: true };
const folder = mkdtempSync(join(tmpdir(), 'keyholder-world-'));
let database: TestDatabase;
let admin: pg.Client;
let db: Db;
let cast: Cast;

beforeAll(async () => {
  database = await createTestDatabase();
  const peopleFile = join(folder, 'demo.json');
  ({ cast } = await generateWorld(shape, { appUrl: database.appUrl, adminUrl: database.adminUrl, peopleFile }, () => undefined));
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  db = createKysely<DB>(createPool({ url: database.appUrl, max: 2, log: () => undefined }));
});
afterAll(async () => {
  await db.destroy();
  await admin.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const digestOf = async (of: Shape): Promise<string> => {
  const hash = createHash('sha256');
  await fillWorld(of, 'terms', { add: (table, ...values) => void hash.update(`${table} ${lineOf(values)}`) }, () => Promise.resolve());
  return hash.digest('hex');
};
type RoomRow = {
  organization_id: OrganizationId;
  id: RoomId;
  name: string;
  country: string;
  city: string;
  site: string;
  groups: RoomGroupId[];
  atoms: string[];
  words: string[];
};
const rooms = async (): Promise<RoomRow[]> =>
  (
    await admin.query<RoomRow>(`
      select r.organization_id, r.id, r.name, r.country, r.city, r.site,
        array(select g.group_id from room_group_rooms g where g.organization_id = r.organization_id and g.room_id = r.id) as groups,
        array(select t.atom from room_atoms t where t.organization_id = r.organization_id and t.room_id = r.id) as atoms,
        array(select w.word from room_words w where w.organization_id = r.organization_id and w.room_id = r.id) as words
      from rooms r order by 1, 2`)
  ).rows;

describe('a synthetic world', () => {
  it('is the same for the same seed, and another for another', async () => {
    expect(await digestOf(shape)).toBe(await digestOf(shape));
    expect(await digestOf({ ...shape, seed: 8 })).not.toBe(await digestOf(shape));
  });

  it('gives every room the atoms and words that the use cases would write', async () => {
    const found = await rooms();
    expect(found).toHaveLength(shape.customers * shape.rooms);
    for (const customer of cast.customers.map(({ organization }) => organization)) {
      const rules = await inSnapshot(db, [customer], (tx) => rulesOf(tx, customer));
      for (const room of found.filter(({ organization_id }) => organization_id === customer)) {
        expect(room.atoms.toSorted()).toEqual(atomsOf(room.id, room.groups, room, rules).toSorted());
        expect(room.words.toSorted()).toEqual(wordsOf(room.name, room.city, room.site).toSorted());
      }
    }
  });

  it('has the side table of incidents as the triggers would have filled it', async () => {
    const should = `select i.organization_id, t.atom, i.opened_at, i.id, i.state, i.severity
      from incidents i join room_atoms t on t.organization_id = i.organization_id and t.room_id = i.room_id where split_part(t.atom, ':', 1) not in ('all', 'room')`;
    const is = 'select organization_id, atom, opened_at, incident_id, state, severity from incident_scope';
    const { rows } = await admin.query<{ missing: number; superfluous: number; present: number }>(
      `select (select count(*)::int from (${should} except ${is}) a) as missing, (select count(*)::int from (${is} except ${should}) b) as superfluous, (select count(*)::int from incident_scope) as present`,
    );
    expect(rows[0]).toMatchObject({ missing: 0, superfluous: 0 });
    expect(rows[0]?.present).toBeGreaterThan(shape.customers * shape.rooms * shape.incidents);
  });

  it('breaks no foreign key, and has every index of an ordinary database', async () => {
    const { rows: broken } = await admin.query<{ table: string; name: string }>(
      `select conrelid::regclass::text as table, conname as name from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
    );
    expect(broken.length).toBeGreaterThan(20);
    // what a validation of each would find, which is all that COPY left out
    for (const { table, name } of broken) {
      await admin.query(`update pg_constraint set convalidated = false where conname = '${name}' and conrelid = '${table}'::regclass`);
      await admin.query(`alter table ${table} validate constraint ${name}`);
    }
    const untouched = await createTestDatabase();
    const other = new pg.Client({ connectionString: untouched.adminUrl });
    await other.connect();
    const indexes = `select indexdef from pg_indexes where schemaname = 'public' order by 1`;
    expect((await admin.query(indexes)).rows).toEqual((await other.query(indexes)).rows);
    await other.end();
    await untouched.drop();
  });

  it('D22 D23 lists for each person of interest exactly the rooms that decide allows', async () => {
    const people: DemoPerson[] = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')).people;
    expect(people.map(({ alias }) => alias)).toContain('old.technician');
    const all = await rooms();
    let listed = 0;
    for (const { id, organization, name } of people) {
      const person = {
        kind: 'person' as const,
        user: id,
        organization: organization.id,
        name,
        organizationName: organization.name,
        channel: 'token' as const,
        credential: 'tok_1',
        signedInAt: new Date(),
      };
      await inSnapshot(db, [organization.id], async (tx) => {
        const authority = await authorityOf(tx, new FactCache({ bytes: 2 ** 26 }), person, 'all');
        const allowed = all.filter(
          ({ organization_id: customer, atoms }) => authority.decide('rooms.view', { customer, kind: 'room', atoms }).outcome !== 'deny',
        );
        expect(await countListedRooms(tx, coverageOf(authority.grants('rooms.view')), {})).toBe(allowed.length);
        listed += allowed.length;
      });
    }
    expect(listed).toBeGreaterThan(0);
  });

  it('gives its people tokens that are stored', async () => {
    const people: DemoPerson[] = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')).people;
    for (const { token, organization } of people) {
      const parsed = parseCredential('api', token);
      const { rows } = await admin.query('select from api_tokens where organization_id = $1 and id = $2 and digest = $3', [
        organization.id,
        parsed?.id,
        parsed?.digest,
      ]);
      expect(rows).toHaveLength(1);
    }
  });
});
