import { type OrganizationId, audit, isId } from '@keyholder/contract';
import { ok, refuse } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { exportAudit } from './export-audit.ts';
import { listAudit } from './list-audit.ts';

const nothingChanges = { none: 'changes nothing' };

export const auditRoutes = (db: Db): Route[] => [
  route(audit.list, {
    access: { kind: 'list', permission: 'audit.view' },
    audit: { none: 'reading a ledger is not an act' },
    change: nothingChanges,
    handle: ({ tx, call, authority, query }) => listAudit(tx, call, authority, query),
  }),
  route(audit.export, {
    access: { kind: 'organization', action: 'audit.export', customer: ({ customer }) => customer },
    audit: ['audit.exported'],
    change: nothingChanges,
    handle: async ({ tx, call, params: { customer }, query }) =>
      isOrganization(customer) ? ok(await exportAudit(db, tx, call, customer, query)) : refuse('not_found'),
  }),
];

const isOrganization = (id: string): id is OrganizationId => isId('org', id);
