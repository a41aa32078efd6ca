import type { AuditEntry, OrganizationId, QueryOf } from '@keyholder/contract';
import { audit } from '@keyholder/contract';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Tenants, newOrganization, newPerson, nextMillisecond, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Call, Person } from '../../kernel/call.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { appendAudit } from './append-audit.ts';
import { exportAudit } from './export-audit.ts';
import { listAudit } from './list-audit.ts';
import { sealLedgers } from './seal-ledgers.ts';
import { verifyExport } from '@keyholder/contract/ledger';

let tenants: Tenants;
let fabrikam: OrganizationId;
let northwind: OrganizationId;
let contoso: OrganizationId;
let lena: Call<Person>;
let maria: Call<Person>;
beforeAll(async () => {
  tenants = await openTenants();
});
beforeEach(async () => {
  [fabrikam, northwind, contoso] = [
    await newOrganization(tenants.db, 'Fabrikam'),
    await newOrganization(tenants.db, 'Northwind'),
    await newOrganization(tenants.db, 'Contoso'),
  ];
  lena = await newPerson(tenants.db, contoso, { name: 'Lena' });
  maria = await newPerson(tenants.db, fabrikam, { name: 'Maria' });
  for (const [customer, room] of [
    [fabrikam, 'room_1'],
    [northwind, 'room_2'],
    [fabrikam, 'room_3'],
    [northwind, 'room_4'],
    [fabrikam, 'room_5'],
  ] as const) {
    await within(tenants.db, [customer, contoso], (tx) =>
      appendAudit(tx, lena, {
        action: 'room.changed',
        customer,
        partner: contoso,
        target: { type: 'room', id: room, name: 'Boardroom' },
        changes: { after: { seats: 4 } },
        ledgers: [customer, contoso],
      }),
    );
    await nextMillisecond(tenants);
  }
  await within(tenants.db, [fabrikam], (tx) =>
    appendAudit(tx, maria, {
      action: 'group.created',
      customer: fabrikam,
      target: { type: 'group', id: 'rgrp_1', name: 'Paris' },
      ledgers: [fabrikam],
    }),
  );
  await within(tenants.db, [contoso], (tx) =>
    appendAudit(tx, lena, {
      action: 'token.created',
      customer: null,
      target: { type: 'api-token', id: 'tok_1', name: 'laptop' },
      ledgers: [contoso],
    }),
  );
  await sealLedgers(tenants.db, (line) => expect.unreachable(line));
});
afterAll(() => tenants.close());

/** What the pipeline hands over for a reader with audit.view at these customers; a filter by customer has narrowed it. */
const authority = (home: OrganizationId, granted: readonly OrganizationId[], customer?: string): Authority => ({
  epochs: new Map(),
  home,
  customers: granted,
  decide: () => ({ outcome: 'allow' }),
  anyWay: () => true,
  known: () => true,
  partnerAt: () => undefined,
  rolesAt: () => [],
  allowedActions: () => [],
  grants: () => granted.filter((id) => customer === undefined || id === customer).map((id) => ({ customer: id, atoms: ['all'], within: null })),
});
const isPage = Compile(audit.list.success.body);

async function list(call: Call<Person>, granted: readonly OrganizationId[], query: QueryOf<typeof audit.list> = {}) {
  const personCall: PersonCall = { ...call, cursorKey: new Uint8Array(32) };
  const home = call.actor.organization;
  const result = await inSnapshot(tenants.db, [home, ...granted], (tx) => listAudit(tx, personCall, authority(home, granted, query.customer), query));
  expect(result.ok ? [...isPage.Errors(result.value)] : []).toEqual([]);
  return result;
}
async function ids(call: Call<Person>, granted: readonly OrganizationId[], query: QueryOf<typeof audit.list> = {}): Promise<string[]> {
  const result = await list(call, granted, query);
  return result.ok ? result.value.items.map((entry: AuditEntry) => entry.target.id) : [result.code];
}

describe('listing a ledger', () => {
  it('D47 shows a customer its own ledger, newest first, with the partner’s person by name', async () => {
    expect(await ids(maria, [fabrikam])).toEqual(['rgrp_1', 'room_5', 'room_3', 'room_1']);
    const result = await list(maria, [fabrikam], { target: 'room_5', count: true });
    expect(result).toMatchObject({
      value: {
        count: 1,
        items: [
          {
            actor: { name: 'Lena', organization: { name: 'Contoso' } },
            customerName: 'Fabrikam',
            target: { name: 'Boardroom' },
            changes: { after: { seats: 4 } },
            sequence: 3,
          },
        ],
      },
    });
  });

  it('A121 shows a partner’s person its own organization’s acts for the customers where it may see them', async () => {
    expect(await ids(lena, [fabrikam])).toEqual(['room_5', 'room_3', 'room_1']);
    expect(await ids(lena, [fabrikam, northwind], { customer: northwind })).toEqual(['room_4', 'room_2']);
    expect(await ids(lena, [contoso])).toEqual(['tok_1', 'room_5', 'room_4', 'room_3', 'room_2', 'room_1']);
  });

  it('D32 shows a partner’s person no customer data out of its own ledger', async () => {
    expect(JSON.stringify(await list(lena, [fabrikam]))).not.toMatch(/Boardroom|seats/);
  });

  it('A04 shows nothing, and counts 0, without audit.view and for a customer that is foreign or absent', async () => {
    const nothing = { ok: true, value: { items: [], nextCursor: null, count: 0 } };
    expect(await list(maria, [], { count: true })).toEqual(nothing);
    expect(await list(maria, [fabrikam], { customer: northwind, count: true })).toEqual(nothing);
    expect(await list(maria, [fabrikam], { customer: 'org_absent', count: true })).toEqual(nothing);
  });

  it('goes on where the page before ended', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(lena, [contoso], { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      if (!page.ok) throw new Error(page.code);
      seen.push(...page.value.items.map((entry) => entry.target.id));
      cursor = page.value.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['tok_1', 'room_5', 'room_4', 'room_3', 'room_2', 'room_1']);
  });

  it('A08 refuses the cursor of another person', async () => {
    const page = await list(lena, [contoso], { limit: 2 });
    const cursor = page.ok ? (page.value.nextCursor ?? '') : '';
    expect(await list(maria, [fabrikam], { cursor })).toMatchObject({ ok: false, code: 'invalid_cursor' });
  });

  it.each<[QueryOf<typeof audit.list>, string[]]>([
    [{ action: 'group.created' }, ['rgrp_1']],
    [{ outcome: 'refused' }, []],
    [{ target: 'room_3' }, ['room_3']],
    [{ to: '2020-01-01T00:00:00.000Z' }, []],
    [{ from: '2020-01-01T00:00:00.000Z', action: 'group.created' }, ['rgrp_1']],
    [{ actor: 'usr_absent' }, []],
  ])('filters by %j', async (query, expected) => {
    expect(await ids(maria, [fabrikam], query)).toEqual(expected);
  });
});

describe('exporting a ledger', () => {
  const lines = async (call: Call<Person>, customer: OrganizationId, time: { from?: string; to?: string } = {}): Promise<string[]> => {
    const stream = await within(tenants.db, [call.actor.organization, customer], (tx) => exportAudit(tenants.db, tx, call, customer, time));
    const read: string[] = [];
    for await (const line of stream) read.push(line);
    return read;
  };

  it('D47 gives a customer its whole ledger, which verifies offline', async () => {
    const exported = await lines(maria, fabrikam);
    expect(await verifyExport(exported, 'whole')).toMatchObject({ ok: true, entries: 4 });
  });

  it('A121 gives a partner’s person its own organization’s entries for that customer, at the places of its own ledger', async () => {
    const exported = await lines(lena, fabrikam);
    expect(exported.map((line) => JSON.parse(line).target.id)).toEqual(['room_1', 'room_3', 'room_5']);
    expect(exported.every((line) => JSON.parse(line).ledger === contoso)).toBe(true);
    expect(await verifyExport(exported, 'part')).toMatchObject({ ok: true, entries: 3 });
  });

  it('A118 stands in the ledgers of both sides itself', async () => {
    await lines(lena, northwind);
    const entries = await tenants.asAdmin<{ organization_id: string }>(
      `select organization_id from audit_entries where action = 'audit.exported' and customer_id = $1`,
      [northwind],
    );
    expect(entries.map((entry) => entry.organization_id).sort()).toEqual([northwind, contoso].sort());
  });

  it('takes a stretch by time without a gap', async () => {
    const [, second] = await lines(maria, fabrikam);
    const from = JSON.parse(second ?? '{}').at;
    expect(await verifyExport(await lines(maria, fabrikam, { from }), 'stretch')).toMatchObject({ ok: true, entries: 3 });
    expect(await lines(maria, fabrikam, { to: '2020-01-01T00:00:00.000Z' })).toEqual([]);
  });

  it('leaves to the next export what has no place yet', async () => {
    const before = (await lines(maria, fabrikam)).length;
    await sealLedgers(tenants.db, (line) => expect.unreachable(line));
    expect((await lines(maria, fabrikam)).length).toBeGreaterThan(before);
  });
});
