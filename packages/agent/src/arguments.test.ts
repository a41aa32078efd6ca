import { expect, test } from 'vitest';
import { backoffMs, retryAfterMs } from './backoff.ts';
import { commandOf, help } from './arguments.ts';
import { exitCode } from './exit-codes.ts';
import { serverAddress } from './server-address.ts';

test.each([
  ['https://keyholder.example', 'https://keyholder.example/'],
  ['https://keyholder.example/below/it', 'https://keyholder.example/below/it/'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['http://[::1]:8080/', 'http://[::1]:8080/'],
  ['http://localhost', 'http://localhost/'],
])('%s is an address of a server', (text, href) => {
  expect(serverAddress(text)).toMatchObject({ ok: true, value: { href } });
});

test.each([
  'http://keyholder.example',
  'http://127.0.0.1.evil.example',
  'http://0.0.0.0',
  'ftp://127.0.0.1',
  'https://a:b@c.example',
  'https://c.example/?x',
  'c.example',
  '',
])('%j is none: a credential would travel in the clear, or nowhere', (text) => {
  expect(serverAddress(text).ok).toBe(false);
});

test.each([
  [['--interval', '0']],
  [['--interval', 'soon']],
  [['--interval', '3601']],
  [['--what']],
  [['kh_enrol_secret']],
  [['--server', 'nowhere']],
])('%j is refused in one line that repeats no key', (args) => {
  const command = commandOf(args);
  expect(command).toMatchObject({ kind: 'unusable', why: expect.stringMatching(/^[^\n]+$/) });
  expect(JSON.stringify(command)).not.toContain('kh_enrol_secret');
});

test('the help tells every exit code', () => {
  for (const code of Object.values(exitCode)) expect(help).toMatch(new RegExp(`^  ${code}  `, 'm'));
});

test('the back-off doubles from 1 s to 5 min, half of it by chance, and what the server asks for wins up to an hour', () => {
  expect([1, 2, 3, 9, 10, 2000].map((failures) => backoffMs(failures, 0))).toEqual([500, 1000, 2000, 128_000, 150_000, 150_000]);
  expect([1, 10].map((failures) => backoffMs(failures, 1))).toEqual([1000, 300_000]);
  expect([backoffMs(9, 0, 2000), backoffMs(1, 0.5, 1e12)]).toEqual([2000, 3_600_500]);
});

test('Retry-After is seconds or a date, and nonsense is nothing', () => {
  const now = Date.parse('2031-01-01T00:00:00Z');
  expect(['120', 'Wed, 01 Jan 2031 00:00:10 GMT', 'Tue, 31 Dec 2030 00:00:00 GMT', 'later', null].map((header) => retryAfterMs(header, now))).toEqual(
    [120_000, 10_000, 0, undefined, undefined],
  );
});
