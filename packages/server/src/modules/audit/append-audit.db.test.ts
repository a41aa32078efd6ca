import type { OrganizationId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Tenants, newOrganization, newPerson, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Call, Person } from '../../kernel/call.ts';
import { refuse } from '../../kernel/result.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { inTenant } from '../../platform/postgres/in-tenant.ts';
import { type Audited, appendAudit } from './append-audit.ts';
import { type Entry, digestOf } from './entry.rules.ts';
import { type EntryRow, entryOf } from './ledger.store.ts';
import { recordWorldLoaded } from './record-world-loaded.ts';

let tenants: Tenants;
let customer: OrganizationId;
let partner: OrganizationId;
let call: Call<Person>;
beforeAll(async () => {
  tenants = await openTenants();
  customer = await newOrganization(tenants.db, 'Fabrikam');
  partner = await newOrganization(tenants.db, 'Contoso');
  call = await newPerson(tenants.db, partner, { name: 'Lena Moreau' });
});
afterAll(() => tenants.close());

let acts = 0;
const act = (): Audited & { action: string } => ({
  action: `room.changed_${(acts += 1)}`,
  customer,
  partner,
  target: { type: 'room', id: 'room_1', name: 'Boardroom' },
  changes: { before: { seats: 4, opened: null }, after: { seats: 1e21, opened: new Date(0), note: 'é\u2028"' } },
  ledgers: [customer, partner, customer],
});
const entriesOf = (action: string): Promise<EntryRow[]> => tenants.asAdmin<EntryRow>('select * from audit_entries where action = $1', [action]);
const append = async (audited: Audited): Promise<EntryRow[]> => {
  await within(tenants.db, [customer, partner], (tx) => appendAudit(tx, call, audited));
  return entriesOf(audited.action);
};

describe('writing an act to the ledgers', () => {
  it('D47 writes one entry in each ledger, each naming its twin and the person', async () => {
    const rows = await append(act());
    const ours = rows.find((row) => row.organization_id === customer);
    const theirs = rows.find((row) => row.organization_id === partner);
    expect(rows).toHaveLength(2);
    expect(ours).toMatchObject({
      twin_id: theirs?.id,
      actor_id: call.actor.user,
      actor: { name: 'Lena Moreau', organization: { id: partner, name: 'Contoso' } },
      credential: call.actor.credential,
    });
    expect(theirs).toMatchObject({ twin_id: ours?.id, target_name: '', request: call.request });
  });

  it('D47 has a digest that anybody can work out again from what was stored', async () => {
    for (const row of await append(act())) expect(digestOf(entryOf(row))).toEqual(row.digest);
  });

  it('puts what it wrote before the sealer', async () => {
    const ids = (await append(act())).map((row) => row.id);
    const waiting = await tenants.asAdmin('select entry_id from platform.unsealed where entry_id = any ($1)', [ids]);
    expect(waiting).toHaveLength(2);
  });

  it('D47 leaves no entry of an act that is refused or fails', async () => {
    const [refused, failed] = [act(), act()];
    await inTenant(tenants.db, reachOf([customer, partner]), 'shared', async (tx) => {
      await appendAudit(tx, call, refused);
      return refuse('already_exists');
    });
    await expect(
      within(tenants.db, [customer, partner], async (tx) => {
        await appendAudit(tx, call, failed);
        throw new Error('failed afterwards');
      }),
    ).rejects.toThrow('failed afterwards');
    expect(await entriesOf(refused.action)).toEqual([]);
    expect(await entriesOf(failed.action)).toEqual([]);
    expect(await tenants.asAdmin('select from platform.unsealed u where not exists (select from audit_entries e where e.id = u.entry_id)')).toEqual(
      [],
    );
  });

  it.each(['customer', 'partner'] as const)('D47 writes nothing at all when the ledger of the %s is out of reach', async (side) => {
    const audited = act();
    const reach = side === 'customer' ? [partner] : [customer];
    await expect(within(tenants.db, reach, (tx) => appendAudit(tx, call, audited))).rejects.toThrow('row-level security');
    expect(await entriesOf(audited.action)).toEqual([]);
  });

  it('refuses an act of three sides', async () => {
    const third = await newOrganization(tenants.db, 'Tailspin');
    await expect(
      within(tenants.db, [customer, partner, third], (tx) => appendAudit(tx, call, { ...act(), ledgers: [customer, partner, third] })),
    ).rejects.toThrow('one ledger or two');
  });

  it('leaves one entry in each ledger of a loaded world', async () => {
    const loader: Call = { actor: { kind: 'platform', name: 'World loader', loading: 'world' }, request: 'req_1', reason: null };
    const audited = act();
    await within(tenants.db, [customer, partner], async (tx) => {
      await appendAudit(tx, loader, audited);
      await recordWorldLoaded(
        tx,
        loader,
        [
          { id: customer, name: 'Fabrikam' },
          { id: partner, name: 'Contoso' },
        ],
        '{}',
      );
    });
    expect(await entriesOf(audited.action)).toEqual([]);
    expect(await entriesOf('world.loaded')).toMatchObject([
      { channel: 'platform', actor_id: 'platform' },
      { channel: 'platform', actor_id: 'platform' },
    ]);
  });
});

describe('the ledger tables', () => {
  it.each([
    'update audit_entries set action = action',
    'delete from audit_entries',
    'truncate audit_entries cascade',
    'update audit_seals set hash = hash',
    'delete from audit_seals',
    'truncate audit_seals',
  ])('A119 deny the server’s login: %s', async (statement) => {
    await expect(tenants.appPool.query(statement)).rejects.toThrow('permission denied');
  });

  /** Columns in which a row can be altered without `digest` showing it. */
  async function unnoticedBy(digest: (entry: Entry) => Buffer): Promise<string[]> {
    const [row] = await append(act());
    if (row === undefined) throw new Error('nothing was written');
    const before = digest(entryOf(row));
    const columns = await tenants.asAdmin<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns where table_schema = 'public' and table_name = 'audit_entries' and column_name <> 'digest'`,
    );
    const other: Record<string, string> = {
      text: `'refused'`,
      jsonb: `'{"id": "x"}'`,
      integer: '7',
      'timestamp with time zone': `at + interval '1 ms'`,
      channel: `'token'`,
      organization_id: `'${row.organization_id === customer ? partner : customer}'`,
    };
    const unnoticed: string[] = [];
    for (const { name, type } of columns) {
      const [altered] = await tenants.asAdmin<EntryRow>(
        `update audit_entries e set ${name} = ${other[name] ?? other[type]} where e.id = $1 returning e.*`,
        [row.id],
      );
      if (altered !== undefined && digest(entryOf(altered)).equals(before)) unnoticed.push(name);
      await tenants.asAdmin(`delete from audit_entries where id = any ($1)`, [[row.id, altered?.id]]);
      await tenants.asAdmin(`insert into audit_entries select * from jsonb_populate_record(null::audit_entries, $1)`, [
        JSON.stringify({ ...row, digest: `\\x${row.digest.toString('hex')}` }),
      ]);
    }
    return unnoticed;
  }

  it('A119 show an alteration of any column in the digest', async () => {
    expect(await unnoticedBy(digestOf)).toEqual([]);
  });

  it('A119 would show where a digest covers only part of the row', async () => {
    expect(await unnoticedBy((entry) => digestOf({ ...entry, changes: null, partner: null }))).toEqual(
      expect.arrayContaining(['changes', 'partner_id']),
    );
  });
});
