import { expect, it } from 'vitest';
import { periodOf } from './period.rules.ts';

const now = new Date('2027-03-31T12:00:00Z');

it('is the last 30 days where nothing is asked for', () => {
  expect(periodOf({}, now)).toEqual({ ok: true, value: { from: new Date('2027-03-01T12:00:00Z'), until: now } });
});

it('ends now at the latest, and begins 30 days before the end that was asked for', () => {
  expect(periodOf({ until: '2028-01-01T00:00:00Z' }, now)).toEqual(periodOf({}, now));
  expect(periodOf({ until: '2027-02-15T00:00:00Z' }, now)).toEqual({
    ok: true,
    value: { from: new Date('2027-01-16T00:00:00Z'), until: new Date('2027-02-15T00:00:00Z') },
  });
});

it('refuses a period that ends before it begins, or has not begun', () => {
  for (const asked of [{ from: '2027-03-31T12:00:00Z' }, { from: '2027-01-02T00:00:00Z', until: '2027-01-01T00:00:00Z' }])
    expect(periodOf(asked, now)).toMatchObject({ ok: false, code: 'invalid_value', pointer: '/from' });
});
