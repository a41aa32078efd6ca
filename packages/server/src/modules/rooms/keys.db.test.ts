import type { OrganizationId, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agentServer, enrolled, enrolment, post } from '../../../../../tests/support/agents.ts';
import { act, administratorOf, done, instanceKey, place, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import { createRoom } from './create-room.ts';
import { downloadKey } from './download-key.ts';
import { resetKey } from './reset-key.ts';
import { type RoomRow, findRoom } from './rooms.store.ts';
import { unenrolRoom } from './unenrol-room.ts';

let tenants: Tenants;
let app: ReturnType<typeof agentServer>;
let fabrikam: OrganizationId;
let room: RoomId;
beforeAll(async () => {
  tenants = await openTenants();
  app = agentServer(tenants.db, () => Promise.resolve());
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
});
beforeEach(async () => {
  ({ id: room } = await done(tenants.db, [fabrikam], (tx) =>
    createRoom(tx, somebodyOf(fabrikam), administratorOf(fabrikam), fabrikam, { name: 'Boardroom', ...place }, instanceKey),
  ));
});
afterAll(async () => {
  await app.close();
  await tenants.close();
});

const now = async (): Promise<RoomRow> => {
  const row = await within(tenants.db, [fabrikam], (tx) => findRoom(tx, fabrikam, room));
  if (row === undefined) throw new Error('no room');
  return row;
};
const download = async () =>
  act(tenants.db, [fabrikam], async (tx) =>
    downloadKey(tx, somebodyOf(fabrikam), administratorOf(fabrikam), (await findRoom(tx, fabrikam, room)) ?? (await now()), instanceKey),
  );
const reset = async () => {
  const row = await now();
  return done(tenants.db, [fabrikam], (tx) => resetKey(tx, somebodyOf(fabrikam), administratorOf(fabrikam), row, instanceKey));
};
const keyText = async (): Promise<string> => {
  const key = await download();
  if (!key.ok) throw new Error(key.code);
  return key.value.key;
};

describe('an enrolment key', () => {
  it('D54 can be downloaded, each time the same, until a machine has enrolled with it; then 409', async () => {
    const key = await keyText();
    expect(key).toMatch(/^kh_enrol_/);
    expect(await keyText()).toBe(key);
    await enrolled(app, key);
    expect(await download()).toMatchObject({ ok: false, code: 'already_enrolled' });
    expect((await now()).enrolment).toBe('enrolled');
  });

  it('A104 opens nothing after a reset, and the agent that came with it ends too', async () => {
    const key = await keyText();
    const credential = await enrolled(app, key);
    const after = await reset();
    expect(after).toMatchObject({ enrolment: 'waiting', health: 'not-monitored', version: 1 });
    expect((await post(app, 'enrol', key, enrolment('b'))).status).toBe(401);
    expect((await post(app, 'heartbeat', credential, {})).status).toBe(401);
    await enrolled(app, await keyText(), 'c');
    expect((await now()).enrolment).toBe('enrolled');
  });

  it('A104 opens nothing after the room has left', async () => {
    const key = await keyText();
    const row = await now();
    await done(tenants.db, [fabrikam], (tx) => unenrolRoom(tx, somebodyOf(fabrikam), administratorOf(fabrikam), row));
    expect((await post(app, 'enrol', key, enrolment())).status).toBe(401);
  });

  it('D54 is gone seven days after it was made, by the database’s clock', async () => {
    const key = await keyText();
    await tenants.asAdmin(`update enrolment_keys set expires_at = now() where room_id = $1`, [room]);
    expect(await download()).toMatchObject({ ok: false, code: 'not_found' });
    expect((await now()).enrolment).toBe('key_expired');
    expect((await post(app, 'enrol', key, enrolment())).status).toBe(401);
  });

  it('is nowhere in the clear: not in its row, not in a ledger; and every download stands in the ledger', async () => {
    const key = await keyText();
    await keyText();
    const rows = await tenants.asAdmin<{ text: string }>(
      `select row_to_json(k)::text || encode(k.sealed, 'escape') as text from enrolment_keys k where room_id = $1 union all select row_to_json(e)::text from audit_entries e`,
      [room],
    );
    const secret = key.split('_')[4] ?? '';
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
    const actions = await tenants.asAdmin<{ action: string }>(`select action from audit_entries where target_id = $1`, [room]);
    expect(actions.map(({ action }) => action).filter((action) => action === 'room_key.downloaded')).toHaveLength(2);
  });

  it('A104 is one key after two resets at once, and neither of them fails', async () => {
    expect((await Promise.all([reset(), reset(), reset()])).map(({ enrolment: state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await tenants.asAdmin(`select 1 from enrolment_keys where room_id = $1 and ended_at is null`, [room])).toHaveLength(1);
  });

  it('leaves one audit entry when it is reset', async () => {
    await reset();
    expect(await tenants.asAdmin(`select action from audit_entries where target_id = $1 and action = 'room_key.reset'`, [room])).toHaveLength(1);
    expect(await tenants.asAdmin(`select 1 from enrolment_keys where room_id = $1 and ended_at is null`, [room])).toHaveLength(1);
  });
});
