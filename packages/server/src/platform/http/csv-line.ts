/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[\s]*[=+\-@\t\r|]/;

/**
 * One line of a CSV file by RFC 4180, every cell quoted; what is not known is empty. A text that a spreadsheet would run begins
 * with an apostrophe instead (A107, A116).
 */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(',')}\r\n`;

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
  return `"${text.replaceAll('"', '""')}"`;
}
