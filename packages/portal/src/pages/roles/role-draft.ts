import type { PermissionCell, PermissionKey } from '../../api/shapes.ts';

type Cells = readonly PermissionCell[];
type Chosen = ReadonlySet<PermissionKey>;

const cellOf = (cells: Cells, key: PermissionKey): PermissionCell | undefined => cells.find((cell) => cell.key === key);
const isMet = (needs: readonly PermissionKey[], chosen: Chosen): boolean => needs.length === 0 || needs.some((need) => chosen.has(need));

/** With a permission, and with what has to stand beside it: the first of several that may. */
export function withPermission(cells: Cells, chosen: Chosen, key: PermissionKey): Set<PermissionKey> {
  const next = new Set(chosen).add(key);
  const needs = cellOf(cells, key)?.needs ?? [];
  const first = needs.find((need) => cellOf(cells, need)?.grantable) ?? needs[0];
  return first === undefined || isMet(needs, next) ? next : withPermission(cells, next, first);
}

/** The chosen permissions that could not stand without this one. */
export function restingOn(cells: Cells, chosen: Chosen, key: PermissionKey): PermissionKey[] {
  const without = new Set(chosen);
  without.delete(key);
  return [...without].filter((each) => !isMet(cellOf(cells, each)?.needs ?? [], without) && isMet(cellOf(cells, each)?.needs ?? [], chosen));
}

/** Without a permission; `restingOn` says what keeps it. */
export function withoutPermission(chosen: Chosen, key: PermissionKey): Set<PermissionKey> {
  const next = new Set(chosen);
  next.delete(key);
  return next;
}

/** In the order of the matrix, so that the same choice is the same request. */
export const inOrder = (cells: Cells, chosen: Chosen): PermissionKey[] => cells.flatMap(({ key }) => (chosen.has(key) ? [key] : []));

/** One row per feature, in the order of the matrix. */
export function byFeature(cells: Cells): { feature: string; table: number; cells: PermissionCell[] }[] {
  const rows = new Map<string, { feature: string; table: number; cells: PermissionCell[] }>();
  for (const cell of cells) {
    const feature = cell.key.slice(0, cell.key.indexOf('.'));
    const row = rows.get(feature) ?? { feature, table: cell.table, cells: [] };
    row.cells.push(cell);
    rows.set(feature, row);
  }
  return [...rows.values()];
}
