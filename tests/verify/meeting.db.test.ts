import { afterAll, beforeAll, expect, it } from 'vitest';
import type pg from 'pg';
import { type TestDatabase, createTestDatabase } from '../support/postgres.ts';
import { connectAdmin, meet } from './meeting.ts';

let database: TestDatabase;
let clients: pg.Client[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  clients = await Promise.all(Array.from({ length: 4 }, () => connectAdmin(database.adminUrl)));
  await clients[0]?.query('create table met (who text not null)');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database.drop();
});

const written = async (): Promise<unknown> => (await clients[0]?.query('select who from met order by who'))?.rows.map(({ who }) => who);
const write = (client: pg.Client | undefined, who: string) => async () => (await client?.query('insert into met values ($1)', [who]))?.rowCount;

it('holds requests until all have come as far as they can, with what changes meanwhile', async () => {
  const [admin, watch, one, other] = clients;
  if (admin === undefined || watch === undefined) throw new Error('no connection');
  const meanwhile = { text: 'insert into met values ($1)', values: ['meanwhile'] };
  expect(await meet(admin, watch, ['met'], [write(one, 'one'), write(other, 'other')], meanwhile)).toEqual({ answers: [1, 1], overlapped: true });
  expect(await written()).toEqual(['meanwhile', 'one', 'other']);
});

it('tells of a request without an answer once the others have theirs, and leaves nothing locked', async () => {
  const [admin, watch, one] = clients;
  if (admin === undefined || watch === undefined) throw new Error('no connection');
  const broken = async (): Promise<never> => {
    throw new Error('connection reset');
  };
  await expect(meet(admin, watch, ['met'], [broken, write(one, 'late')])).rejects.toThrow(
    'a request that met others had no answer: Error: connection reset',
  );
  expect(await written()).toEqual(['late', 'meanwhile', 'one', 'other']);
});
