import { describe, expect, it } from 'vitest';
import { formatIn, nearestParts, relativeParts, spanParts } from './format.ts';
import { languageOf } from './languages.ts';
import { pseudoText } from './pseudo.ts';

describe('dates and numbers', () => {
  it('name the largest unit that fits, into the past and the future', () => {
    expect(relativeParts(-90_000)).toEqual([-1, 'minute']);
    expect(relativeParts(-3 * 3_600_000)).toEqual([-3, 'hour']);
    expect(relativeParts(12 * 86_400_000 + 1)).toEqual([12, 'day']);
    expect(relativeParts(0)).toEqual([0, 'second']);
  });

  it('D04 round what is left to the nearest, so that a new invitation of 14 days has 14 days left', () => {
    const now = Date.parse('2026-03-10T12:00:00.000Z');
    expect(formatIn('en').left('2026-03-24T11:59:58.000Z', now)).toBe('14 days');
    expect(formatIn('en').relative('2026-03-24T11:59:58.000Z', now)).toBe('in 14 days');
    expect(formatIn('fr').left('2026-03-24T11:59:58.000Z', now)).toBe('14\u00a0jours');
    expect(formatIn('ru').left('2026-03-24T11:59:58.000Z', now)).toBe('14 дней');
    expect(formatIn('en').left('2026-03-10T11:00:00.000Z', now)).toBe('0 seconds');
    expect([59_400, 59_600, 23.4 * 3_600_000, 23.6 * 3_600_000].map(nearestParts)).toEqual([
      [59, 'second'],
      [1, 'minute'],
      [23, 'hour'],
      [1, 'day'],
    ]);
  });

  it('name a span by its two largest units', () => {
    expect(spanParts(3 * 86_400 + 4 * 3600 + 59)).toEqual([
      [3, 'day'],
      [4, 'hour'],
    ]);
    expect(spanParts(3600)).toEqual([[1, 'hour']]);
    expect(spanParts(0.7)).toEqual([[0, 'second']]);
    expect(formatIn('en').span(90_000)).toBe('1 day, 1 hr');
  });

  it('D57 call only the whole 100 % and only nothing 0 %', () => {
    expect([1, 0.999999, 0.9983, 23 / 30, 0.00001, 0].map(formatIn('en').share)).toEqual(['100%', '99.99%', '99.83%', '76.67%', '< 0.01%', '0%']);
  });

  it('D59 follow the language', () => {
    const now = Date.parse('2026-03-10T12:00:00.000Z');
    expect(formatIn('en').relative('2026-03-10T09:00:00.000Z', now)).toBe('3 hours ago');
    expect(formatIn('fr').relative('2026-03-10T09:00:00.000Z', now)).toBe('il y a 3 heures');
    expect(formatIn('ru').relative('2026-03-10T09:00:00.000Z', now)).toBe('3 часа назад');
    expect(formatIn('en').acts(['See rooms', 'Update incidents', 'See incidents'])).toBe('See rooms, update incidents, and see incidents');
    expect(formatIn('ru').acts(['Изменять роли', 'Создавать группы'])).toBe('Изменять роли и создавать группы');
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
