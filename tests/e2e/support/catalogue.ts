import { readdirSync, readFileSync } from 'node:fs';

type Texts = { [key: string]: string | Texts };

const folder = new URL('../../../packages/portal/src/locales/', import.meta.url);

function* sentences(texts: Texts): Generator<string> {
  for (const text of Object.values(texts)) {
    if (typeof text === 'string') yield text;
    else yield* sentences(text);
  }
}

/** Every text of a language, cut at its placeholders, as far as three words or more stand together. */
function fragments(language: string): Set<string> {
  const files = readdirSync(new URL(`${language}/`, folder));
  const texts = files.flatMap((file) => {
    const catalogue: Texts = JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8'));
    return [...sentences(catalogue)];
  });
  return new Set(
    texts
      .flatMap((text) => text.split(/\{\{[^}]*\}\}/))
      .map((text) => text.trim())
      .filter((text) => text.split(/\s+/).length >= 3),
  );
}

/** English that the portal could have left on a page in another language; what is the same in both is not English there. */
export function englishBesides(language: 'fr' | 'ru'): readonly string[] {
  const theirs = fragments(language);
  return [...fragments('en')].filter((text) => !theirs.has(text));
}
