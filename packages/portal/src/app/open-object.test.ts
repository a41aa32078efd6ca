import { describe, expect, it } from 'vitest';
import { openName, parseOpen } from './open-object.ts';

describe('the object whose panel is open', () => {
  const object = { customer: 'org_a', id: 'inc_1' };

  it('D46 bears its customer where several stand together', () => {
    expect(openName(object, 'all')).toBe('org_a:inc_1');
    expect(parseOpen('org_a:inc_1', undefined)).toEqual(object);
    expect(parseOpen('inc_1', undefined)).toBeUndefined();
  });

  it('D46 never belongs to another customer than the page does', () => {
    expect(openName(object, 'one')).toBe('inc_1');
    expect(parseOpen('inc_1', 'org_b')).toEqual({ customer: 'org_b', id: 'inc_1' });
    expect(parseOpen('org_a:inc_1', 'org_b')).toBeUndefined();
  });
});
