import { afterEach, expect, it, vi } from 'vitest';
import { heldForAMinute } from './held-for-a-minute.ts';

afterEach(() => void vi.useRealTimers());

/** Looks up 1, 2, 3, … and tells what it was told of before. */
function counted(failing: readonly number[] = []) {
  const formers: (number | undefined)[] = [];
  const get = heldForAMinute<number>(async (former) => {
    formers.push(former);
    if (failing.includes(formers.length)) throw new Error('out of reach');
    return formers.length;
  });
  return { get, formers };
}

it('looks up once for all who ask within a minute, and then anew, told of what there was', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { get, formers } = counted();
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  vi.advanceTimersByTime(60_000);
  expect(await get()).toBe(1);
  vi.advanceTimersByTime(1);
  expect([await get(), formers]).toEqual([2, [undefined, 1]]);
});

it('tries again at once after a look-up that failed, told of the last one that did not', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { get, formers } = counted([2]);
  expect(await get()).toBe(1);
  vi.advanceTimersByTime(60_001);
  await expect(get()).rejects.toThrow('out of reach');
  expect([await get(), formers]).toEqual([3, [undefined, 1, 1]]);
});

it('has nothing to fall back on when the very first look-up failed', async () => {
  const { get, formers } = counted([1]);
  await expect(get()).rejects.toThrow('out of reach');
  expect([await get(), formers]).toEqual([2, [undefined, undefined]]);
});
