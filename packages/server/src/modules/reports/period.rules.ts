import { type Result, ok, refuseAt } from '../../kernel/result.ts';

export type Period = { from: Date; until: Date };

const usualMs = 30 * 24 * 60 * 60 * 1000;

/** What a report is about: until now where nothing else, or something later, is asked for; then 30 days back. */
export function periodOf(asked: { from?: string | undefined; until?: string | undefined }, now: Date): Result<Period, 'invalid_value'> {
  const wanted = asked.until === undefined ? now : new Date(asked.until);
  const until = wanted < now ? wanted : now;
  const from = asked.from === undefined ? new Date(until.getTime() - usualMs) : new Date(asked.from);
  return from < until ? ok({ from, until }) : refuseAt('/from', 'invalid_value', 'is not before the end of the period');
}
