import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../../../tests/support/postgres.ts';
import type { DB } from '../../generated/database.ts';
import { newId } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { type Db, StaleDecision, bumpEpochs, inSnapshot, inTenant, readEpochs } from './in-tenant.ts';
import { createKysely, createPool } from './pool.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let holder: Db;
/** one connection, which gives up on a lock at once: whatever it is left in, the next one meets */
let single: Db;
const fabrikam: OrganizationId = newId('org');

const pooled = (url: string): Db => createKysely<DB>(createPool({ url, max: 1, log: () => undefined }));
beforeAll(async () => {
  database = await createTestDatabase();
  holder = pooled(database.appUrl);
  const impatient = new URL(database.appUrl);
  impatient.searchParams.set('options', '-c lock_timeout=50');
  single = pooled(impatient.href);
  await inTenant(holder, reachOf([fabrikam]), 'exclusive', async (tx) => {
    await tx.insertInto('organizations').values({ id: fabrikam, name: 'Fabrikam', country: 'US' }).execute();
    await tx.insertInto('epochs').values({ organization_id: fabrikam, epoch: 1 }).execute();
    return ok(undefined);
  });
});
const epochsNow = () => inSnapshot(holder, [fabrikam], (tx) => readEpochs(tx, [fabrikam]));
afterAll(async () => {
  await Promise.all([holder.destroy(), single.destroy()]);
  await database.drop();
});

describe('a transaction that never got its locks', () => {
  it('A11 leaves a connection behind that serves the next one, without any reach', async () => {
    const reach = reachOf([fabrikam]);
    await inTenant(holder, reach, 'exclusive', async () => {
      await expect(inTenant(single, reach, 'shared', async () => ok(undefined))).rejects.toMatchObject({ code: '55P03' });
      return ok(undefined);
    });
    const left = await sql<{ reach: string | null }>`select current_setting('keyholder.reach', true) as reach`.execute(single);
    expect(left.rows[0]?.reach ?? '').toBe('');
    expect(await inTenant(single, reach, 'shared', async () => ok('written'))).toEqual(ok('written'));
    expect(await inSnapshot(single, [fabrikam], async () => 'read')).toBe('read');
  });
});

describe('a long act, which takes its locks at the end', () => {
  it('D43 lets an ending through while it works, and is then in vain', async () => {
    const decidedUnder = reachOf([fabrikam], await epochsNow());
    const long = inTenant(holder, decidedUnder, 'shared at the end', async (tx) => {
      await tx
        .insertInto('room_groups')
        .values({ organization_id: fabrikam, id: newId('rgrp'), name: 'half done' })
        .execute();
      const ended = await inTenant(single, reachOf([fabrikam]), 'exclusive', async (other) => ok(await bumpEpochs(other, [fabrikam])));
      expect(ended.ok).toBe(true);
      return ok(undefined);
    });
    await expect(long).rejects.toBeInstanceOf(StaleDecision);
    expect(await inSnapshot(single, [fabrikam], (tx) => tx.selectFrom('room_groups').selectAll().execute())).toEqual([]);
  });

  it('is done where nobody changed access meanwhile', async () => {
    expect(await inTenant(holder, reachOf([fabrikam], await epochsNow()), 'shared at the end', async () => ok('done'))).toEqual(ok('done'));
  });
});
