import { describe, expect, it } from 'vitest';
import { Limiter, OpenAtOnce } from './limits.ts';

describe('a limit on requests', () => {
  it('lets a burst pass, then as many as come back with time', () => {
    const limiter = new Limiter({ perMinute: 60, burst: 2 });
    expect([limiter.take('a', 0), limiter.take('a', 0), limiter.take('a', 0), limiter.take('b', 0)]).toEqual([0, 0, 1, 0]);
    expect(limiter.take('a', 2000)).toBe(0);
  });

  it('remembers who is over it, however many others come between', () => {
    const limiter = new Limiter({ perMinute: 60, burst: 1 });
    limiter.take('flood', 0);
    for (let n = 0; n < 60_000; n += 1) {
      limiter.take(`other ${n}`, 1);
      if (n % 1000 === 0) limiter.take('flood', 1);
    }
    expect(limiter.take('flood', 1)).toBeGreaterThan(0);
  });
});

describe('a limit on what is open at once', () => {
  it('refuses one more than it has places, per key, until one is given back', () => {
    const streams = new OpenAtOnce(2);
    const [first, second, third] = [streams.take('a'), streams.take('a'), streams.take('a')];
    expect([typeof first, typeof second, third, typeof streams.take('b')]).toEqual(['function', 'function', undefined, 'function']);
    first?.();
    expect([typeof streams.take('a'), streams.take('a')]).toEqual(['function', undefined]);
  });
});
