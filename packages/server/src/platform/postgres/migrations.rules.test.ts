import { describe, expect, it } from 'vitest';
import { asMigration, plan } from './migrations.rules.ts';

const first = asMigration('0001_first.sql', 'select 1');
const second = asMigration('0002_second.sql', 'select 2');
const third = asMigration('0003_third.sql', 'select 3');

describe('the plan of migrations', () => {
  it('runs what is not recorded, in the order of the numbers', () => {
    expect(plan([third, first, second], [first])).toEqual({ ok: true, pending: [second, third] });
  });

  it('leaves alone what a newer server has recorded', () => {
    expect(plan([first], [first, second])).toEqual({ ok: true, pending: [] });
  });

  it('takes a file with Windows line ends for the same file', () => {
    expect(asMigration('0001_a.sql', 'a\r\nb\r\n').sha256).toBe(asMigration('0001_a.sql', 'a\nb\n').sha256);
  });

  it.each([
    ['no migration at all', [], [], 'there are no migrations to run'],
    [
      'a file that changed after it was run',
      [asMigration('0001_first.sql', 'select 9')],
      [first],
      'migration `0001_first.sql` was changed after it was run on this database (as `0001_first.sql`)',
    ],
    ['a missing number', [first, third], [], 'migration `0003_third.sql` is out of order: number 2 is missing, or used twice'],
    [
      'a number that is used twice',
      [first, asMigration('0001_other.sql', '')],
      [],
      'migration `0001_other.sql` is out of order: number 2 is missing, or used twice',
    ],
    [
      'a file without a number',
      [first, asMigration('extra.sql', '')],
      [],
      'migration `extra.sql` is out of order: number 1 is missing, or used twice',
    ],
    [
      'a gap in what was run',
      [first, second, third],
      [first, third],
      'migration `0002_second.sql` was not run on this database, but `0003_third.sql` was',
    ],
  ])('refuses %s', (_, known, recorded, refusal) => {
    expect(plan(known, recorded)).toEqual({ ok: false, refusal });
  });
});
