import { describe, expect, it } from 'vitest';
import { customersIn } from './access-stream.ts';

describe('what the stream of access says', () => {
  it('is a list of customers', () => {
    expect(customersIn('{"customers":["org_a","org_b"]}')).toEqual(['org_a', 'org_b']);
    expect(customersIn('{"customers":[]}')).toEqual([]);
  });

  it.each(['', '{"customers":["org_a"', 'null', '[]', '{"customers":[1]}', undefined])('changes nothing where it reads %j', (data) => {
    expect(customersIn(data)).toBeUndefined();
  });
});
