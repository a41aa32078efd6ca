import { expect, it } from 'vitest';
import { nextPosition } from './use-grid-focus.ts';

const size = { rows: 100, columns: 5, page: 10 };
const at = { row: 4, column: 2 };

it.each([
  ['ArrowDown', 'plain', { row: 5, column: 2 }],
  ['ArrowUp', 'plain', { row: 3, column: 2 }],
  ['ArrowLeft', 'plain', { row: 4, column: 1 }],
  ['ArrowRight', 'plain', { row: 4, column: 3 }],
  ['Home', 'plain', { row: 4, column: 0 }],
  ['End', 'plain', { row: 4, column: 4 }],
  ['Home', 'control', { row: 0, column: 0 }],
  ['End', 'control', { row: 99, column: 4 }],
  ['PageDown', 'plain', { row: 14, column: 2 }],
  ['PageUp', 'plain', { row: 0, column: 2 }],
  ['a', 'plain', undefined],
] as const)('%s (%s) moves within the grid', (key, control, expected) => {
  expect(nextPosition(at, key, size, control)).toEqual(expected);
});

it('the header is one row above the first, and the edges hold', () => {
  expect(nextPosition({ row: 0, column: 0 }, 'ArrowUp', size, 'plain')).toEqual({ row: -1, column: 0 });
  expect(nextPosition({ row: -1, column: 0 }, 'ArrowUp', size, 'plain')).toEqual({ row: -1, column: 0 });
  expect(nextPosition({ row: 99, column: 4 }, 'ArrowDown', size, 'plain')).toEqual({ row: 99, column: 4 });
  expect(nextPosition({ row: -1, column: 0 }, 'End', { ...size, rows: 0 }, 'control')).toEqual({ row: -1, column: 4 });
});
