/** A piece of a text as a person shall see it: as it is, or by the code point of what cannot be seen. */
export type TextPart = { kind: 'plain' | 'mark'; text: string };

/** Control, format, direction and separator characters, and spaces other than the plain one: seen by machines, not by people (A71). */
// oxlint-disable-next-line no-misleading-character-class -- single code points are looked for, joiners among them
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\u034f\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\ufe00-\ufe0f\uffa0]|\p{Cs}/u;

const nameOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Splits a text so that nothing in it can hide: invisible characters, and spaces at its ends, are named. */
export function visibleParts(text: string): TextPart[] {
  const characters = [...text];
  const first = characters.findIndex((character) => character !== ' ');
  const last = characters.findLastIndex((character) => character !== ' ');
  const parts: TextPart[] = [];
  for (const [n, character] of characters.entries()) {
    const outer = character === ' ' && (first === -1 || n < first || n > last);
    const lineEnd = character === '\n';
    if (!lineEnd && (outer || unseen.test(character))) parts.push({ kind: 'mark', text: nameOf(character) });
    else {
      const former = parts.at(-1);
      if (former?.kind === 'plain') former.text += character;
      else parts.push({ kind: 'plain', text: character });
    }
  }
  return parts;
}
