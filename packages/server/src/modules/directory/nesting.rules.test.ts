import { describe, expect, it } from 'vitest';
import { objectionTo } from './nesting.rules.ts';

const chain = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => ({ group: `g${from + n}`, member: `g${from + n + 1}` }));

describe('nested groups', () => {
  it('A59 refuses a group that would hold itself', () => {
    expect(objectionTo([], 'g1', ['g1'], 32)).toBe('group_cycle');
  });
  it('A59 refuses a group that would hold itself through others', () => {
    expect(objectionTo(chain(1, 5), 'g5', ['g1'], 32)).toBe('group_cycle');
  });
  it('A59 allows two ways to one group', () => {
    expect(
      objectionTo(
        [
          { group: 'g1', member: 'g3' },
          { group: 'g2', member: 'g3' },
        ],
        'g1',
        ['g2'],
        32,
      ),
    ).toBeUndefined();
  });
  it('A59 allows 32 groups one in the other and refuses the 33rd, wherever it is put in', () => {
    expect(objectionTo(chain(1, 31), 'g31', ['g32'], 32)).toBeUndefined();
    expect(objectionTo(chain(1, 32), 'g32', ['g33'], 32)).toBe('too_deep');
    expect(objectionTo(chain(1, 32), 'g0', ['g1'], 32)).toBe('too_deep');
    expect(objectionTo([...chain(1, 16), ...chain(20, 36)], 'g16', ['g20'], 32)).toBe('too_deep');
  });
  it('A59 decides a lattice of many ways in no time', () => {
    const lattice = Array.from({ length: 30 }, (_, n) =>
      ['a', 'b', 'c'].flatMap((one) => ['a', 'b', 'c'].map((other) => ({ group: `${one}${n}`, member: `${other}${n + 1}` }))),
    ).flat();
    expect(objectionTo(lattice, 'top', ['a0'], 32)).toBeUndefined();
    expect(objectionTo(lattice, 'a30', ['a0'], 32)).toBe('group_cycle');
  });
});
