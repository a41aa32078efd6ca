import { type ChangeRequest, type ChangeRequestId, type Member, changes } from '@keyholder/contract';
import { ok, refuse } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { type ScopeReader, coverageOf, namedMembers, scopeOfVersion } from '../authorization/index.ts';
import { readOrganizations } from '../organizations/index.ts';
import { changeView } from './change.view.ts';
import { type ChangeRow, type Visible, findChange, listChanges } from './changes.store.ts';

const read = { audit: { none: 'a read' }, change: { none: 'a read' } };

/** Change requests as both sides see them; deciding them is not offered yet, and every one says so in its allowedActions. */
export function changesRoutes(scopes: ScopeReader['scopes']): Route[] {
  return [
    route(changes.list, {
      ...read,
      access: { kind: 'list', permission: 'changes.view' },
      handle: async ({ tx, call, authority, query }) => {
        const after = query.cursor === undefined ? ok(undefined) : decodeCursor(call, 'change_requests', query.cursor);
        if (!after.ok) return after;
        const limit = query.limit ?? 50;
        const { state, target } = query;
        const rows = await listChanges(tx, visibleTo(call, authority, query.customer), { limit, after: keyOf(after.value), state, target });
        const items = await viewsOf(tx, rows.slice(0, limit));
        const last = rows.length > limit ? items.at(-1) : undefined;
        return ok({ items, nextCursor: last === undefined ? null : encodeCursor(call, 'change_requests', [last.requestedAt, last.id]) });
      },
    }),
    route(changes.get, {
      ...read,
      access: { kind: 'list', permission: 'changes.view', customer: ({ customer }) => customer },
      handle: async ({ tx, call, authority, params }) => {
        const { customer } = params;
        const visible = visibleTo(call, authority, customer);
        const at = [authority.home, ...authority.customers].find((id) => id === customer);
        const row = at === undefined ? undefined : await findChange(tx, visible, at, params.changeRequest);
        const [view] = row === undefined ? [] : await viewsOf(tx, [row]);
        if (row === undefined || view === undefined) return refuse('not_found');
        return ok({ ...view, before: await beforeOf({ tx, authority, scopes }, row), members: await membersNamed(tx, row) });
      },
    }),
  ];
}

function visibleTo(call: PersonCall, authority: Authority, customer: string | undefined): Visible {
  const grants = authority.grants('changes.view').filter((grant) => customer === undefined || grant.customer === customer);
  const customers = authority.customers.filter((id) => customer === undefined || id === customer);
  return { home: authority.home, user: call.actor.user, coverage: coverageOf(grants), customers };
}

const keyOf = (key: readonly unknown[] | undefined): readonly [Date, ChangeRequestId] | undefined =>
  key === undefined ? undefined : [new Date(String(key[0])), String(key[1]) as ChangeRequestId]; // sealed by encodeCursor above

async function viewsOf(tx: TenantTx, rows: readonly ChangeRow[]): Promise<ChangeRequest[]> {
  const organizations = await readOrganizations(tx, [...new Set(rows.flatMap((row) => [row.organization_id, row.partner_id]))]);
  const names = new Map(organizations.map(({ id, name }) => [id, name]));
  return rows.map((row) => changeView(row, names));
}

/** Those whom the request names, as they are called now: a request keeps ids, the customer reads people (D30). */
async function membersNamed(tx: TenantTx, { partner_id: partner, before, after }: ChangeRow): Promise<NonNullable<ChangeRequest['members']>> {
  const named = [before, after].flatMap((side) => (isRecord(side) && Array.isArray(side['members']) ? side['members'].filter(isMember) : []));
  if (named.length === 0) return [];
  await addToReach(tx, [partner]);
  return [...(await namedMembers(tx, partner, named)).values()].map(({ id, name }) => ({ id, name }));
}

/** The scope that an assignment would lose is not kept with the request: what one person may know of it another may not (D22). */
async function beforeOf(reader: ScopeReader, row: ChangeRow): Promise<unknown> {
  const { before, after, organization_id: customer, target_type: type, target_id: id, target_version: version } = row;
  const concerns = type === 'assignment' && version !== null && isRecord(before) && (after === null || (isRecord(after) && 'scope' in after));
  const scope = concerns ? await scopeOfVersion(reader, customer, id, version) : undefined;
  return isRecord(before) && scope !== undefined ? { ...before, scope } : before;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isMember = (value: unknown): value is Member =>
  isRecord(value) && (value['type'] === 'user' || value['type'] === 'group') && typeof value['id'] === 'string';
