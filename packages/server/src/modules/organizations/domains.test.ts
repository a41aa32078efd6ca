import { describe, expect, it } from 'vitest';
import { normalizeDomain, normalizeEmail, shownDomain, shownEmail } from './domains.ts';

describe('domains', () => {
  it.each([
    ['contoso.example', 'contoso.example'],
    ['Contoso.EXAMPLE', 'contoso.example'],
    ['contoso.example.', 'contoso.example'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['MÜNCHEN.example', 'xn--mnchen-3ya.example'],
    ['XN--MNCHEN-3YA.example.', 'xn--mnchen-3ya.example'],
    ['почта.пример', 'xn--80a1acny.xn--e1afmkfd'],
    ['xn--80a1acny.пример', 'xn--80a1acny.xn--e1afmkfd'],
    ['straße.example', 'xn--strae-oqa.example'],
    ['1und1.example', '1und1.example'],
  ])('D02 A47 finds the one name behind the true spelling %j', (text, domain) => {
    expect(normalizeDomain(text)).toBe(domain);
  });

  it.each([
    '',
    '.',
    '..',
    'localhost',
    'contoso',
    'contoso..example',
    '.contoso.example',
    'contoso.example..',
    'contoso.example@evil.test',
    'https://contoso.example',
    'contoso.example/',
    'contoso.example:443',
    'contoso.example#',
    'con toso.example',
    ' contoso.example',
    'contoso。example',
    'contoso．example',
    'contoso｡example',
    'ｃｏｎｔｏｓｏ.example',
    'contoso\u00ad.example',
    'conto\u200bso.example',
    'cont\u043eso.example',
    'xn--contso-7ze.example',
    '\u212aeyholder.example',
    '-contoso.example',
    'contoso-.example',
    'con_toso.example',
    'ab--cd.example',
    'xn--.example',
    'xn--zzzzzz99999.example',
    '127.0.0.1',
    '0x7f.1',
    '[::1]',
    'contoso.1',
    'mu\u0308nchen.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
    'contoso\u0000.example',
    'contoso.%65xample',
  ])('A47 refuses %j, which is no true spelling of any name', (text) => {
    expect(normalizeDomain(text)).toBeUndefined();
  });

  it('A47 keeps a look-alike of other letters apart from the name it imitates', () => {
    expect(normalizeDomain('\u0441\u043e\u043d\u0442\u043e\u0441\u043e.example')).not.toBe('contoso.example');
  });

  it('D73 shows a domain in Unicode', () => {
    expect(shownDomain('xn--mnchen-3ya.example')).toBe('münchen.example');
    expect(shownEmail('ada@xn--mnchen-3ya.example')).toBe('ada@münchen.example');
  });
});

describe('e-mail addresses', () => {
  it('A27 stores one form of an address, whatever its case and the spelling of its domain', () => {
    expect(normalizeEmail('Ada.Lovelace@MÜNCHEN.example.')).toEqual({
      email: 'ada.lovelace@xn--mnchen-3ya.example',
      domain: 'xn--mnchen-3ya.example',
    });
  });
  it.each([
    'ada',
    '@contoso.example',
    'ada@',
    'a da@contoso.example',
    '"ada"@contoso.example',
    'ada..b@contoso.example',
    '.ada@contoso.example',
    '\u212aim@contoso.example',
    'ada@b@contoso.example',
    'ada\n@contoso.example',
    `${'a'.repeat(65)}@contoso.example`,
  ])('A27 refuses %j, twins in Unicode among them', (text) => {
    expect(normalizeEmail(text)).toBeUndefined();
  });
});
