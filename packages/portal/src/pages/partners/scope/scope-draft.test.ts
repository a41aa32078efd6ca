import { describe, expect, it } from 'vitest';
import type { Atom } from '../../../api/shapes.ts';
import { draftOf, emptyScope, scopeOf, takesInFutureRooms, withValues } from './scope-draft.ts';

describe('a scope while it is chosen', () => {
  const mixed: Atom[] = [
    { type: 'rule', where: { country: ['US'], city: ['Austin', 'Seattle'] } },
    { type: 'rule', where: { site: ['Part-Dieu'] } },
    { type: 'group', id: 'rgrp_1' },
    { type: 'room', id: 'room_1' },
  ];

  it('D70 comes back as it was sent, rules that this page does not edit included', () => {
    expect(scopeOf(draftOf(mixed))).toEqual(mixed);
    expect(scopeOf(draftOf([{ type: 'all' }]))).toEqual([{ type: 'all' }]);
  });

  it('D06 is empty until something is chosen', () => {
    expect(scopeOf(emptyScope)).toEqual([]);
    expect(scopeOf({ ...emptyScope, where: withValues({ city: ['Lyon'] }, 'city', []) })).toEqual([]);
  });

  it('is everything or a choice, never both', () => {
    expect(scopeOf({ ...draftOf(mixed), mode: 'all' })).toEqual([{ type: 'all' }]);
  });

  it('D33 says where rooms that come later are taken in', () => {
    expect(takesInFutureRooms(mixed)).toBe(true);
    expect(takesInFutureRooms([{ type: 'all' }])).toBe(true);
    expect(takesInFutureRooms([{ type: 'room', id: 'room_1' }])).toBe(false);
  });
});
