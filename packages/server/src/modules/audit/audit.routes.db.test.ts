import type { OrganizationId } from '@keyholder/contract';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Tenants, newOrganization, newPerson, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Call, Person } from '../../kernel/call.ts';
import type { Authority } from '../../kernel/rights.ts';
import { buildApp } from '../../platform/http/build-app.ts';
import type { Doorkeepers } from '../../platform/http/doorkeepers.ts';
import { Limiter } from '../../platform/http/limits.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { serveRoute } from '../../platform/http/serve-route.ts';
import { appendAudit } from './append-audit.ts';
import { auditRoutes } from './audit.routes.ts';
import { recordRefusal } from './record-refusal.ts';
import { sealLedgers } from './seal-ledgers.ts';
import { verifyExport } from '@keyholder/contract/ledger';

let tenants: Tenants;
let fabrikam: OrganizationId;
let maria: Call<Person>;
let mayExport = true;
const app = buildApp({ log: pino({ level: 'silent' }), origin: 'http://127.0.0.1', trustProxy: [] });
beforeAll(async () => {
  tenants = await openTenants();
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
  maria = await newPerson(tenants.db, fabrikam, { name: 'Maria' });
  const authority: Authority = {
    epochs: new Map(),
    home: fabrikam,
    customers: [fabrikam],
    decide: () => (mayExport ? { outcome: 'allow' } : { outcome: 'deny', code: 'forbidden' }),
    anyWay: () => true,
    known: (id) => id === fabrikam,
    grants: () => [{ customer: fabrikam, atoms: ['all'], within: null }],
    partnerAt: () => undefined,
    rolesAt: () => [],
    allowedActions: () => [],
  };
  const doors: Doorkeepers = {
    db: tenants.db,
    cursorKey: new Uint8Array(32),
    authenticate: async () => ({ ok: true, person: maria.actor }),
    readAs: (_, read) => inSnapshot(tenants.db, [fabrikam], (tx) => read(tx, { ok: true, person: maria.actor })),
    authorityOf: async () => authority,
    recordRefusal: (call, refused) => recordRefusal(tenants.db, call, refused),
    requestApproval: () => Promise.reject(new Error('nothing here waits for an approval')),
    watchAccess: () => Promise.reject(new Error('nothing is rehearsed here')),
  };
  const limits = {
    person: new Limiter({ perMinute: 600, burst: 600 }),
    network: new Limiter({ perMinute: 600, burst: 600 }),
    decisions: new Limiter({ perMinute: 600, burst: 600 }),
  };
  for (const one of auditRoutes(tenants.db)) serveRoute(app, doors, limits, one);
  await within(tenants.db, [fabrikam], async (tx) => {
    for (let n = 0; n < 1200; n += 1)
      await appendAudit(tx, maria, {
        action: 'room.modified',
        customer: fabrikam,
        target: { type: 'room', id: `room_${n}`, name: 'Room' },
        ledgers: [fabrikam],
      });
  });
  await sealLedgers(tenants.db, (line) => expect.unreachable(line));
});
afterAll(async () => {
  await app.close();
  await tenants.close();
});

describe('the routes of the audit', () => {
  it('D47 answer an export as an attachment that verifies, however long it is', async () => {
    const answer = await app.inject(`/api/v1/customers/${fabrikam}/audit/export?format=jsonl`);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/jsonl',
      'content-disposition': expect.stringMatching(/^attachment; filename="[a-z.]+"$/),
      'cache-control': 'no-store',
    });
    expect(await verifyExport(answer.body.split('\n').slice(0, -1), 'whole')).toMatchObject({ ok: true, entries: 1200 });
  });

  it('list the ledger a page at a time', async () => {
    const answer = await app.inject('/api/v1/audit?limit=2&count=true&action=room.modified');
    expect(answer.json()).toMatchObject({ count: 1200, items: [{ actor: { name: 'Maria' } }, {}], nextCursor: expect.any(String) });
  });

  it('refuse an export without the right, and write the refusal down', async () => {
    mayExport = false;
    const answer = await app.inject(`/api/v1/customers/${fabrikam}/audit/export?format=jsonl`);
    mayExport = true;
    expect(answer.statusCode).toBe(403);
    expect(await tenants.asAdmin('select outcome, code from audit_entries where outcome = $1', ['refused'])).toEqual([
      { outcome: 'refused', code: 'forbidden' },
    ]);
  });

  it.each([
    ['', 422],
    ['?format=csv', 422],
    ['?format=jsonl&from=yesterday', 422],
  ])('refuse an export with the query %j', async (query, status) => {
    expect((await app.inject(`/api/v1/customers/${fabrikam}/audit/export${query}`)).statusCode).toBe(status);
  });
});
