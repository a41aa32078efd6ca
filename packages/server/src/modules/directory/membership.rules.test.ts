import type { Member } from '@keyholder/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersAfter } from './membership.rules.ts';

const user = (name: string): Member => ({ type: 'user', id: `usr_${name}` as const });
const group = (name: string): Member => ({ type: 'group', id: `grp_${name}` as const });
/** Those of the second half of the alphabet are groups. */
const member = (name: string): Member => (name < 'n' ? user(name) : group(name));
const members = (names: string): Member[] => [...names].map(member);

describe('who comes and who goes', () => {
  it.each([
    ['ab', { add: members('bc') }, 'c', ''],
    ['ab', { add: members('cc') }, 'c', ''],
    ['ab', { remove: members('b') }, '', 'b'],
    ['ab', { remove: members('bbc') }, '', 'b'],
    ['ab', { add: members('c'), remove: members('c') }, '', ''],
    ['ab', { members: members('bz') }, 'z', 'a'],
    ['ab', { members: [] }, '', 'ab'],
    ['ab', {}, '', ''],
    ['', { members: members('ab') }, 'ab', ''],
  ])('A58 of %j by %j: %j and %j', (present, change, added, removed) => {
    expect(membersAfter(members(present), change)).toEqual({ added: members(added), removed: members(removed) });
  });

  it('A58 leads from those present to those wanted, in any order and however often they are named', () => {
    const some = fc.array(fc.constantFrom('a', 'b', 'c', 'n', 'o', 'p'), { maxLength: 12 }).map((names) => names.map(member));
    fc.assert(
      fc.property(some, some, (present, wanted) => {
        const { added, removed } = membersAfter(present, { members: wanted });
        const ids = (list: readonly Member[]) => new Set(list.map(({ id }) => id));
        const gone = ids(removed);
        expect(ids([...present.filter(({ id }) => !gone.has(id)), ...added])).toEqual(ids(wanted));
        expect(added.length + removed.length).toBe(ids(added).size + gone.size);
      }),
    );
  });
});
