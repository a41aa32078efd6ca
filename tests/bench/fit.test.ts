import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf } from '../../bench/growth/fit.ts';

const sizes = [10, 40, 160, 640];
const along = (value: (size: number) => number) => sizes.map((size) => ({ size, value: value(size) }));

describe('the exponent of growth', () => {
  it('is that of any power, whatever the factor', () => {
    const finite = { noNaN: true, noDefaultInfinity: true };
    fc.assert(
      fc.property(fc.double({ min: -2, max: 3, ...finite }), fc.double({ min: 0.001, max: 1000, ...finite }), (exponent, factor) => {
        expect(exponentOf(along((size) => factor * size ** exponent))).toBeCloseTo(exponent, 6);
      }),
    );
  });

  it('is near zero for a logarithm, and below one where a constant part comes first', () => {
    expect(exponentOf(along(Math.log))).toBeLessThan(0.3);
    expect(exponentOf(along((size) => 100 + size))).toBeLessThan(0.5);
  });

  it('lies between where the points scatter', () => {
    const scattered = along((size) => size).map(({ size, value }, n) => ({ size, value: n % 2 === 0 ? value * 1.1 : value / 1.1 }));
    expect(exponentOf(scattered)).toBeGreaterThan(0.9);
    expect(exponentOf(scattered)).toBeLessThan(1.1);
  });

  it('is not made of two points, of one size, or of what has no logarithm', () => {
    expect(() => exponentOf(along((size) => size).slice(0, 2))).toThrow('three sizes');
    expect(() => exponentOf([1, 2, 3].map((value) => ({ size: 5, value })))).toThrow('different sizes');
    expect(() => exponentOf(along((size) => size - 10))).toThrow('above zero');
  });
});
