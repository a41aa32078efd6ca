const firstMs = 1000;
const mostMs = 300_000;
const mostAskedMs = 3_600_000;

/**
 * How long to wait after the n-th failure in a row: 1 s, 2 s, 4 s … 5 min, of which the upper half is chance, so that
 * a thousand rooms do not come back at the same instant. What the server asked for wins, up to an hour.
 *
 * @param failures at least 1
 * @param random 0 to 1
 */
export function backoffMs(failures: number, random: number, askedMs?: number): number {
  if (askedMs !== undefined) return Math.min(askedMs, mostAskedMs) + random * firstMs;
  const full = Math.min(firstMs * 2 ** (failures - 1), mostMs);
  return full / 2 + (random * full) / 2;
}

/** Retry-After (RFC 9110 section 10.2.3): seconds or a date. @param now milliseconds since 1970, for the date */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
