/** A cell that a spreadsheet would take for a formula is text to it (OWASP, CSV injection); quoted where RFC 4180 asks for it. */
export function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = /^[=+\-@\t\r]/.test(value.trimStart()) ? `'${value}` : value;
  return /["\r\n,;\t]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** One line of RFC 4180. */
export const line = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(',')}\r\n`;
