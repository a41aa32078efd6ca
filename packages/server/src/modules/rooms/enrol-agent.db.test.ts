import type { OrganizationId, RoomId } from '@keyholder/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agentServer, enrolled, enrolment, newKey, newRoom, post, together } from '../../../../../tests/support/agents.ts';
import { heartbeat } from '../../../../../tests/support/heartbeats.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import { newId } from '../../kernel/ids.ts';
import { makeCredential } from '../../platform/credentials/credential.ts';
import { endAgent } from './end-agent.ts';

let tenants: Tenants;
let app: FastifyInstance;
let customer: OrganizationId;
let room: RoomId;
let key: string;
beforeAll(async () => {
  tenants = await openTenants();
  app = agentServer(tenants.db, async () => undefined);
  customer = await newOrganization(tenants.db, 'Fabrikam');
});
beforeEach(async () => {
  room = await newRoom(tenants.db, customer, 'Boardroom');
  key = await newKey(tenants.db, customer, room);
});
afterAll(async () => {
  await app.close();
  await tenants.close();
});

const roomNow = async () => (await tenants.asAdmin('select * from room_health where room_id = $1', [room]))[0];
const agentsNow = () =>
  tenants.asAdmin<{ id: string; ended_at: Date | null }>('select id, ended_at from agents where room_id = $1 order by enrolled_at, id', [room]);
const resetKeys = () => tenants.asAdmin('update enrolment_keys set ended_at = now() where room_id = $1', [room]);

describe('enrolling a machine', () => {
  it('D54 gives it a credential of its own, and tells it its room and its pace', async () => {
    const { status, body } = await post(app, 'enrol', key, enrolment());
    expect(status).toBe(201);
    expect(body).toEqual({ credential: expect.stringMatching(/^kh_agent_/), room: { id: room, name: 'Boardroom' }, heartbeatSeconds: 30 });
    expect((await post(app, 'heartbeat', String(body['credential']), heartbeat(1))).status).toBe(200);
  });

  it.each([
    [2, 200],
    [3, 503],
  ])('does a heartbeat anew that PostgreSQL ended %i times because of another, and then says %i', async (times, status) => {
    const { body } = await post(app, 'enrol', key, enrolment());
    await tenants.asAdmin('create sequence ended'); // no rollback takes its numbers back
    await tenants.asAdmin(`create function end_one() returns trigger language plpgsql security definer as $$ begin
      if nextval('ended') <= ${times} then raise exception 'deadlock detected' using errcode = '40P01'; end if; return new; end $$`);
    await tenants.asAdmin('create trigger end_one before update on agents for each row execute function end_one()');
    try {
      expect((await post(app, 'heartbeat', String(body['credential']), heartbeat(1))).status).toBe(status);
      expect((await roomNow())?.['health'] === 'unknown').toBe(status !== 200);
    } finally {
      await tenants.asAdmin('drop trigger end_one on agents');
      await tenants.asAdmin('drop function end_one');
      await tenants.asAdmin('drop sequence ended');
    }
  });

  it('D54 monitors the room from then on, and calls it unknown until it has measured', async () => {
    await enrolled(app, key);
    expect(await roomNow()).toMatchObject({ health: 'unknown', reasons: ['not_measured_yet'], awaited: true, last_seen_at: expect.any(Date) });
  });

  it('D54 destroys the sealed key: nobody downloads a key that was used', async () => {
    await enrolled(app, key);
    expect(await tenants.asAdmin('select sealed, used_at from enrolment_keys where room_id = $1', [room])).toEqual([
      { sealed: null, used_at: expect.any(Date) },
    ]);
  });

  it('D47 stands in the customer’s ledger as an act of the agent, without any secret', async () => {
    const credential = await enrolled(app, key);
    const [entry, ...others] = await tenants.asAdmin(`select * from audit_entries where action = 'agent.enrolled' and target_id = $1`, [room]);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ organization_id: customer, channel: 'agent', outcome: 'done' });
    for (const secret of [key, credential]) expect(JSON.stringify(entry)).not.toContain(secret.slice(-40));
  });

  it('keeps secrets as digests only', async () => {
    const credential = await enrolled(app, key);
    const [stored] = await tenants.asAdmin('select to_jsonb(a)::text as text from agents a where room_id = $1', [room]);
    for (const secret of [credential, 'A'.repeat(43)]) expect(String(stored?.['text'])).not.toContain(secret);
  });

  it('A104 refuses a second machine while the room is enrolled', async () => {
    await enrolled(app, key);
    expect(await post(app, 'enrol', key, enrolment('b'))).toMatchObject({ status: 409, body: { code: 'already_enrolled' } });
    expect(await agentsNow()).toHaveLength(1);
  });

  it('A104 lets exactly one of two machines win that come at once', async () => {
    const answers = await together(
      tenants,
      ['a', 'b', 'c', 'd'].map((mark) => () => post(app, 'enrol', key, enrolment(mark))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(await agentsNow()).toHaveLength(1);
  });

  it('knows the same try again whose answer got lost, and ends the credential that nobody received', async () => {
    const lost = await enrolled(app, key);
    const again = await enrolled(app, key);
    expect((await post(app, 'heartbeat', lost, heartbeat(1))).status).toBe(401);
    expect((await post(app, 'heartbeat', again, heartbeat(1))).status).toBe(200);
    expect((await agentsNow()).filter(({ ended_at }) => ended_at === null)).toHaveLength(1);
  });

  it('A104 refuses the same try once its credential was used: the file may have been copied', async () => {
    await post(app, 'heartbeat', await enrolled(app, key), heartbeat(1));
    expect(await post(app, 'enrol', key, enrolment())).toMatchObject({ status: 409 });
  });

  it('D54 refuses a key that is more than seven days old, and one at the very instant it ends', async () => {
    await tenants.asAdmin('update enrolment_keys set expires_at = now() where room_id = $1', [room]);
    expect((await post(app, 'enrol', key, enrolment())).status).toBe(401);
    expect(await agentsNow()).toEqual([]);
  });

  it('D54 A104 refuses a key that was reset, used or not', async () => {
    await resetKeys();
    expect((await post(app, 'enrol', key, enrolment())).status).toBe(401);
  });

  it('A104 A105 ends the agent at once when its room gets a new key', async () => {
    const credential = await enrolled(app, key);
    await resetKeys();
    await within(tenants.db, [customer], (tx) => endAgent(tx, customer, room));
    expect((await post(app, 'heartbeat', credential, heartbeat(1))).status).toBe(401);
    expect((await post(app, 'enrol', key, enrolment())).status).toBe(401);
    expect(await roomNow()).toMatchObject({ health: 'not-monitored', reasons: [], awaited: false });
  });

  it('A104 refuses key and agent once the room has left', async () => {
    const credential = await enrolled(app, key);
    await tenants.asAdmin('delete from rooms where id = $1', [room]);
    expect((await post(app, 'heartbeat', credential, heartbeat(1))).status).toBe(401);
    expect((await post(app, 'enrol', key, enrolment('b'))).status).toBe(401);
  });

  it('A103 refuses credentials of every other kind, and made-up ones, with the same bytes', async () => {
    const agent = await enrolled(app, key);
    const wrong = [
      agent,
      makeCredential('enrol', customer, newId('key')).text,
      makeCredential('enrol', newId('org'), newId('key')).text,
      makeCredential('api', customer, newId('tok')).text,
      `${key}x`,
      key.slice(0, -1),
      'nonsense',
    ];
    const answers = await Promise.all(wrong.map((credential) => post(app, 'enrol', credential, enrolment('b'))));
    const same = answers.map(({ status, body: { instance, ...rest } }) => JSON.stringify({ status, rest, instance: typeof instance }));
    expect(new Set(same).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    expect((await post(app, 'heartbeat', key, heartbeat(1))).status).toBe(401);
  });

  it('A107 refuses an attribute that the machine would like to set, and enrols nothing', async () => {
    for (const name of ['kind', 'country', 'site', 'room', 'group']) {
      const { status, body } = await post(app, 'enrol', key, { ...enrolment(), [name]: 'US' });
      expect([status, body.errors?.map(({ pointer }) => pointer)]).toEqual([422, [`/${name}`]]);
    }
    expect(await agentsNow()).toEqual([]);
  });
});
