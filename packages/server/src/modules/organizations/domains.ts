import { domainToASCII, domainToUnicode } from 'node:url';
import { mixesAlphabets } from '../../kernel/mixed-alphabets.ts';

/**
 * The one spelling by which domains are compared: A-labels, lower case, no trailing dot (D02, A47).
 *
 * True spellings of a name meet in it: any case, a trailing dot, Unicode or punycode, label by label. What only looks like
 * a name is refused: full-width letters and dots, a label in letters of several alphabets that look alike, addresses, ports,
 * user names, numbers, single labels.
 *
 * @returns undefined for what is no domain in a true spelling
 */
export function normalizeDomain(text: string): string | undefined {
  const given = text.endsWith('.') ? text.slice(0, -1) : text;
  if (given.length === 0 || given.length > 253 || given !== given.normalize('NFC')) return undefined;
  const spelled = given.split('.');
  if (spelled.length < 2) return undefined;
  const labels = spelled.map(aLabelOf);
  if (!labels.every((label) => label !== undefined)) return undefined;
  const domain = labels.join('.');
  const last = labels.at(-1) ?? '';
  return domain.length <= 253 && !/^\d+$/.test(last) ? domain : undefined;
}

/** As people read it. */
export const shownDomain = (domain: string): string => domainToUnicode(domain) || domain;

/** Local part and domain of an e-mail address in the form in which it is stored; undefined for anything doubtful (A27). */
export function normalizeEmail(text: string): { email: string; domain: string } | undefined {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || local.length > 64 || !/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local)) return undefined;
  const domain = normalizeDomain(text.slice(at + 1));
  if (domain === undefined || local.length + 1 + domain.length > 254) return undefined;
  return { email: `${local.toLowerCase()}@${domain}`, domain };
}

export const shownEmail = (email: string): string => {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at)}@${shownDomain(email.slice(at + 1))}`;
};

const ascii = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function aLabelOf(label: string): string | undefined {
  const plain = /^\p{ASCII}+$/u.test(label);
  const lower = label.toLowerCase();
  if (plain && !lower.startsWith('xn--')) return ascii.test(lower) && lower.slice(2, 4) !== '--' ? lower : undefined;
  const encoded = domainToASCII(lower);
  const decoded = domainToUnicode(encoded);
  // a spelling that is not the name's own, in either form, is some other text that was bent into it
  if (!encoded.startsWith('xn--') || !ascii.test(encoded) || (plain ? encoded : decoded) !== lower) return undefined;
  if (decoded.startsWith('xn--') || domainToASCII(decoded) !== encoded || mixesAlphabets(decoded)) return undefined;
  return encoded;
}
