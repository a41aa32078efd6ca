import type { UserId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Composed, openComposed } from '../../../../../tests/support/composed.ts';
import { callOf } from '../../../../../tests/support/tenants.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { inTenant } from '../../platform/postgres/in-tenant.ts';
import { FactCache, authorityOf } from '../authorization/index.ts';
import { exportReport } from './export-report.ts';
import { idOf, reportWorld } from './reports.fixture.ts';
import { availabilityReport } from './show-report.ts';

let server: Composed;
beforeAll(async () => {
  server = await openComposed({
    ...reportWorld,
    delegations: ['alpha', 'beta'].map((customer) => ({
      customer,
      partner: 'gamma',
      scope: [{ type: 'all' }],
      primaryAdmins: [{ type: 'user', id: 'gamma.pa' }],
    })),
  });
});
afterAll(() => server?.close());

/** The lines of a file that is read one by one, as a slow reader does. */
async function begin(): Promise<AsyncIterator<string>> {
  const organization = idOf('org', server.id('gamma'));
  const call = callOf({ user: idOf('usr', server.id('gamma.pa')) satisfies UserId, organization, name: 'pa', organizationName: 'gamma' });
  const lines = await inTenant(server.db, reachOf([organization]), 'shared', async (tx) => {
    const cache = new FactCache({ bytes: 2 ** 26 });
    const authority = await authorityOf(tx, cache, call.actor, 'all');
    return exportReport(server.db, cache, 'availability', availabilityReport, ['availability'])(tx, call, authority, {});
  });
  if (!lines.ok) throw new Error(lines.code);
  return lines.value[Symbol.asyncIterator]();
}
async function restOf(lines: AsyncIterator<string>): Promise<string[]> {
  const rest: string[] = [];
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) rest.push(next.value);
  return rest;
}

describe('a report as a file', () => {
  it('D43 A72 that was begun before an ending has nothing of that customer after it', async () => {
    expect(await restOf(await begin())).toHaveLength(1 + 3 + 1);
    const lines = await begin();
    await lines.next(); // the header: no customer has been read
    const headers = { 'keyholder-reason': 'at once' };
    const ended = await server.ask('alpha.msa', 'DELETE', `/customers/${server.id('alpha')}/partners/${server.id('gamma')}?now=true`, { headers });
    expect(ended.status).toBe(200);
    const rest = await restOf(lines);
    expect(rest).toHaveLength(1);
    expect(rest[0]).toContain(server.id('oslo'));
  });
});
