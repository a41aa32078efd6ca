import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { StartRefused } from '../postgres/start-refused.ts';
import { equalSecrets } from './equal-secrets.ts';
import { instanceKeyOf } from './instance-key.ts';
import { loadInstanceKey } from './load-instance-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyholder-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the key of an instance', () => {
  const key = instanceKeyOf(randomBytes(32));

  it('opens what it has sealed, for the same purpose only', () => {
    const sealed = key.seal('enrolment', Buffer.from('secret'));
    expect(key.open('enrolment', sealed).toString()).toBe('secret');
    expect(() => key.open('webhook', sealed)).toThrow();
    expect(() => instanceKeyOf(randomBytes(32)).open('enrolment', sealed)).toThrow();
  });

  it('opens nothing that was changed by a bit or cut short', () => {
    const sealed = key.seal('enrolment', Buffer.from('secret'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => key.open('enrolment', changed)).toThrow();
      expect(() => key.open('enrolment', sealed.subarray(0, at))).toThrow();
    }
  });

  it('seals the same text differently every time, and signs it differently for every purpose', () => {
    expect(key.seal('a', Buffer.from('x')).equals(key.seal('a', Buffer.from('x')))).toBe(false);
    expect(key.sign('a', 'x').equals(key.sign('a', 'x'))).toBe(true);
    expect(key.sign('a', 'bx').equals(key.sign('ab', 'x'))).toBe(false);
  });

  it('is made once in the data folder, for the owner alone, and is the same at the next start', () => {
    const first = loadInstanceKey({ dataDir: folder, fromEnvironment: undefined });
    expect(statSync(join(folder, 'instance.key')).mode & 0o777).toBe(0o600);
    const second = loadInstanceKey({ dataDir: folder, fromEnvironment: undefined });
    expect(second.open('x', first.seal('x', Buffer.from('same'))).toString()).toBe('same');
  });

  it('A37 refuses a file that others may read, and one that holds something else', () => {
    const dataDir = mkdtempSync(join(folder, 'spoiled-'));
    loadInstanceKey({ dataDir, fromEnvironment: undefined });
    const file = join(dataDir, 'instance.key');
    const text = readFileSync(file, 'utf8');
    chmodSync(file, 0o640);
    expect(() => loadInstanceKey({ dataDir, fromEnvironment: undefined })).toThrow(StartRefused);
    chmodSync(file, 0o600);
    writeFileSync(file, text.slice(0, 20));
    expect(() => loadInstanceKey({ dataDir, fromEnvironment: undefined })).toThrow(StartRefused);
  });

  it.each([
    '',
    'changeme',
    Buffer.alloc(32).toString('base64'),
    Buffer.from('keyholder-sample-key-keyholder-s').toString('base64'),
    Buffer.from('a'.repeat(32)).toString('base64'),
    randomBytes(16).toString('base64'),
    randomBytes(33).toString('base64'),
  ])('A37 refuses the sample or short key %j of the environment', (fromEnvironment) => {
    expect(() => loadInstanceKey({ dataDir: folder, fromEnvironment })).toThrow(StartRefused);
  });
});

describe('comparing secrets', () => {
  it('finds equal what is equal, of whatever length', () => {
    expect([
      equalSecrets('a', 'a'),
      equalSecrets('a', 'b'),
      equalSecrets('a', 'aa'),
      equalSecrets('', 'a'),
      equalSecrets(Buffer.from('a'), 'a'),
    ]).toEqual([true, false, false, false, true]);
  });
});
