import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** Row −1 is the header. */
export type GridPosition = { row: number; column: number };
export type GridSize = { rows: number; columns: number; /** rows of one screen, for Page Up and Page Down */ page: number };

/** Where a key leads; `undefined` for keys that the grid leaves alone. */
export function nextPosition(at: GridPosition, key: string, size: GridSize, control: 'control' | 'plain'): GridPosition | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const row = (value: number): number => Math.min(Math.max(value, -1), lastRow);
  switch (key) {
    case 'ArrowDown':
      return { ...at, row: row(at.row + 1) };
    case 'ArrowUp':
      return { ...at, row: row(at.row - 1) };
    case 'ArrowRight':
      return { ...at, column: Math.min(at.column + 1, lastColumn) };
    case 'ArrowLeft':
      return { ...at, column: Math.max(at.column - 1, 0) };
    case 'PageDown':
      return { ...at, row: row(at.row + size.page) };
    case 'PageUp':
      return { ...at, row: Math.max(row(at.row - size.page), Math.min(0, lastRow)) };
    case 'Home':
      return control === 'control' ? { row: Math.min(0, lastRow), column: 0 } : { ...at, column: 0 };
    case 'End':
      return control === 'control' ? { row: lastRow, column: lastColumn } : { ...at, column: lastColumn };
    default:
      return undefined;
  }
}

const cellAt = (grid: HTMLElement, { row, column }: GridPosition): HTMLElement | null =>
  grid.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);

/** The row's own link stands for its cell, so that a link is announced as a link. */
const targetIn = (cell: HTMLElement): HTMLElement => cell.querySelector<HTMLElement>('[data-cell-focus]') ?? cell;

/**
 * The roving focus of an ARIA grid whose rows come and go: the position lives in state, not in the document
 * (portal.md section 4, Tables). Arrows, Home, End, Page Up and Down move; Enter opens the row; F2 enters a cell's
 * controls and Escape leaves them.
 */
export function useGridFocus(grid: RefObject<HTMLElement | null>, size: GridSize, showRow: (row: number) => void) {
  const [position, setPosition] = useState<GridPosition>({ row: 0, column: 0 });
  const wanted = useRef<GridPosition | undefined>(undefined);

  // After a move the row may appear only with the next render of the virtual list.
  useEffect(() => {
    const goal = wanted.current;
    const cell = goal && grid.current ? cellAt(grid.current, goal) : null;
    if (!cell) return;
    wanted.current = undefined;
    targetIn(cell).focus({ preventScroll: goal?.row === -1 });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement; // key events come from elements
    const cell = target.closest<HTMLElement>('[data-row]');
    if (!cell || !grid.current) return;
    const inside = target !== targetIn(cell);
    if (inside) {
      if (event.key === 'Escape') targetIn(cell).focus();
      return;
    }
    if (event.key === 'F2') cell.querySelector<HTMLElement>('button, input, a')?.focus();
    else if (event.key === 'Enter' && target === cell && position.row >= 0) {
      cell.parentElement?.querySelector<HTMLElement>('[data-cell-focus]')?.click();
    } else {
      const next = nextPosition(position, event.key, size, event.ctrlKey || event.metaKey ? 'control' : 'plain');
      if (!next) return;
      event.preventDefault();
      wanted.current = next;
      setPosition(next);
      if (next.row >= 0) showRow(next.row);
    }
  };

  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    const cell = event.target.closest<HTMLElement>('[data-row]');
    if (!cell) return;
    const row = Number(cell.dataset['row']);
    const column = Number(cell.dataset['column']);
    if (row !== position.row || column !== position.column) setPosition({ row, column });
  };

  return { position, onKeyDown, onFocus };
}
