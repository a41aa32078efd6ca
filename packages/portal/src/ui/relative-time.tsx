import { useSyncExternalStore } from 'react';
import { useFormat } from '../i18n/format.ts';
import type { ColumnWidth } from './fit-columns.ts';
import { widthFor } from './text-width.ts';

const minute = 60_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on the page; it stands still while nobody looks. */
function watchClock(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, minute);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const currentMinute = (): number => {
  if (Date.now() - now > minute) now = Date.now();
  return now;
};

/**
 * `3 hours ago` within a day, else the date; the exact instant with zone on hover (portal.md section 4, Time).
 * @param at RFC 3339; nothing is shown for `null`
 * @param otherwise what stands for no time at all, e.g. "Never"
 */
export function RelativeTime({ at, otherwise = '–' }: { at: string | null | undefined; otherwise?: string }) {
  const format = useFormat();
  const clock = useSyncExternalStore(watchClock, currentMinute);
  if (at === null || at === undefined) return <>{otherwise}</>;
  const ahead = new Date(at).getTime() - clock;
  const withinDay = Math.abs(ahead) < 24 * 60 * minute;
  // The clock of the page moves by minutes: what has just happened is not yet to come.
  const now = ahead > 0 && ahead < minute ? clock + ahead : clock;
  return (
    <time dateTime={at} title={format.exact(at)}>
      {withinDay ? format.relative(at, now) : format.dateTime(at)}
    </time>
  );
}

/** Instants with the widest digits and the longest names of months, and the longest times of a day. */
const widest = [2, 9, 11].map((month) => new Date(2000, month - 1, 28, 22, 58).toISOString());

/** The width of a column of `RelativeTime`s. @param title what stands above them */
export function useTimeWidth(): (title: string) => ColumnWidth {
  const format = useFormat();
  return (title) => {
    const now = Date.now();
    const ago = [58 * minute, 22 * 60 * minute].map((age) => format.relative(new Date(now - age).toISOString(), now));
    return widthFor([title, ...widest.map(format.dateTime), ...ago]);
  };
}

/**
 * Until or since, over any distance.
 * @param as `in 12 days` where it answers when; `12 days` where it answers how long
 */
export function TimeLeft({ at, as }: { at: string; as: 'when' | 'how long' }) {
  const format = useFormat();
  const clock = useSyncExternalStore(watchClock, currentMinute);
  return (
    <time dateTime={at} title={format.exact(at)}>
      {as === 'when' ? format.relative(at, clock) : format.left(at, clock)}
    </time>
  );
}
