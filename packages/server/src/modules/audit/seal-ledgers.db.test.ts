import type { OrganizationId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Tenants, newOrganization, newPerson, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Call, Person } from '../../kernel/call.ts';
import { appendAudit } from './append-audit.ts';
import { exportLine } from './audit.view.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { findSealed } from './ledger.store.ts';
import { sealLedger, sealLedgers } from './seal-ledgers.ts';
import { startSealer } from './start-sealer.ts';
import { type Verified, verifyExport } from '@keyholder/contract/ledger';

let tenants: Tenants;
let call: Call<Person>;
beforeAll(async () => {
  tenants = await openTenants();
  call = await newPerson(tenants.db, await newOrganization(tenants.db, 'Contoso'), { name: 'Lena' });
});
afterAll(() => tenants.close());

const noLog = (line: string): never => {
  throw new Error(line);
};
const ledger = (): Promise<OrganizationId> => newOrganization(tenants.db, 'Fabrikam');
const write = (organization: OrganizationId, many: number): Promise<void> =>
  within(tenants.db, [organization], async (tx) => {
    for (let n = 0; n < many; n += 1)
      await appendAudit(tx, call, {
        action: 'room.changed',
        customer: organization,
        target: { type: 'room', id: `room_${n}`, name: 'Room' },
        ledgers: [organization],
      });
  });
const chain = async (organization: OrganizationId): Promise<Verified> => {
  const rows = await withoutLocks(tenants.db, [organization], (tx) =>
    findSealed(tx, { ledger: organization, concerning: 'everything' }, { first: 1, last: 1_000_000 }, 10_000),
  );
  return verifyExport(rows.map(exportLine), 'whole');
};
const waiting = async (organization: OrganizationId): Promise<number> =>
  (await tenants.asAdmin('select from platform.unsealed where organization_id = $1', [organization])).length;

describe('sealing', () => {
  it('D47 chains 1,000 entries of many writers, sealed by two processes at once', async () => {
    const organization = await ledger();
    let writing = true;
    const seal = async (): Promise<void> => {
      while (writing) await sealLedger(tenants.db, organization);
    };
    const sealers = [seal(), seal()];
    const writers = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 10; n += 1) await write(organization, 25);
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    await sealLedger(tenants.db, organization);
    expect(await chain(organization)).toMatchObject({ ok: true, entries: 1000 });
    expect(await waiting(organization)).toBe(0);
  });

  it('D47 leaves a ledger to the process that is sealing it, without waiting', async () => {
    const organization = await ledger();
    await write(organization, 3);
    await withoutLocks(tenants.db, [organization], async (tx) => {
      await tx
        .selectNoFrom((of) =>
          of.fn<string>('pg_advisory_xact_lock', [of.val(0x5ea1), of.fn<number>('hashtext', [of.val(organization)])]).as('locked'),
        )
        .execute();
      await sealLedger(tenants.db, organization);
    });
    expect(await waiting(organization)).toBe(3);
    await sealLedger(tenants.db, organization);
    expect(await chain(organization)).toMatchObject({ ok: true, entries: 3 });
  });

  it('A119 is found out when a sealed entry was altered behind the server', async () => {
    const organization = await ledger();
    await write(organization, 5);
    await sealLedger(tenants.db, organization);
    await tenants.asAdmin(`update audit_entries set target_name = 'Canteen' where organization_id = $1 and target_id = 'room_2'`, [organization]);
    expect(await chain(organization)).toMatchObject({ ok: false });
  });

  it('reports a ledger that cannot be sealed and goes on with the others', async () => {
    const [broken, sound] = [await ledger(), await ledger()];
    await write(broken, 1);
    await write(sound, 1);
    // its first place is taken by an entry that waits for a place again: the unique key refuses it a second one
    await sealLedger(tenants.db, broken);
    await tenants.asAdmin('insert into platform.unsealed select organization_id, id from audit_entries where organization_id = $1', [broken]);
    const log = vi.fn<(line: string) => void>();
    await sealLedgers(tenants.db, log);
    expect(log.mock.calls.map(([line]) => line)).toEqual([expect.stringContaining(`the ledger of ${broken} was not sealed`)]);
    expect(await waiting(sound)).toBe(0);
    await tenants.asAdmin('delete from platform.unsealed where organization_id = $1', [broken]);
  });

  it('D32 forgets what waits of an organization that is gone', async () => {
    const organization = await ledger();
    await write(organization, 2);
    await tenants.asAdmin('delete from organizations where id = $1', [organization]);
    await sealLedgers(tenants.db, noLog);
    expect(await waiting(organization)).toBe(0);
  });

  it('seals what is left when it is stopped', async () => {
    const organization = await ledger();
    const sealer = startSealer(tenants.db, noLog);
    await write(organization, 2);
    await sealer.stop();
    expect(await waiting(organization)).toBe(0);
  });
});
