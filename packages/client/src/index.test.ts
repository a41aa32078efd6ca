import { expect, it } from 'vitest';
import { createKeyholderClient, isProblem } from './index.ts';

/** Answers every request with `answer` and keeps what was asked. */
const playing = (answer: Response) => {
  const asked: Request[] = [];
  return {
    asked,
    fetch: (request: Request) => {
      asked.push(request);
      return Promise.resolve(answer.clone());
    },
  };
};

it('fills the path, sends the bearer and gives the typed answer', async () => {
  const played = playing(Response.json({ items: [], nextCursor: null }));
  const client = createKeyholderClient({ baseUrl: 'http://keyholder.test', token: () => 'kh_pat_x', ...played });
  const { data } = await client.GET('/api/v1/customers/{customer}/rooms', {
    params: { path: { customer: 'org_1' }, query: { limit: 5, count: true } },
  });
  expect(data?.items).toEqual([]);
  expect(played.asked[0]?.url).toBe('http://keyholder.test/api/v1/customers/org_1/rooms?limit=5&count=true');
  expect(played.asked[0]?.headers.get('authorization')).toBe('Bearer kh_pat_x');
});

it('sends the anti-forgery header with writes only', async () => {
  const played = playing(Response.json({}));
  const client = createKeyholderClient({ baseUrl: 'http://keyholder.test', csrfToken: () => 'c', ...played });
  await client.GET('/api/v1/me');
  await client.PATCH('/api/v1/me', { body: { language: 'fr' } });
  expect(played.asked.map((request) => request.headers.get('x-csrf-token'))).toEqual([null, 'c']);
});

it('hands a refusal back as a problem', async () => {
  const problem = { type: 'x', title: 'Not found', status: 404, code: 'not_found', detail: 'Not found', instance: 'req_1' };
  const played = playing(Response.json(problem, { status: 404, headers: { 'content-type': 'application/problem+json' } }));
  const client = createKeyholderClient({ baseUrl: 'http://keyholder.test', ...played });
  const { error } = await client.GET('/api/v1/customers/{customer}/rooms/{room}', { params: { path: { customer: 'org_1', room: 'room_1' } } });
  expect(isProblem(error) && error.code).toBe('not_found');
});
