import { expect, it } from 'vitest';
import { fitColumns, gridTemplate } from './fit-columns.ts';

const columns = [
  { id: 'name', width: { min: 200, grow: 2 } },
  { id: 'health', width: { min: 120, grow: 0 }, rank: 1 },
  { id: 'city', width: { min: 100, grow: 1 }, rank: 3 },
  { id: 'ring', width: { min: 100, grow: 1 }, rank: 3 },
];
const shown = (room: number): string[] => fitColumns(columns, room).map(({ id }) => id);

it('the least important column leaves a table first, the last of equals before the others', () => {
  expect(shown(520)).toEqual(['name', 'health', 'city', 'ring']);
  expect(shown(519)).toEqual(['name', 'health', 'city']);
  expect(shown(330)).toEqual(['name', 'health']);
  expect(shown(100)).toEqual(['name']);
  expect(gridTemplate(columns.slice(0, 2))).toBe('minmax(200px, 2fr) 120px');
});
