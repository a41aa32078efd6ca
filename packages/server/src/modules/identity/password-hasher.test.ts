import { hashSync } from '@node-rs/argon2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPasswordHasher } from './password-hasher.ts';

const password = 'tidal-lantern-42';

afterEach(() => void vi.useRealTimers());

describe('hashing passwords', () => {
  const hasher = createPasswordHasher();

  it('is argon2id with 64 MiB, three passes and one lane, and a new salt each time', async () => {
    const [one, other] = await Promise.all([hasher.hash(password), hasher.hash(password)]);
    expect(one.ok && one.value).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(one).not.toEqual(other);
    if (!one.ok) throw new Error('refused');
    expect(await hasher.verify(one.value, password)).toEqual({ ok: true, value: { matches: true, outdated: false } });
    expect(await hasher.verify(one.value, `${password} `)).toEqual({ ok: true, value: { matches: false, outdated: false } });
  });

  it('takes a password however the keyboard composes its letters', async () => {
    const stored = await hasher.hash('cr\u00e8me-br\u00fbl\u00e9e-42');
    if (!stored.ok) throw new Error('refused');
    expect(await hasher.verify(stored.value, 'cre\u0300me-bru\u0302le\u0301e-42')).toMatchObject({ value: { matches: true } });
  });

  it('A26 costs an unknown person a hash like everybody, and never matches', async () => {
    expect(await hasher.verify(undefined, password)).toEqual({ ok: true, value: { matches: false, outdated: false } });
  });

  it('refuses a hash below the floor, and says which are to be made anew', async () => {
    const weak = hashSync(password, { memoryCost: 1024, timeCost: 1 });
    const former = hashSync(password, { memoryCost: 19 * 1024, timeCost: 2 });
    expect(await hasher.verify(weak, password)).toMatchObject({ value: { matches: false } });
    expect(await hasher.verify(former, password)).toEqual({ ok: true, value: { matches: true, outdated: true } });
  });

  it('refuses with 429 what finds the queue full, and what waited too long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }); // how long a hash takes is this machine's business
    const narrow = createPasswordHasher({ atOnce: 1, waiting: 1 });
    const outcomes = await Promise.all([narrow.hash(password), narrow.hash(password), narrow.hash(password)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(outcomes[2]).toMatchObject({ code: 'rate_limited', more: { retryAfterSeconds: 10 } });
    const impatient = createPasswordHasher({ atOnce: 1, waitMs: 1 });
    const both = Promise.all([impatient.hash(password), impatient.hash(password)]);
    vi.advanceTimersByTime(1);
    expect((await both).map(({ ok }) => ok)).toEqual([true, false]);
    expect(await impatient.hash(password)).toMatchObject({ ok: true });
  });
});
