/** One object of an answer that nobody has checked. */
export type Row = Readonly<Record<string, unknown>>;

export function rowOf(value: unknown): Row {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The rows of a list; what is not a list is `null`, so that it is not taken for an empty one. */
export function rowsOf(value: unknown): readonly Row[] | null {
  return Array.isArray(value) ? value.map(rowOf) : null;
}

/** A finite number of at least 0. */
export function amountOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** A whole number of at least 0 that JSON carries exactly. */
export function countOf(value: unknown): number | undefined {
  const amount = amountOf(value);
  const whole = amount === undefined ? undefined : Math.round(amount);
  return whole !== undefined && Number.isSafeInteger(whole) ? whole : undefined;
}

/** 0 to 100 with two digits; a little over 100 comes from rounding and is 100. */
export function percentOf(value: unknown): number | undefined {
  const amount = amountOf(value);
  return amount === undefined ? undefined : Math.round(Math.min(amount, 100) * 100) / 100;
}

/** Text that can be shown: no control, direction or invisible characters, at most 200; `undefined` if none is left. */
export function printable(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value
    .slice(0, 2000) // before anything that takes time per character
    .normalize('NFC')
    .replace(/\p{Z}|[\t\n\r]/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replace(/ +/g, ' ')
    .trim();
  const cut = line
    .slice(0, 200)
    .replace(/\p{Cs}/gu, '')
    .trim(); // the cut may have halved a character
  return cut === '' ? undefined : cut;
}

/**
 * The name of a device without what points at a person or at this very machine: owners (`Anna's AirPods`), account
 * names, MAC and IP addresses. A name that is given freely can still hold something else: see the README.
 */
export function deviceName(value: unknown, people: readonly string[]): string | undefined {
  const name = printable(value);
  if (name === undefined) return undefined;
  const impersonal = name
    .replace(/(^|[/\\])[^/\\]*?['’]s (?=\S)/gu, '$1')
    .replace(/^(enx|wlx|wwx)[0-9a-f]{12}$/i, '$1') // Linux puts the MAC address into these names
    .replace(/(?<![0-9a-f])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![0-9a-f])/gi, '*')
    .replace(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, '*')
    .replace(/(?<![\w:])(?=(?:[0-9a-f]*:){2})[0-9a-f:]{3,}(?![\w:])/gi, '*');
  return printable(people.filter(isTelling).reduce(withoutAccount, impersonal));
}

/** Names of accounts that many machines have say nothing about a person. */
function isTelling(account: string): boolean {
  return account.length >= 3 && !['root', 'admin', 'administrator', 'user', 'system'].includes(account.toLowerCase());
}

function withoutAccount(name: string, account: string): string {
  return name
    .split(/([\p{L}\p{N}]+)/u)
    .map((word) => (word.toLowerCase() === account.toLowerCase() ? '*' : word))
    .join('');
}
