/** Before `: ; ? ! »` and after `«`. */
const beforeOrAfterMark = / (?=[:;?!»])|(?<=«) /g;

/** French texts with narrow no-break spaces where a line must not end; the catalogues have ordinary ones, which people can type. */
export const keepTogether = (texts: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, kept(value)]));

function kept(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(beforeOrAfterMark, '\u202f');
  return typeof value === 'object' && value !== null ? keepTogether({ ...value }) : value;
}
