import i18next, { type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepTogether } from './french-spaces.ts';
import { type Language, languageOf, type Namespace } from './languages.ts';

const catalogues = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { import: 'default' });
/** Test builds offer `en-XA`: accents, longer words and brackets show raw English, clipped text and glued sentences. */
const pseudoBuild = import.meta.env.VITE_PSEUDO_LOCALE === 'true';
const memory = 'kh.language';

function remembered(): string | null {
  try {
    return localStorage.getItem(memory);
  } catch {
    return null; // storage closed to the page: the browser's languages decide
  }
}

async function load(language: string, namespace: string): Promise<Record<string, unknown>> {
  const file = language === 'en-XA' ? 'en' : language;
  const catalogue = catalogues[`../locales/${file}/${namespace}.json`];
  if (!catalogue) throw new Error(`there is no catalogue \`${file}/${namespace}\``);
  const texts = await catalogue();
  if (language === 'fr') return keepTogether(texts);
  if (language !== 'en-XA') return texts;
  const { pseudo } = await import('./pseudo.ts');
  return pseudo(texts);
}

const lazyCatalogues = {
  type: 'backend' as const,
  init: () => undefined,
  read: (language: string, namespace: string, done: ReadCallback) => {
    load(language, namespace).then(
      (texts) => done(null, texts),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), false),
    );
  },
};

/** Ready when the catalogues of the shell are there in the language of the person. */
export async function startI18n(): Promise<void> {
  const asked = pseudoBuild ? new URLSearchParams(location.search).get('lng') : null;
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(lazyCatalogues)
    .use(initReactI18next)
    .init({
      lng: asked === 'en-XA' ? asked : languageOf([remembered(), ...navigator.languages]),
      fallbackLng: false,
      ns: ['shell', 'ui'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false }, // React escapes; nothing is ever set as HTML
      react: { useSuspense: false },
      returnNull: false,
    });
}

/** Catalogues of a page, before it is shown; routes do this in their loader. */
export const loadNamespaces = (names: readonly Namespace[]): Promise<void> => i18next.loadNamespaces([...names]);

/** Changes the language at once; what is typed into forms stays, because nothing is mounted anew. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  try {
    localStorage.setItem(memory, language);
  } catch {
    // Storage closed to the page: the choice holds for this visit, and for the signed-in person on the server.
  }
}

export const currentLanguage = (): Language => languageOf([i18next.language]);
