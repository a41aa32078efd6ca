import { isId } from '@keyholder/contract';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { estate } from '../packages/server/src/estate.ts';
import { AtomCache, FactCache } from '../packages/server/src/modules/authorization/index.ts';
import { exportRoomAccess } from '../packages/server/src/modules/authorization/export-room-access.ts';
import { reachOf } from '../packages/server/src/kernel/tenant.ts';
import { inTenant } from '../packages/server/src/platform/postgres/in-tenant.ts';
import { ok } from '../packages/server/src/kernel/result.ts';
import { type Composed, openComposed } from './support/composed.ts';
import { callOf } from './support/tenants.ts';

const user = (id: string, organization: string, roles: readonly string[] = []) => ({
  id,
  organization,
  name: `=${id}`,
  email: `${id}@${organization}.example`,
  roles,
});
const member = (id: string) => ({ type: 'user', id });
const room = (id: string) => ({ id, customer: 'owner', name: id, country: 'FR', city: 'City', site: 'Site' });
const world = {
  organizations: [
    { id: 'owner', name: 'Owner', domains: ['owner.example'], country: 'FR' },
    { id: 'helper', name: 'Helper', domains: ['helper.example'], country: 'FR', partnerEligible: true },
  ],
  users: [user('admin', 'owner', ['managed-service-admin']), user('tech', 'owner'), user('lead', 'helper')],
  rooms: [room('paris'), room('lyon')],
  customerAssignments: [{ customer: 'owner', role: 'site-tech', members: [member('tech')], scope: [{ type: 'room', id: 'paris' }] }],
  delegations: [
    {
      customer: 'owner',
      partner: 'helper',
      scope: [{ type: 'room', id: 'paris' }],
      primaryAdmins: [member('lead')],
      changeControl: { 'rooms.modify': 'manual' },
    },
  ],
};

let kh: Composed;
beforeEach(async () => {
  kh = await openComposed(world);
});
afterEach(() => kh?.close());

const of = (alias: string): string => `/customers/${kh.id('owner')}/rooms/${kh.id(alias)}/access`;
const exported = (by: string, alias: string, format: string) => kh.ask(by, 'GET', `${of(alias)}/export?format=${format}`);

it('D48 A116 has whoever can touch the room, one line for each way, as CSV that no spreadsheet runs', async () => {
  const csv = await exported('admin', 'paris', 'csv');
  expect([csv.status, csv.header('content-type'), csv.header('content-disposition')]).toEqual([
    200,
    'text/csv; charset=utf-8; header=present',
    'attachment; filename="access.csv"',
  ]);
  const rows: Record<string, string>[] = parse(csv.text, { columns: true });
  expect(rows.map((row) => [row['person'], row['side'], row['role'], row['scope']])).toEqual([
    ["'=admin", 'own', 'managed-service-admin', ''],
    ["'=lead", 'partner', 'primary-admin', 'room paris'],
    ["'=tech", 'own', 'site-tech', 'room paris'],
  ]);
  expect(rows[1]?.['may after approval']).toBe('rooms.modify');
  expect((parse((await exported('admin', 'lyon', 'csv')).text, { columns: true }) as unknown[]).length).toBe(1);
});

it('A93 is what the same person sees on screen, line by line, as JSON Lines', async () => {
  for (const by of ['admin', 'lead']) {
    const lines = (await exported(by, 'paris', 'jsonl')).text.trim().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual((await kh.ask(by, 'GET', of('paris'))).at('items'));
  }
  expect((await exported('lead', 'lyon', 'jsonl')).status).toBe(404);
  expect((await exported('admin', 'paris', 'xlsx')).code).toBe('invalid_value');
});

it('D47 stands in the ledgers of both sides', async () => {
  const { rawHeaders } = await exported('lead', 'paris', 'csv');
  const request = rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === 'x-request-id') + 1];
  const entries = await kh.asAdmin(`select organization_id, action, target_id from audit_entries where request = $1 order by organization_id`, [
    request,
  ]);
  expect(entries).toEqual(
    ['owner', 'helper']
      .map((alias) => ({ organization_id: kh.id(alias), action: 'access.exported', target_id: kh.id('paris') }))
      .sort((one, other) => (one.organization_id < other.organization_id ? -1 : 1)),
  );
});

it('D43 makes no ending wait while it is taken, and has nothing more after it', async () => {
  const [customer, organization, lead] = [kh.id('owner'), kh.id('helper'), kh.id('lead')];
  if (!isId('org', customer) || !isId('org', organization) || !isId('usr', lead)) throw new Error('not a world');
  const call = callOf({ user: lead, organization, name: 'lead', organizationName: 'Helper' });
  const begun = await inTenant(kh.db, reachOf([organization, customer]), 'shared', async (tx) =>
    ok(
      await exportRoomAccess(
        kh.db,
        tx,
        { cache: new FactCache({ bytes: 2 ** 26 }), atoms: new AtomCache({ rooms: 100 }), estate },
        call,
        { id: kh.id('paris'), customer, atoms: [] },
        'jsonl',
      ),
    ),
  );
  if (!begun.ok) throw new Error('refused');
  const ended = await kh.ask('admin', 'DELETE', `/customers/${customer}/partners/${organization}?now=true`, {
    headers: { 'keyholder-reason': 'at once' },
  });
  expect(ended.status).toBe(200);
  const lines: string[] = [];
  for await (const line of begun.value) lines.push(line);
  expect(lines).toEqual([]);
});
