import { describe, expect, it } from 'vitest';
import { changeOf, mergeDraft, missingIn, type RoomDraft, touched } from './room-draft.ts';

const base: RoomDraft = { name: 'Rainier', country: 'US', city: 'Seattle', site: 'Harbor', notes: '', groups: ['a', 'b'], ring: 'general' };

describe('a draft of a room', () => {
  it('sends only what was touched', () => {
    expect(changeOf(base, { ...base, notes: 'cable' })).toEqual({ notes: 'cable' });
    expect(changeOf(base, { ...base, groups: ['b', 'a'] })).toEqual({});
    expect(changeOf(base, { ...base, groups: [] })).toEqual({ groups: [] });
  });

  it('D71 never touches groups and ring that the room does not show', () => {
    const { groups: _groups, ring: _ring, ...shown } = base;
    expect(touched(shown, { ...shown, city: 'Austin' })).toEqual(['city']);
  });

  it.each([
    ['somebody else changed another field', { notes: 'mine' }, { city: 'Austin' }, { notes: 'mine', city: 'Austin' }, []],
    ['both changed one field differently', { city: 'Boise' }, { city: 'Austin' }, { city: 'Boise' }, ['city']],
    ['both changed one field alike', { city: 'Austin' }, { city: 'Austin' }, { city: 'Austin' }, []],
    ['nothing was typed', {}, { name: 'Baker' }, { name: 'Baker' }, []],
    ['both changed the groups', { groups: ['a'] }, { groups: ['a', 'b', 'c'] }, { groups: ['a'] }, ['groups']],
  ])('J3 keeps what was typed when %s', (_, mine, theirs, expected, both) => {
    const merged = mergeDraft(base, { ...base, ...mine }, { ...base, ...theirs });
    expect(merged).toEqual({ draft: { ...base, ...expected }, both });
  });

  it('asks for name and place', () => {
    expect(missingIn({ ...base, name: ' ', site: '' }, 'empty').map(({ pointer }) => pointer)).toEqual(['/name', '/site']);
  });
});
