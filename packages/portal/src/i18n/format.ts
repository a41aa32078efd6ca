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

const units = [
  ['second', 1000, 60],
  ['minute', minute, 60],
  ['hour', hour, 24],
] as const;

/** The nearest whole number of the largest unit that fits: just under 14 days are 14 days. @param left in milliseconds, zero or more */
export function nearestParts(left: number): [value: number, unit: 'second' | 'minute' | 'hour' | 'day'] {
  for (const [unit, size, limit] of units) {
    const value = Math.round(left / size);
    if (value < limit) return [value, unit];
  }
  return [Math.round(left / day), 'day'];
}

const sizes = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The largest unit that fits and what is left in the next one, e.g. `[3, 'day'], [4, 'hour']`. @param seconds zero or more */
export function spanParts(seconds: number): [value: number, unit: 'day' | 'hour' | 'minute' | 'second'][] {
  const largest = sizes.findIndex(([, size]) => seconds >= size);
  const shown = largest === -1 ? sizes.slice(-1) : sizes.slice(largest, largest + 2);
  let left = Math.floor(seconds);
  const parts = shown.map(([unit, size]): [number, 'day' | 'hour' | 'minute' | 'second'] => {
    const value = Math.floor(left / size);
    left -= value * size;
    return [value, unit];
  });
  return parts.filter(([value], n) => n === 0 || value > 0);
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
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const inOne = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
  const gigabytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  return {
    date: (instant: string) => date.format(new Date(instant)),
    dateTime: (instant: string) => dateTime.format(new Date(instant)),
    /** With weekday, seconds and zone: for tooltips and receipts. */
    exact: (instant: string) => exact.format(new Date(instant)),
    /** `3 hours ago`, `in 12 days`. @param now in milliseconds since 1970 */
    relative: (instant: string, now: number) => {
      const difference = new Date(instant).getTime() - now;
      return relative.format(...(difference > 0 ? nearestParts(difference) : relativeParts(difference)));
    },
    /** `12 days` until then; nothing is left of what is over. @param now in milliseconds since 1970 */
    left: (instant: string, now: number) => {
      const [value, unit] = nearestParts(Math.max(0, new Date(instant).getTime() - now));
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
    },
    number: (value: number) => number.format(value),
    /** @param value from 0 to 100 */
    percent: (value: number) => percent.format(value / 100),
    /** Rounded, but only the whole is ever called 100 % and only nothing 0 %. @param value from 0 to 1 */
    share: (value: number) => {
      if (value > 0 && value < 0.0001) return `< ${share.format(0.0001)}`;
      return share.format(value < 1 ? Math.min(Math.round(value * 10_000), 9999) / 10_000 : value);
    },
    /** In gigabytes, which are powers of ten. */
    bytes: (value: number) => gigabytes.format(value / 1e9),
    /** `12 days`, `3 hours`: the largest unit that fits. @param seconds zero or more */
    duration: (seconds: number) => {
      const [value, unit] = relativeParts(seconds * 1000);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
    },
    /** `3 days, 4 hr`: its two largest units, for what is compared. @param seconds zero or more */
    span: (seconds: number) =>
      inOne.format(
        spanParts(seconds).map(([value, unit]) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)),
      ),
    list: (items: readonly string[]) => list.format(items),
    /** Names of permissions, which start with a capital where they stand alone: only the first of a list keeps it. */
    acts: (names: readonly string[]) =>
      list.format(names.map((name, n) => (n === 0 ? name : name.charAt(0).toLocaleLowerCase(locale) + name.slice(1)))),
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
