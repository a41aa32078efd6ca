import { directory } from '@keyholder/contract';
import { ok, refuse } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { readOrganizations } from '../organizations/index.ts';
import { changing, tenantManagerToChange, viewing } from './directory-guards.ts';
import { allowed } from './directory.rules.ts';
import { objectionToNaming, tenantManagerView } from './directory.view.ts';
import { activePeopleBehind } from './groups.store.ts';
import { nameTenantManager, removeTenantManager } from './name-tenant-manager.ts';
import { guarded, pageByName } from './pages.ts';
import { readerOf } from './reader.ts';
import { type TenantManagerRow, listTenantManagers } from './tenant-managers.store.ts';

const own = { none: 'an act of an organization upon itself' } as const;

/** Who sees and answers invitations for an organization (D19). */
export const tenantManagerRoutes: readonly Route[] = [
  route(directory.tenantManagers, {
    access: viewing,
    audit: { none: 'a read of the own directory' },
    change: { none: 'a read' },
    handle: async ({ tx, call, authority, params, query }) => {
      const organization = guarded(params.organization);
      const [home] = await readOrganizations(tx, [organization]);
      if (home === undefined) return refuse('not_found');
      const page = await pageByName<TenantManagerRow>(
        call,
        'tenant-managers',
        query,
        ({ name, member }) => ({ name, id: member.id }),
        (after, most) => listTenantManagers(tx, { organization, after, most }),
      );
      if (!page.ok) return page;
      const reader = await readerOf(tx, call.actor, authority);
      const by = home.tenantManagersBy;
      const people = await activePeopleBehind(
        tx,
        organization,
        page.value.rows.map(({ member }) => member),
      );
      return ok({
        items: page.value.rows.map((row, index) => tenantManagerView(row, people[index] ?? 0, by, reader)),
        nextCursor: page.value.nextCursor,
        tenantManagersBy: by,
        allowedActions: [allowed('tenant_managers.add', reader.decision, objectionToNaming(reader, by))],
      });
    },
  }),
  route(directory.addTenantManager, {
    access: changing,
    audit: ['tenant_manager.added'],
    change: own,
    changesAccess: true,
    fresh: 'step-up',
    location: ({ member }, { organization }) => `/api/v1/organizations/${organization}/tenant-managers/${member.type}/${member.id}`,
    handle: async ({ tx, call, authority, params, body }) => {
      const organization = guarded(params.organization);
      const named = await nameTenantManager(tx, call, organization, body.member);
      if (!named.ok) return named;
      const [people] = await activePeopleBehind(tx, organization, [body.member]);
      const [home] = await readOrganizations(tx, [organization]);
      const by = home?.tenantManagersBy ?? 'managed-service-admins';
      return ok(tenantManagerView(named.value, people ?? 0, by, await readerOf(tx, call.actor, authority)));
    },
  }),
  route(directory.removeTenantManager, {
    access: tenantManagerToChange,
    audit: ['tenant_manager.removed'],
    change: own,
    changesAccess: true,
    fresh: 'step-up',
    handle: ({ tx, call, params, object }) => removeTenantManager(tx, call, guarded(params.organization), object),
  }),
];
