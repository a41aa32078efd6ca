/** The languages of the portal, each named in itself. */
export const languages = { en: 'English', fr: 'Français', ru: 'Русский' } as const;
export type Language = keyof typeof languages;

/** Every catalogue; one file per language and name under `src/locales`. `shell` is loaded first, with the entry. */
export const namespaces = [
  'shell',
  'ui',
  'terms',
  'problems',
  'entry',
  'dashboard',
  'rooms',
  'groups',
  'rings',
  'access',
  'incidents',
  'changes',
  'audit',
  'partners',
  'tenants',
  'reports',
  'roles',
  'settings',
  'directory',
  'me',
  'demo',
] as const;
export type Namespace = (typeof namespaces)[number];

export const isLanguage = (text: string | undefined | null): text is Language => text === 'en' || text === 'fr' || text === 'ru';

/** @param wishes what the person chose, then what the browser prefers, best first */
export function languageOf(wishes: readonly (string | undefined | null)[]): Language {
  for (const wish of wishes) {
    const short = wish?.slice(0, 2).toLowerCase();
    if (isLanguage(short)) return short;
  }
  return 'en';
}
