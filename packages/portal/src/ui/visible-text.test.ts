import { describe, expect, it } from 'vitest';
import { visibleParts } from './visible-text.ts';

const shown = (text: string): string =>
  visibleParts(text)
    .map((part) => (part.kind === 'mark' ? `[${part.text}]` : part.text))
    .join('');

describe('visibleParts', () => {
  it.each([
    ['Board\u202eroom', 'Board[U+202E]room'],
    ['Board\u200broom', 'Board[U+200B]room'],
    ['a\u00a0b', 'a[U+00A0]b'],
    [' a b ', '[U+0020]a b[U+0020]'],
    ['  ', '[U+0020][U+0020]'],
    ['a\tb', 'a[U+0009]b'],
    ['one\ntwo', 'one\ntwo'],
    ['é переговорная 会議', 'é переговорная 会議'],
    ['\ud800', '[U+D800]'],
    ['', ''],
  ])('A71 lets nothing hide in %j', (text, expected) => expect(shown(text)).toBe(expected));
});
