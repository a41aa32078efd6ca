import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Composed, type Seen, openComposed } from '../../../../../tests/support/composed.ts';
import { nextMillisecond } from '../../../../../tests/support/tenants.ts';
import { ticketWorld } from './tickets.fixture.ts';

let stage: Composed | undefined;
let server: Composed;
beforeEach(async () => {
  await stage?.close();
  server = stage = await openComposed(ticketWorld);
});
afterAll(() => stage?.close());

const path = (alias = 'in-paris', rest = ''): string => `/customers/${server.id('alpha')}/incidents/${server.id(alias)}${rest}`;
const read = (who: string, alias?: string): Promise<Seen> => server.ask(who, 'GET', path(alias));
const change = async (who: string, body: object, version = 1, alias = 'in-paris'): Promise<Seen> =>
  server.ask(who, 'PATCH', path(alias), { body, headers: { 'if-match': `"${version}"` } });
const entries = (action: string) =>
  server.asAdmin<{ organization: string; text: string }>(
    `select organization_id as organization, to_jsonb(e)::text as text from audit_entries e where action = $1 order by organization_id`,
    [action],
  );

describe('a ticket', () => {
  it('D56 is taken, worked on, resolved with a reason and reopened, counting its versions', async () => {
    expect((await change('alpha.tech', { assignee: 'me', state: 'investigating' })).at('assignee', 'name')).toBe('tech of alpha');
    expect((await change('alpha.tech', { externalNumber: 'INC-7', severity: 'important' }, 2)).at('externalNumber')).toBe('INC-7');
    const resolved = await change('alpha.tech', { state: 'resolved', reason: 'new cable' }, 3);
    expect([resolved.at('state'), resolved.at('resolution'), resolved.at('version')]).toEqual(['resolved', 'new cable', 4]);
    expect(resolved.at('resolvedAt')).toEqual(expect.any(String));
    const reopened = await change('alpha.tech', { state: 'needs_action', assignee: null }, 4);
    expect([reopened.at('resolvedAt'), reopened.at('resolution'), reopened.at('assigned')]).toEqual([undefined, undefined, 'nobody']);
    expect((await entries('incident.updated')).length).toBe(4);
  });

  it('writes nothing and keeps its version where nothing differs', async () => {
    expect((await change('alpha.tech', { state: 'needs_action', assignee: null })).at('version')).toBe(1);
    expect(await entries('incident.updated')).toEqual([]);
  });

  it('412 lets exactly one of two take it at once, and the second reads who won', async () => {
    const both = await Promise.all([change('gamma.pa', { assignee: 'me' }), change('gamma.second', { assignee: 'me' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const winner = both.find(({ status }) => status === 200)?.at('assignee', 'id');
    expect((await read('gamma.second')).at('assignee', 'id')).toBe(winner);
  });

  it('D22 A93 goes into the hands of people who see its room and whom the caller may know, and to nobody else', async () => {
    const assign = async (who: string, to: string): Promise<string | number> => {
      const seen = await change(who, { assignee: server.id(to) }, Number((await read(who)).at('version')));
      return seen.code ?? seen.status;
    };
    expect(await assign('alpha.msa', 'alpha.tech')).toBe(200);
    expect(await assign('alpha.msa', 'gamma.second')).toBe(200);
    for (const unknown of ['alpha.far', 'gamma.idle']) expect([unknown, await assign('alpha.msa', unknown)]).toEqual([unknown, 'unknown_reference']);
    for (const unknown of ['alpha.tech', 'alpha.msa', 'delta.pa', 'gamma.idle'])
      expect([unknown, await assign('gamma.pa', unknown)]).toEqual([unknown, 'unknown_reference']);
    expect(await assign('gamma.pa', 'gamma.second')).toBe(200);
  });

  it('D22 A93 offers for assignment only people who see its room, a partner only its own', async () => {
    const offered = async (who: string, query = ''): Promise<unknown[]> => {
      const items = (await server.ask(who, 'GET', path('in-paris', `/assignees${query}`))).at('items');
      return Array.isArray(items) ? items.map(({ name }: { name: string }) => name) : [];
    };
    expect(await offered('alpha.msa')).toEqual(['msa of alpha', 'pa of delta', 'pa of gamma', 'second of gamma', 'tech of alpha']);
    expect(await offered('gamma.pa')).toEqual(['pa of gamma', 'second of gamma']);
    expect(await offered('alpha.msa', '?q=gam')).toEqual(['pa of gamma', 'second of gamma']);
  });

  it('D22 A93 names no hands to a partner but those of its own people, in ledgers neither', async () => {
    await change('alpha.msa', { assignee: server.id('gamma.second') });
    expect((await read('gamma.pa')).at('assignee', 'name')).toBe('second of gamma');
    const other = await read('delta.pa');
    expect([other.at('assigned'), other.text.includes('gamma')]).toEqual(['elsewhere', false]);
    await change('alpha.msa', { assignee: 'me' }, 2);
    expect((await read('gamma.pa')).at('assigned')).toBe('elsewhere');
    await change('gamma.pa', { assignee: 'me' }, 3);
    const [atGamma] = (await entries('incident.updated')).filter(({ organization }) => organization === server.id('gamma'));
    expect(atGamma?.text).not.toContain('msa of alpha');
    expect((await read('alpha.tech')).at('assignee', 'organization', 'name')).toBe('Organization gamma');
  });

  it('D36 waits for approval under manual, changes nothing meanwhile, and names nobody in the request', async () => {
    await change('alpha.msa', { assignee: server.id('gamma.second') });
    const asked = await change('delta.pa', { assignee: 'me', state: 'waiting' }, 2);
    expect([asked.status, asked.at('changeRequest', 'event')]).toEqual([202, 'tickets.update']);
    expect((await read('alpha.msa')).at('version')).toBe(2);
    const [request] = await server.asAdmin<{ text: string }>(`select to_jsonb(c)::text as text from change_requests c`);
    expect(request?.text).not.toContain('gamma');
  });

  it('D56 of a signal is not closed by hand; its recovery closes what was resolved before, at the time it was', async () => {
    await server.asAdmin(`update incidents set source = 'signal', signal = 'no_camera' where id = $1`, [server.id('in-paris')]);
    expect((await read('alpha.tech')).at('nextStates')).toEqual(['investigating', 'waiting', 'resolved']);
    expect((await change('alpha.tech', { state: 'closed', reason: 'x' })).code).toBe('follows_signal');
    expect((await change('alpha.tech', { state: 'resolved', reason: 'plugged in' })).status).toBe(200);
  });
});

describe('comments', () => {
  const write = (who: string, text: string, audience: 'both' | 'own'): Promise<Seen> =>
    server.ask(who, 'POST', path('in-paris', '/comments'), { body: { text, audience } });
  const texts = async (who: string): Promise<{ texts: string[]; count: unknown }> => {
    const seen = await server.ask(who, 'GET', path('in-paris', '/comments?count=true'));
    const items = seen.at('items');
    return { texts: Array.isArray(items) ? items.map(({ text }: { text: string }) => text).toSorted() : [], count: seen.at('count') };
  };

  it('D56 D22 A93 are read by whom they are for: not those that the other side keeps to itself, nor their number, nor another partner’s', async () => {
    expect((await write('alpha.tech', 'alpha to all', 'both')).status).toBe(201);
    await write('alpha.tech', 'alpha alone', 'own');
    await write('gamma.second', 'gamma to alpha', 'both');
    await write('gamma.second', 'gamma alone', 'own');
    await write('delta.pa', 'delta alone', 'own');
    expect(await texts('alpha.msa')).toEqual({ texts: ['alpha alone', 'alpha to all', 'gamma to alpha'], count: 3 });
    expect(await texts('gamma.pa')).toEqual({ texts: ['alpha to all', 'gamma alone', 'gamma to alpha'], count: 3 });
    expect(await texts('delta.pa')).toEqual({ texts: ['alpha to all', 'delta alone'], count: 2 });
  });

  it('D47 kept to a partner stand in its own ledger alone, and no ledger holds their words', async () => {
    await write('gamma.pa', 'between us', 'own');
    await write('gamma.pa', 'to you', 'both');
    const found = await entries('incident.commented');
    expect(found.filter(({ organization }) => organization === server.id('alpha')).length).toBe(1);
    expect(found.filter(({ organization }) => organization === server.id('gamma')).length).toBe(2);
    expect(found.some(({ text }) => text.includes('between us') || text.includes('to you'))).toBe(false);
  });

  it('D36 to both wait for approval under manual; what a partner keeps to itself does not, and no approver reads it', async () => {
    expect((await write('delta.pa', 'please reboot', 'both')).status).toBe(202);
    expect((await write('delta.pa', 'they never reboot', 'own')).status).toBe(201);
    const requests = await server.asAdmin<{ text: string }>(`select to_jsonb(c)::text as text from change_requests c`);
    expect(requests.map(({ text }) => [text.includes('please reboot'), text.includes('never')])).toEqual([[true, false]]);
  });

  it('are pages, newest first', async () => {
    for (const text of ['one', 'two', 'three']) {
      await write('alpha.tech', text, 'both');
      await nextMillisecond(server);
    }
    const first = await server.ask('alpha.tech', 'GET', path('in-paris', '/comments?limit=2'));
    const rest = await server.ask('alpha.tech', 'GET', path('in-paris', `/comments?cursor=${encodeURIComponent(String(first.at('nextCursor')))}`));
    expect([first.at('items', 0, 'text'), first.at('items', 1, 'text'), rest.at('items', 0, 'text'), rest.at('nextCursor')]).toEqual([
      'three',
      'two',
      'one',
      null,
    ]);
  });
});

describe('an incident recorded by hand', () => {
  const record = (who: string, room: string): Promise<Seen> =>
    server.ask(who, 'POST', `/customers/${server.id('alpha')}/incidents`, {
      body: { room: server.id(room), severity: 'important', title: 'Echo', detail: 'since noon' },
    });

  it('D56 is the person’s, open, with the next number, and found where it was said to be', async () => {
    const made = await record('alpha.tech', 'paris');
    expect([made.status, made.at('source'), made.at('state'), made.at('number'), made.at('detail')]).toEqual([
      201,
      'person',
      'needs_action',
      3,
      'since noon',
    ]);
    expect(made.header('location')).toBe(`/api/v1/customers/${server.id('alpha')}/incidents/${String(made.at('id'))}`);
    expect((await server.ask('gamma.pa', 'GET', String(made.header('location')).replace('/api/v1', ''))).at('title')).toBe('Echo');
  });

  it('D22 is refused in a room out of scope with the same words as in none', async () => {
    const outside = await record('gamma.pa', 'berlin');
    expect([outside.status, outside.code, outside.at('errors', 0, 'pointer')]).toEqual([422, 'unknown_reference', '/room']);
    expect((await record('alpha.far', 'paris')).code).toBe('unknown_reference');
    expect((await record('gamma.second', 'paris')).code).toBe('forbidden');
  });

  it('D36 waits for approval where the event is manual, and does not exist before', async () => {
    expect((await record('delta.pa', 'berlin')).at('changeRequest', 'event')).toBe('reports.create_incident');
    expect((await server.ask('alpha.msa', 'GET', '/incidents?count=true')).at('count')).toBe(2);
  });
});
