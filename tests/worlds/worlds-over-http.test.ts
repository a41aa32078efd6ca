import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';

type Case = {
  asked: string[];
  world: { users: { id: string; active?: boolean }[]; rooms: { id: string; customer: string }[] };
  expected: [user: string, permission: string, room: string, decision: 'allowed' | 'needs_approval'][];
};
type Answer = { decision: boolean; context?: { code?: string } };
type ListedRoom = { id: string; allowedActions: { action: string; allowed: boolean; needsApproval?: boolean }[] };
type Question = { user: string; permission: string; room: Case['world']['rooms'][number] };

/** Actions that a room tells about, under the permissions that decide them. */
const shownActions = ['rooms.modify', 'rooms.reset_key', 'rooms.download_key', 'rooms.unenroll'];

describe.each(['world-1', 'world-2', 'world-3'])('%s, loaded by --world into a real server', (name) => {
  const file = fileURLToPath(new URL(`../cases/${name}.json`, import.meta.url));
  const { asked, world, expected }: Case = JSON.parse(readFileSync(file, 'utf8'));
  const wanted = new Map(expected.map(([user, permission, room, decision]) => [`${user} ${permission} ${room}`, decision]));
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer(['--world', file]);
  });
  afterAll(() => server?.stop());

  const idOf = (alias: string): string => server.demo.ids[alias] ?? '';
  const get = (path: string, token: string) => fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const contents = async <T>(answer: Response): Promise<T> => JSON.parse(await answer.text());
  const decide = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`${server.url}/access/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.demo.decisionToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    return contents<T>(answer);
  };
  const asEvaluation = ({ user, permission, room }: Question) => ({
    subject: { type: 'user', id: idOf(user) },
    action: { name: permission },
    resource: { type: 'room', id: idOf(room.id), properties: { customer: idOf(room.customer) } },
  });
  const lineOf = ({ user, permission, room }: Question): string => `${user} ${permission} ${room.id}`;
  const wordFor = ({ decision, context }: Answer): string => (decision ? 'allowed' : (context?.code ?? 'nothing'));
  const questions: Question[] = world.users.flatMap(({ id: user }) =>
    world.rooms.flatMap((room) => asked.map((permission) => ({ user, permission, room }))),
  );

  test('answers every question of a batch as expected', async () => {
    const wrong: string[] = [];
    for (let from = 0; from < questions.length; from += 1000) {
      const batch = questions.slice(from, from + 1000);
      const { evaluations } = await decide<{ evaluations: Answer[] }>('evaluations', { evaluations: batch.map(asEvaluation) });
      for (const [n, question] of batch.entries()) {
        const found = wordFor(evaluations[n] ?? { decision: false });
        if (found !== (wanted.get(lineOf(question)) ?? 'denied')) wrong.push(`${lineOf(question)}: ${found}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('answers single questions as expected', async () => {
    for (const question of questions.filter((_, n) => n % 53 === 0)) {
      expect(`${lineOf(question)}: ${wordFor(await decide<Answer>('evaluation', asEvaluation(question)))}`).toBe(
        `${lineOf(question)}: ${wanted.get(lineOf(question)) ?? 'denied'}`,
      );
    }
  });

  test('D22 lists to each person exactly the rooms that it may see, with what it may do there', async () => {
    const wrong: string[] = [];
    for (const { alias, token } of server.demo.people) {
      const { items } = await contents<{ items: ListedRoom[] }>(await get('/api/v1/rooms?limit=200', token));
      for (const room of world.rooms) {
        const shown = items.find(({ id }) => id === idOf(room.id));
        if ((shown !== undefined) !== wanted.has(`${alias} rooms.view ${room.id}`))
          wrong.push(`${alias} rooms.view ${room.id}: ${shown === undefined ? 'not listed' : 'listed'}`);
        for (const { action, allowed, needsApproval } of (shown?.allowedActions ?? []).filter((one) => shownActions.includes(one.action))) {
          const found = allowed ? (needsApproval === true ? 'needs_approval' : 'allowed') : 'denied';
          if (found !== (wanted.get(`${alias} ${action} ${room.id}`) ?? 'denied')) wrong.push(`${alias} ${action} ${room.id}: ${found}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('shows a room to whoever may see it, and to nobody else', async () => {
    const wrong: string[] = [];
    for (const { alias, token } of server.demo.people) {
      for (const room of world.rooms) {
        const { status } = await get(`/api/v1/customers/${idOf(room.customer)}/rooms/${idOf(room.id)}`, token);
        const may = wanted.has(`${alias} rooms.view ${room.id}`);
        if (may ? status !== 200 : status !== 404 && status !== 403) wrong.push(`${alias} ${room.id}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('lets nobody in who is not active', () => {
    expect(server.demo.people.map(({ alias }) => alias).sort()).toEqual(
      world.users
        .filter(({ active }) => active !== false)
        .map(({ id }) => id)
        .sort(),
    );
  });
});
