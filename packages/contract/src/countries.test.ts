import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { Country, countryCodes } from './countries.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const all = letters.flatMap((first) => letters.map((second) => first + second));
const nameOf = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Of regions that have a name: parts of a country, groups of countries, and codes for private use or tests (ISO 3166-1, reserved and user-assigned). */
const noCountries = ['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'XK', 'ZZ'];
/** A code that was withdrawn stands for another one. */
const isCurrent = (code: string): boolean => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;

describe('the countries', () => {
  it('are the regions with a name and a code of their own that are countries', () => {
    const named = all.filter((code) => nameOf.of(code) !== undefined && isCurrent(code));
    expect(named.filter((code) => !noCountries.includes(code))).toEqual(countryCodes);
  });

  it('have a name in every language of the portal', () => {
    for (const language of ['en', 'fr', 'ru']) {
      const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
      expect(countryCodes.filter((code) => names.of(code) === undefined)).toEqual([]);
    }
  });

  it.each(['XX', 'ZZ', 'UK', 'EU', 'SU', 'XK', 'fr', 'FRA', 'F', '', 'FR '])('are refused as `%s`', (code) =>
    expect(Value.Check(Country, code)).toBe(false),
  );
  it.each(['FR', 'DE', 'RU', 'US', 'AQ', 'CW', 'SS'])('are %s and others', (code) => expect(Value.Check(Country, code)).toBe(true));
});
