import { startOfDay } from '../audit/days.ts';

/** Lengths that can be chosen at once, in days; the second one where the address says nothing. */
export const usualDays = [7, 30, 90, 365] as const;
const standard = 30;

export type ChosenPeriod = { kind: 'last'; days: number } | { kind: 'own'; from: string; to: string };

/** What the filters of the address say; anything else is the usual period. */
export function chosenPeriod({ days, from, to }: Readonly<Record<string, string>>): ChosenPeriod {
  if (from !== undefined || to !== undefined) return { kind: 'own', from: from ?? '', to: to ?? '' };
  return { kind: 'last', days: usualDays.find((each) => String(each) === days) ?? standard };
}

/**
 * The period as the API takes it. Days begin at midnight of the browser's zone; the last day is a whole one, unless it is today.
 * @param now of the browser; only its day counts, so that a report is the same query all day
 */
export function periodQuery(period: ChosenPeriod, now: Date): { from: string | undefined; until: string | undefined } {
  if (period.kind === 'own') return { from: startOfDay(period.from), until: startOfDay(period.to, 1) };
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  return { from: new Date(year, month, day - period.days).toISOString(), until: undefined };
}
