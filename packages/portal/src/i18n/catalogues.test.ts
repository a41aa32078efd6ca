import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages, namespaces } from './languages.ts';

const folder = new URL('../locales/', import.meta.url);
const languageNames = Object.keys(languages);
const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];
const form = new RegExp(`^(.+)_(${forms.join('|')})$`);

function textsOf(language: string, namespace: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.set(path, value);
    else for (const [key, child] of Object.entries(value ?? {})) walk(child, path === '' ? key : `${path}.${key}`);
  };
  walk(JSON.parse(readFileSync(new URL(`${language}/${namespace}.json`, folder), 'utf8')), '');
  return found;
}

/** The stem and the form of a plural; a key such as `too_many` is none, having no `too_other` beside it. */
const pluralOf = (texts: Map<string, string>, key: string): RegExpExecArray | undefined => {
  const parts = form.exec(key);
  return parts && texts.has(`${parts[1]}_other`) ? parts : undefined;
};

/** Keys without their plural ending, and which of them are plurals. */
function shapeOf(texts: Map<string, string>): { keys: string[]; plurals: Map<string, string[]> } {
  const plurals = new Map<string, string[]>();
  const keys = new Set<string>();
  for (const key of texts.keys()) {
    const [, stem, ending] = pluralOf(texts, key) ?? [];
    keys.add(stem ?? key);
    if (stem !== undefined && ending !== undefined) plurals.set(stem, [...(plurals.get(stem) ?? []), ending]);
  }
  return { keys: [...keys].sort(), plurals };
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();

describe.each([...namespaces])('the catalogue %s', (namespace) => {
  const english = textsOf('en', namespace);
  const shape = shapeOf(english);

  it.each(languageNames)('D59 has the same texts in %s as in English', (language) => {
    expect(shapeOf(textsOf(language, namespace)).keys).toEqual(shape.keys);
  });

  it.each(languageNames)('D59 has every plural form that %s needs, and no other', (language) => {
    const needed = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    for (const [stem, found] of shapeOf(textsOf(language, namespace)).plurals) expect({ stem, forms: found.sort() }).toEqual({ stem, forms: needed });
  });

  it.each(languageNames)('D59 fills the same places in %s as in English', (language) => {
    for (const [key, text] of textsOf(language, namespace)) {
      const stem = form.exec(key)?.[1];
      const source = english.get(key) ?? english.get(`${stem}_other`) ?? '';
      expect({ key, places: placeholders(text) }).toEqual({ key, places: placeholders(source) });
    }
  });

  it.each(['fr', 'ru'])('D59 leaves no text empty and no raw English sentence in %s', (language) => {
    for (const [key, text] of textsOf(language, namespace)) {
      expect({ key, empty: text.trim() === '' }).toEqual({ key, empty: false });
      const sentence = /[a-z] [a-z]+ [a-z]/.test(text) && text === english.get(key);
      expect({ key, untranslated: sentence }).toEqual({ key, untranslated: false });
    }
  });
});

describe('the catalogues', () => {
  it.each(languageNames)('are exactly those that the portal knows, in %s', (language) => {
    expect(readdirSync(new URL(`${language}/`, folder)).sort()).toEqual(namespaces.map((name) => `${name}.json`).sort());
  });

  it('D59 have words for every error code of the contract', async () => {
    const { statusOf } = await import('@keyholder/contract');
    const known = textsOf('en', 'problems');
    expect(Object.keys(statusOf).filter((code) => !known.has(`code.${code}`))).toEqual([]);
  });

  it('D59 have words for every permission of the contract', async () => {
    const { permissionTable } = await import('../../../contract/generated/permissions.ts');
    const known = textsOf('en', 'terms');
    expect(permissionTable.filter(({ key }) => !known.has(`permission.${key}`))).toEqual([]);
  });
});
