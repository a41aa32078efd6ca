import { describe, expect, it } from 'vitest';
import type { PermissionCell, PermissionKey } from '../../api/shapes.ts';
import { byFeature, inOrder, restingOn, withoutPermission, withPermission } from './role-draft.ts';

const cell = (key: PermissionKey, ...needs: PermissionKey[]): PermissionCell => ({
  key,
  area: '',
  title: '',
  table: 1,
  event: false,
  offered: true,
  needs,
  grantable: true,
});
const cells = [
  cell('rooms.view'),
  cell('rooms.modify', 'rooms.view'),
  cell('reports.view'),
  cell('reports.create_incident', 'reports.view', 'rooms.view'),
  cell('tickets.view'),
  cell('tickets.update', 'tickets.view'),
];
const chosen = (...keys: PermissionKey[]): Set<PermissionKey> => new Set(keys);

describe('a role while it is put together', () => {
  it('Table 1 takes along what a permission needs', () => {
    expect(inOrder(cells, withPermission(cells, chosen(), 'rooms.modify'))).toEqual(['rooms.view', 'rooms.modify']);
    expect(inOrder(cells, withPermission(cells, chosen('rooms.view'), 'reports.create_incident'))).toEqual(['rooms.view', 'reports.create_incident']);
    expect(inOrder(cells, withPermission(cells, chosen(), 'reports.create_incident'))).toEqual(['reports.view', 'reports.create_incident']);
  });

  it('says what keeps a permission in the role', () => {
    expect(restingOn(cells, chosen('tickets.view', 'tickets.update'), 'tickets.view')).toEqual(['tickets.update']);
    expect(restingOn(cells, chosen('rooms.view', 'reports.view', 'reports.create_incident'), 'rooms.view')).toEqual([]);
    expect([...withoutPermission(chosen('tickets.view', 'tickets.update'), 'tickets.update')]).toEqual(['tickets.view']);
  });

  it('stands in one row per feature', () => {
    expect(byFeature(cells).map(({ feature, cells: row }) => [feature, row.length])).toEqual([
      ['rooms', 2],
      ['reports', 2],
      ['tickets', 2],
    ]);
  });
});
