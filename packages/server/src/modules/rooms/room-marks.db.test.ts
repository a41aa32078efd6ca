import type { OrganizationId, RoomId } from '@keyholder/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { done, givenRooms } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants } from '../../../../../tests/support/tenants.ts';
import { ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { replaceWords } from './add-rooms.store.ts';
import { saveHeard, saveUnmonitored } from './health.store.ts';
import { deleteRoom, updateRoom } from './rooms.store.ts';

let tenants: Tenants;
let fabrikam: OrganizationId;
let alpha: RoomId;

beforeAll(async () => {
  tenants = await openTenants();
});
beforeEach(async () => {
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
  const [first] = await givenRooms(tenants.db, fabrikam, [{ name: 'Alpha one' }, { name: 'Beta' }]);
  if (first === undefined) throw new Error('no room was made');
  alpha = first;
});
afterAll(() => tenants?.close());

const doing = (work: (tx: TenantTx) => Promise<unknown>): Promise<unknown> =>
  done(tenants.db, [fabrikam], async (tx) => {
    await work(tx);
    return ok(null);
  });
const marksOf = (room: RoomId): Promise<{ mark: string; name: string }[]> =>
  tenants.asAdmin('select mark, name from room_marks where room_id = $1 order by mark', [room]);
const marks = (name: string, ...all: string[]) => all.map((mark) => ({ mark, name }));
/** What a mark of every room has to be, from the tables that it follows. */
const due = `
  select organization_id, 'word:' || word as mark, name, id from room_words join rooms using (organization_id) where room_id = id
  union all
  select r.organization_id, 'health:' || coalesce(h.health, 'not-monitored'), r.name, r.id from rooms r left join room_health h on h.room_id = r.id`;

describe('the marks of a room', () => {
  it('D45 are its words and its health, beside its name', async () => {
    expect(await marksOf(alpha)).toEqual(marks('Alpha one', 'health:not-monitored', 'word:alpha', 'word:nord', 'word:one', 'word:paris'));
  });

  it('D45 follow its name, its words and its health', async () => {
    const values = { name: 'Gamma', country: 'FR', city: 'Lyon', site: 'Nord', notes: '', ring: 'general' };
    await doing(async (tx) => {
      await updateRoom(tx, fabrikam, alpha, values);
      await replaceWords(tx, fabrikam, { id: alpha, ...values });
      await saveHeard(tx, fabrikam, alpha, { health: 'warning', reasons: ['disk_nearly_full'], measurements: null });
    });
    expect(await marksOf(alpha)).toEqual(marks('Gamma', 'health:warning', 'word:gamma', 'word:lyon', 'word:nord'));
    await doing((tx) => saveUnmonitored(tx, fabrikam, alpha));
    expect(await marksOf(alpha)).toContainEqual({ mark: 'health:not-monitored', name: 'Gamma' });
  });

  it('say that a room without a row of health was never monitored', async () => {
    await doing((tx) => saveHeard(tx, fabrikam, alpha, { health: 'healthy', reasons: [], measurements: null }));
    await doing((tx) => sql`delete from room_health where organization_id = ${fabrikam} and room_id = ${alpha}`.execute(tx));
    expect(await marksOf(alpha)).toContainEqual({ mark: 'health:not-monitored', name: 'Alpha one' });
    await doing((tx) => saveHeard(tx, fabrikam, alpha, { health: 'important', reasons: ['no_camera'], measurements: null }));
    expect(await marksOf(alpha)).toContainEqual({ mark: 'health:important', name: 'Alpha one' });
  });

  it('are exactly what the other tables say, and go with the room', async () => {
    const differing = `(select * from (${due}) d except all select * from room_marks) union all (select * from room_marks except all select * from (${due}) d)`;
    expect(await tenants.asAdmin(differing)).toEqual([]);
    await doing((tx) => deleteRoom(tx, fabrikam, alpha));
    expect(await marksOf(alpha)).toEqual([]);
    expect(await tenants.asAdmin(differing)).toEqual([]);
  });
});
