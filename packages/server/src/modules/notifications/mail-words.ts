import type { Template, ToldFacts } from './templates.ts';

export type Language = 'en' | 'fr' | 'ru';
export const isLanguage = (text: string): text is Language => text === 'en' || text === 'fr' || text === 'ru';

/** The fixed words of every mail in one language. A paragraph is one element of `lines`. */
export type MailWords = { [T in Template]: (facts: ToldFacts[T], origin: string) => { subject: string; lines: readonly string[] } } & {
  signature: (origin: string) => string;
};

/** An instant as people read it, in UTC: mail knows no time zone of its reader. */
export const instantIn = (language: Language) => {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return (instant: string): string => `${format.format(new Date(instant))} UTC`;
};

export const countryIn = (language: Language) => {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  return (country: string): string => (/^[A-Z]{2}$/.test(country) ? (names.of(country) ?? country) : country);
};

/** A number with its noun in the form that the language asks for. */
export const countedIn = (language: Language, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }) => {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  return (count: number): string => `${digits.format(count)} ${forms[rules.select(count)] ?? forms.other}`;
};

export const incidentAddress = (origin: string, side: 'customer' | 'partner', customer: string, incident: string): string =>
  `${origin}/${side === 'customer' ? 'org' : `partner/c/${encodeURIComponent(customer)}`}/incidents/${encodeURIComponent(incident)}`;
export const invitationAddress = (origin: string, invitation: string): string => `${origin}/partner/tenants/${encodeURIComponent(invitation)}`;
export const partnerAddress = (origin: string, partner: string): string => `${origin}/org/settings/partners/${encodeURIComponent(partner)}`;
export const partnersAddress = (origin: string): string => `${origin}/org/settings/partners`;
export const tenantsAddress = (origin: string): string => `${origin}/partner/tenants`;
