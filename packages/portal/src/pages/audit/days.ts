/** A day of the browser's zone as an instant, for the filters of the API; `undefined` for what is no day. @param day `2026-11-21` */
export function startOfDay(day: string | undefined, plusDays = 0): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '') ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const instant = new Date(Number(year), Number(month) - 1, Number(date) + plusDays);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}
