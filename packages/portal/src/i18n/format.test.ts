import { describe, expect, it } from 'vitest';
import { formatIn, relativeParts } from './format.ts';
import { languageOf } from './languages.ts';
import { pseudoText } from './pseudo.ts';

describe('dates and numbers', () => {
  it('name the largest unit that fits, into the past and the future', () => {
    expect(relativeParts(-90_000)).toEqual([-1, 'minute']);
    expect(relativeParts(-3 * 3_600_000)).toEqual([-3, 'hour']);
    expect(relativeParts(12 * 86_400_000 + 1)).toEqual([12, 'day']);
    expect(relativeParts(0)).toEqual([0, 'second']);
  });

  it('D59 follow the language', () => {
    const now = Date.parse('2026-03-10T12:00:00.000Z');
    expect(formatIn('en').relative('2026-03-10T09:00:00.000Z', now)).toBe('3 hours ago');
    expect(formatIn('fr').relative('2026-03-10T09:00:00.000Z', now)).toBe('il y a 3 heures');
    expect(formatIn('ru').relative('2026-03-10T09:00:00.000Z', now)).toBe('3 часа назад');
    expect(formatIn('fr').country('DE')).toBe('Allemagne');
    expect(formatIn('en').country('nowhere')).toBe('nowhere');
  });
});

describe('the language', () => {
  it('is the first wish that the portal speaks, else English', () => {
    expect(languageOf([null, 'de-DE', 'fr-CA', 'en'])).toBe('fr');
    expect(languageOf(['de', undefined])).toBe('en');
  });

  it('has a pseudo form that keeps what is filled in', () => {
    expect(pseudoText('Ends in {{count}} days')).toMatch(/^\[.*\{\{count\}\}.*~+\]$/);
  });
});
