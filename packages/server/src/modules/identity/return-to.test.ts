import { describe, expect, it } from 'vitest';
import { safeReturnTo } from './return-to.ts';

const origin = 'https://keyholder.example';

describe('where sign-in leads back to', () => {
  it.each(['/', '/org/rooms', '/partner/c/all/incidents?state=open&q=a%20b', '/org/settings/partners/new?step=2#rooms'])(
    'keeps the own page %j',
    (text) => {
      expect(safeReturnTo(text, origin)).toBe(text);
    },
  );
  it.each([
    undefined,
    '',
    'org',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    'https://evil.test/',
    'javascript:alert(1)',
    '/\t/evil.test',
    '/\n/evil.test',
    '/.//evil.test',
    '/a/..//evil.test',
    '/x\\..\\evil',
    ' /org',
    '/auth/sign-in',
    '/oidc/auth',
    '/auth',
    '/api/v1/me',
    '/signin',
    `/${'a'.repeat(3000)}`,
    'https://keyholder.example/org',
  ])('A127 leads %j to the start', (text) => {
    expect(safeReturnTo(text, origin)).toBe('/');
  });
});
