import type { AllowedAction, Assignment } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type Reader, listedAssignments } from './assignment.view.ts';
import { countAssignments, listAssignments } from './assignments.store.ts';
import type { PageAsked } from './list-roles.ts';
import { roleOffers } from './role-offers.rules.ts';
import type { RoleRow } from './roles.store.ts';
import { standingOf } from './standing.ts';

type AssignmentList = { items: Assignment[]; nextCursor: string | null; count?: number; allowedActions: AllowedAction[] };

/** Assignments of one role by name, with whether this reader may add one. */
export async function assignmentsUnder(
  reader: Reader,
  call: PersonCall,
  role: RoleRow,
  asked: PageAsked,
): Promise<Result<AssignmentList, 'invalid_cursor'>> {
  const list = `assignments ${role.customer} ${role.partner ?? ''} ${role.id}`;
  const after = asked.cursor === undefined ? ok(undefined) : decodeCursor(call, list, asked.cursor);
  if (!after.ok) return after;
  const limit = asked.limit ?? 50;
  const key = after.value === undefined ? undefined : ([String(after.value[0]), String(after.value[1])] as const);
  const rows = await listAssignments(reader.tx, role, role.id, { limit, after: key });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return ok({
    items: await listedAssignments(reader, role, shown),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.name, last.id]),
    ...(asked.count === true ? { count: await countAssignments(reader.tx, role, role.id) } : {}),
    allowedActions: roleOffers(await standingOf(reader.tx, reader.authority, role, []), role, []).filter(
      ({ action }) => action === 'assignments.create',
    ),
  });
}
