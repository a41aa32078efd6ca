import { describe, expect, it } from 'vitest';
import { wordsOf } from './words.ts';

describe('the words of a room', () => {
  it.each([
    ['Boardroom 4.12', ['boardroom', '4', '12']],
    ['Éclair  éclair', ['éclair']],
    ['ＡＢＣ ﬁn', ['abc', 'fin']],
    ['Переговорная №7', ['переговорная', 'no7']],
    ['大会議室-A', ['大会議室', 'a']],
    ['%_\\ -- \u0000', []],
  ])('of `%s` are found whatever the spelling', (text, words) => expect(wordsOf(text)).toEqual(words));

  it('are cut, so that no text makes an endless one', () => expect(wordsOf('x'.repeat(500))).toEqual(['x'.repeat(64)]));
});
