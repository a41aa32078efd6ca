import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, asJson, canonicalJson } from './canonical-json.ts';

const anyJson = fc.jsonValue({ stringUnit: 'grapheme' }).map(asJson);

/** The same value with the members of every object in the opposite order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe('canonical JSON', () => {
  it('reads back as the value it was written from', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('is the same after another round through text', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  it.each<[Json, string]>([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [[333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0], '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]'],
    [{ '\u20ac': 1, '\r': 2, '\u{1f600}': 3, '\ufb33': 4, '1': 5 }, '{"\\r":2,"1":5,"\u20ac":1,"\u{1f600}":3,"\ufb33":4}'],
    ['\u000f"\\/\n', '"\\u000f\\"\\\\/\\n"'],
  ])('writes %j as RFC 8785 says', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udc00': 1 }])('has no text for %j', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
