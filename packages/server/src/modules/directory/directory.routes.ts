import { directory } from '@keyholder/contract';
import { ok, refuse } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { readOrganizations } from '../organizations/index.ts';
import type { AccessNeeds } from './access-needs.ts';
import { ownOrganization, viewing } from './directory-guards.ts';
import { ownOrganizationView } from './directory.view.ts';
import { groupRoutes } from './groups.routes.ts';
import { guarded } from './pages.ts';
import { readerOf } from './reader.ts';
import { setTenantManagersBy } from './set-tenant-managers-by.ts';
import { tenantManagerRoutes } from './tenant-managers.routes.ts';
import { userRoutes } from './users.routes.ts';

/** The own organization, its people, groups and Tenant Managers: every route of this module. */
export const directoryRoutes = (needs: AccessNeeds): readonly Route[] => [
  route(directory.organization, {
    access: viewing,
    audit: { none: 'a read of the own directory' },
    change: { none: 'a read' },
    handle: async ({ tx, call, authority, params }) => {
      const [organization] = await readOrganizations(tx, [guarded(params.organization)]);
      return organization === undefined ? refuse('not_found') : ok(ownOrganizationView(organization, await readerOf(tx, call.actor, authority)));
    },
  }),
  route(directory.updateOrganization, {
    access: ownOrganization,
    audit: ['organization.modified'],
    change: { none: 'an act of an organization upon itself' },
    changesAccess: true,
    fresh: 'step-up',
    handle: async ({ tx, call, authority, object, body, ifMatch }) => {
      const changed = await setTenantManagersBy(tx, call, object, body.tenantManagersBy, ifMatch);
      return changed.ok ? ok(ownOrganizationView(changed.value, await readerOf(tx, call.actor, authority))) : changed;
    },
  }),
  ...userRoutes(needs),
  ...groupRoutes(needs),
  ...tenantManagerRoutes,
];
