import type { OrganizationId } from '@keyholder/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Tenants, newOrganization, newPerson, openTenants } from '../../../../../tests/support/tenants.ts';
import type { Call, Person } from '../../kernel/call.ts';
import { closeFolds } from './close-folds.ts';
import { digestOfText } from './entry.rules.ts';
import type { EntryRow } from './ledger.store.ts';
import { type Refused, recordRefusal } from './record-refusal.ts';
import { sealLedgers } from './seal-ledgers.ts';

let tenants: Tenants;
let customer: OrganizationId;
let partner: OrganizationId;
let call: Call<Person>;
beforeAll(async () => {
  tenants = await openTenants();
});
beforeEach(async () => {
  customer = await newOrganization(tenants.db, 'Fabrikam');
  partner = await newOrganization(tenants.db, 'Contoso');
  call = await newPerson(tenants.db, partner, { name: 'Lena' });
});
afterAll(() => tenants.close());

const refused = (change: Partial<Refused> = {}): Refused => ({
  action: 'room.changed',
  code: 'forbidden',
  customer,
  target: { type: 'room', id: 'room_1' },
  ledgers: [customer, partner],
  ...change,
});
const refuse = (change: Partial<Refused> = {}): Promise<void> => recordRefusal(tenants.db, call, refused(change));
const ledgerOf = (organization: OrganizationId): Promise<EntryRow[]> =>
  tenants.asAdmin<EntryRow>('select * from audit_entries where organization_id = $1 order by at, count nulls first', [organization]);
const noLog = (line: string): never => {
  throw new Error(line);
};
const aMinutePasses = async (): Promise<void> => {
  await tenants.asAdmin(`update refusal_folds set opened_at = opened_at - interval '1 minute'`);
  await tenants.asAdmin(`update platform.open_folds set closes_at = closes_at - interval '1 minute'`);
};

describe('recording a refusal', () => {
  it('writes a 403 to the ledgers of both sides, each naming its twin', async () => {
    await refuse();
    const [[ours], [theirs]] = [await ledgerOf(customer), await ledgerOf(partner)];
    expect(ours).toMatchObject({
      outcome: 'refused',
      code: 'forbidden',
      action: 'room.changed',
      target_id: 'room_1',
      customer_id: customer,
      actor_id: call.actor.user,
      count: null,
      twin_id: theirs?.id,
    });
    expect(theirs).toMatchObject({ twin_id: ours?.id });
  });

  it('A01 writes a 404 to the caller’s own ledger only, with a digest of the id and no name of the other organization', async () => {
    await refuse({ code: 'not_found' });
    expect(await ledgerOf(customer)).toEqual([]);
    expect(await ledgerOf(partner)).toMatchObject([
      { code: 'not_found', target_id: digestOfText('room_1'), customer_id: null, partner_id: null, twin_id: null },
    ]);
    expect(JSON.stringify(await tenants.asAdmin('select * from refusal_folds where organization_id = $1', [partner]))).not.toMatch(
      new RegExp(`room_1|${customer}`),
    );
  });

  it('keeps the customer of a 404 where it is the caller’s own organization', async () => {
    await refuse({ code: 'not_found', customer: partner });
    expect(await ledgerOf(partner)).toMatchObject([{ customer_id: partner }]);
  });

  it('folds repeats within a minute, and closes them with their number by the next refusal', async () => {
    for (let n = 0; n < 3; n += 1) await refuse();
    expect(await ledgerOf(customer)).toHaveLength(1);
    await aMinutePasses();
    await refuse();
    expect(await ledgerOf(customer)).toMatchObject([{ count: null }, { count: 3 }, { count: null }]);
    expect(await ledgerOf(partner)).toHaveLength(3);
  });

  it('closes what folded when its minute is over, without a further refusal', async () => {
    for (let n = 0; n < 2; n += 1) await refuse();
    await closeFolds(tenants.db, noLog);
    expect(await ledgerOf(customer)).toHaveLength(1);
    await aMinutePasses();
    await Promise.all([closeFolds(tenants.db, noLog), closeFolds(tenants.db, noLog)]);
    expect(await ledgerOf(customer)).toMatchObject([{ count: null }, { count: 2, outcome: 'refused', code: 'forbidden', target_id: 'room_1' }]);
    expect(await tenants.asAdmin('select from refusal_folds where organization_id = any ($1)', [[customer, partner]])).toEqual([]);
  });

  it('D32 closes a fold in the ledger that is left when the customer is gone', async () => {
    for (let n = 0; n < 2; n += 1) await refuse();
    await tenants.asAdmin('delete from organizations where id = $1', [customer]);
    await aMinutePasses();
    await closeFolds(tenants.db, noLog);
    expect(await ledgerOf(partner)).toMatchObject([{ count: null }, { count: 2 }]);
    expect(await tenants.asAdmin('select from refusal_folds where organization_id = any ($1)', [[customer, partner]])).toEqual([]);
  });

  it('adds no entry for a refusal that was not repeated', async () => {
    await refuse();
    await aMinutePasses();
    await closeFolds(tenants.db, noLog);
    expect(await ledgerOf(customer)).toHaveLength(1);
    expect(await tenants.asAdmin('select from platform.open_folds')).toEqual([]);
  });

  it.each<[string, Partial<Refused>]>([
    ['action', { action: 'room.deleted' }],
    ['code', { code: 'exceeds_scope' }],
    ['target', { target: { type: 'room', id: 'room_2' } }],
  ])('does not fold what differs in its %s', async (_what, change) => {
    await refuse();
    await refuse(change);
    expect(await ledgerOf(customer)).toHaveLength(2);
  });

  it('does not fold refusals of two persons', async () => {
    await refuse();
    await recordRefusal(tenants.db, await newPerson(tenants.db, partner, { name: 'Lara' }), refused());
    expect(await ledgerOf(partner)).toHaveLength(2);
  });

  it('counts every one of many at once, and writes the first only', async () => {
    await Promise.all(Array.from({ length: 20 }, () => refuse()));
    await aMinutePasses();
    await closeFolds(tenants.db, noLog);
    expect(await ledgerOf(customer)).toMatchObject([{ count: null }, { count: 20 }]);
  });

  it('waits for no lock of an organization, so that it cannot delay the end of an access', async () => {
    const holder = await tenants.appPool.connect();
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [customer]);
    await refuse();
    await sealLedgers(tenants.db, noLog);
    await holder.query('rollback');
    holder.release();
    expect(await ledgerOf(customer)).toHaveLength(1);
  });
});
