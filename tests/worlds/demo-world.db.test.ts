import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoWorld } from '../../packages/server/src/world/demo-world.ts';
import { type Tenants, openTenants } from '../support/tenants.ts';
import { type LoadedWorld, openWorldLoader } from '../support/worlds.ts';

/** api.md, the demo world: at least one person for each. */
const roles = [
  'global-admin',
  'managed-service-admin',
  'billing-admin',
  'helpdesk-admin',
  'site-lead',
  'site-tech',
  'tenant-manager',
  'primary-admin',
  'admin-agent',
  'helpdesk-agent',
  'sales-agent',
  'auditor',
  'operator',
];

describe('the demo world', () => {
  let tenants: Tenants;
  let loaded: LoadedWorld;
  const now = new Date();
  beforeAll(async () => {
    tenants = await openTenants();
    loaded = await (await openWorldLoader(tenants.db)).loadFile(demoWorld(now).value);
  });
  afterAll(() => tenants.close());

  const at = (domain: string) => loaded.people.filter(({ organization }) => organization.domain === domain);
  const holding = (domain: string, role: string) => at(domain).filter((person) => person.roles.includes(role));

  test('has somebody for every role, and technicians without any', () => {
    expect(roles.filter((role) => !loaded.people.some((person) => person.roles.includes(role)))).toEqual([]);
    expect(at('litware.example').filter((person) => person.roles.length === 0).length).toBeGreaterThan(3);
    expect(holding('platform.example', 'operator')).toHaveLength(1);
  });

  test('has two Managed Service Administrators at Fabrikam, two Tenant Managers at Contoso, one at Litware, and agents of each kind at both partners', () => {
    expect(holding('fabrikam.example', 'managed-service-admin')).toHaveLength(2);
    expect(holding('contoso.example', 'tenant-manager')).toHaveLength(2);
    expect(holding('litware.example', 'tenant-manager')).toHaveLength(1);
    for (const domain of ['contoso.example', 'litware.example'])
      for (const role of ['admin-agent', 'helpdesk-agent', 'sales-agent']) expect(holding(domain, role)).not.toEqual([]);
  });

  test('has at least 200 rooms, in the United States, France and Germany at Fabrikam', async () => {
    const [rooms] = await tenants.asAdmin<{ count: number }>('select count(*)::int as count from rooms');
    expect(rooms?.count).toBeGreaterThanOrEqual(200);
    expect(await tenants.asAdmin('select distinct country from rooms where organization_id = $1 order by country', [loaded.ids['fabrikam']])).toEqual(
      [{ country: 'DE' }, { country: 'FR' }, { country: 'US' }],
    );
  });

  test('has no relationship between Fabrikam and Litware, so that the first journey makes one', async () => {
    const pair = [loaded.ids['fabrikam'], loaded.ids['litware']];
    expect(await tenants.asAdmin('select from delegations where organization_id = $1 and partner_id = $2', pair)).toEqual([]);
    expect(await tenants.asAdmin('select from invitations where organization_id = $1 and partner_id = $2', pair)).toEqual([]);
  });

  test('has open and closed incidents of the last 90 days', async () => {
    const found = await tenants.asAdmin<{ open: number; closed: number; early: number }>(
      `select count(*) filter (where closed_at is null)::int as open, count(*) filter (where closed_at is not null)::int as closed,
        count(*) filter (where opened_at < $1::timestamptz - interval '91 days' or coalesce(closed_at, opened_at) > $1)::int as early from incidents`,
      [now],
    );
    expect(found).toEqual([{ open: expect.any(Number), closed: expect.any(Number), early: 0 }]);
    expect(found[0]?.open).toBeGreaterThan(4);
    expect(found[0]?.closed).toBeGreaterThan(50);
  });

  test('sends no e-mail and leaves one entry in each ledger', async () => {
    expect(await tenants.asAdmin('select from mails')).toEqual([]);
    const entries = await tenants.asAdmin<{ action: string; count: number }>(
      'select action, count(*)::int as count from audit_entries group by action',
    );
    expect(entries).toEqual([
      { action: 'world.loaded', count: Object.keys(loaded.ids).filter((alias) => !alias.includes('.') && !alias.startsWith('incident-')).length },
    ]);
  });
});
