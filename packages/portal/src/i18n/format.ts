import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The largest unit in which `difference` is at least one, e.g. `-3 hours`. @param difference in milliseconds */
export function relativeParts(difference: number): [value: number, unit: Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(difference);
  if (size < minute) return [Math.trunc(difference / 1000), 'second'];
  if (size < hour) return [Math.trunc(difference / minute), 'minute'];
  if (size < day) return [Math.trunc(difference / hour), 'hour'];
  return [Math.trunc(difference / day), 'day'];
}

/** Dates, numbers and lists in the language of the person and the zone of the browser. */
export function formatIn(language: string) {
  const locale = language === 'en-XA' ? 'en' : language;
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const number = new Intl.NumberFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const either = new Intl.ListFormat(locale, { type: 'disjunction' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const gigabytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  return {
    date: (instant: string) => date.format(new Date(instant)),
    dateTime: (instant: string) => dateTime.format(new Date(instant)),
    /** With weekday, seconds and zone: for tooltips and receipts. */
    exact: (instant: string) => exact.format(new Date(instant)),
    /** `3 hours ago`, `in 12 days`. @param now in milliseconds since 1970 */
    relative: (instant: string, now: number) => relative.format(...relativeParts(new Date(instant).getTime() - now)),
    number: (value: number) => number.format(value),
    /** @param value from 0 to 100 */
    percent: (value: number) => percent.format(value / 100),
    /** In gigabytes, which are powers of ten. */
    bytes: (value: number) => gigabytes.format(value / 1e9),
    /** `12 days`, `3 hours`: the largest unit that fits. @param seconds zero or more */
    duration: (seconds: number) => {
      const [value, unit] = relativeParts(seconds * 1000);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
    },
    list: (items: readonly string[]) => list.format(items),
    /** `a, b or c` */
    either: (items: readonly string[]) => either.format(items),
    /** @param code ISO 3166-1 alpha-2 */
    country: (code: string) => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code),
  };
}

export type Format = ReturnType<typeof formatIn>;

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => formatIn(i18n.language), [i18n.language]);
}
