import { describe, expect, it } from 'vitest';
import { partsOfMail } from './mail-text.ts';

const origin = 'http://127.0.0.1:8080';
const links = (text: string): string[] => partsOfMail(text, origin).flatMap((part) => (part.kind === 'link' ? [part.path] : []));
const whole = (text: string): string =>
  partsOfMail(text, origin)
    .map(({ text: piece }) => piece)
    .join('');

describe('partsOfMail', () => {
  it('makes links of addresses of this site', () => {
    expect(links(`Open ${origin}/partner/tenants/inv_1. Or ${origin}/signin?return=%2Forg`)).toEqual([
      '/partner/tenants/inv_1',
      '/signin?return=%2Forg',
    ]);
  });

  it.each([
    'https://evil.example/partner',
    'http://127.0.0.1:8080@evil.example/',
    'http://me:pw@127.0.0.1:8080/',
    'javascript:alert(1)',
    'http://127.0.0.1:8081/',
    'http://[bad',
  ])('leaves %s as text', (address) => expect(links(`See ${address} now`)).toEqual([]));

  it.each(['', 'no address', `${origin}/a ${origin}/b`, `end ${origin}/a.`])('loses nothing of %j', (text) => expect(whole(text)).toBe(text));
});
