import type { AllowedAction, PermissionCell, Role } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { listOffers } from './role-offers.rules.ts';
import { atomsOf, matrixFor, roleView } from './role.view.ts';
import { type Side, builtInsOf } from './roles.rules.ts';
import { type RoleRow, listRoles, useOfRoles } from './roles.store.ts';
import { standingOf } from './standing.ts';

export type PageAsked = { limit?: number | undefined; cursor?: string | undefined; count?: boolean | undefined };
type RoleList = { items: Role[]; nextCursor: string | null; count?: number; matrix: PermissionCell[]; allowedActions: AllowedAction[] };

/** The roles of one side, built-in ones first, then by name; with the matrix from which this reader may make its own (D27). */
export async function rolesOf(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  side: Side,
  asked: PageAsked,
): Promise<Result<RoleList, 'invalid_cursor'>> {
  const list = `roles ${side.customer} ${side.partner ?? ''}`;
  const after = asked.cursor === undefined ? ok([]) : decodeCursor(call, list, asked.cursor);
  if (!after.ok) return after;
  await addToReach(tx, [side.partner ?? side.customer]);
  const builtIns = builtInsOf(side);
  const placeOf = (row: RoleRow) => (row.builtIn ? [0, builtIns.findIndex((key) => key === row.id)] : [1, row.name, row.id]);
  const all = (await listRoles(tx, side)).toSorted((one, other) => (JSON.stringify(placeOf(one)) < JSON.stringify(placeOf(other)) ? -1 : 1)); // at most 200
  const rest = all.filter((row) => asked.cursor === undefined || JSON.stringify(placeOf(row)) > JSON.stringify(after.value));
  const rows = rest.slice(0, asked.limit ?? 50);
  const last = rows.at(-1);
  const use = await useOfRoles(
    tx,
    side,
    rows.map(({ id }) => id),
  );
  const standing = await standingOf(tx, authority, side, [...new Set([...use.values()].flatMap(({ atoms }) => atoms))]);
  return ok({
    items: rows.map((row) => roleView(row, use.get(row.id), standing)),
    nextCursor: last !== undefined && rows.length < rest.length ? encodeCursor(call, list, placeOf(last)) : null,
    ...(asked.count === true ? { count: all.length } : {}),
    matrix: matrixFor(standing, side),
    allowedActions: listOffers(standing),
  });
}

/** One role with how it is used. */
export async function roleNow(tx: TenantTx, authority: Authority, row: Parameters<typeof roleView>[0]): Promise<Role> {
  await addToReach(tx, [row.partner ?? row.customer]);
  const use = (await useOfRoles(tx, row, [row.id])).get(row.id);
  return roleView(row, use, await standingOf(tx, authority, row, atomsOf(use)));
}
