import { describe, expect, it } from 'vitest';
import { hasMixedWord } from './mixed-alphabets.ts';

const names: readonly [name: string, isMixed: boolean, why: string][] = [
  ['Helpdesk', false, 'Latin alone'],
  ['Équipe de nuit', false, 'Latin with its marks'],
  ['e\u0301quipe', false, 'a mark of its own belongs to the letter before it'],
  ['Служба поддержки', false, 'Cyrillic alone'],
  ['Ομάδα βάρδιας', false, 'Greek alone'],
  ['IT отдел', false, 'a word of each'],
  ['IT-отдел', false, 'a hyphen parts words'],
  ['Wi‑Fi/сеть', false, 'so do other hyphens and a stroke'],
  ['R&D (Москва)', false, 'brackets part words'],
  ['Отдел 3', false, 'digits are of no alphabet'],
  ['2-я смена №5', false, 'nor are signs'],
  ['会議室 Admin', false, 'Chinese characters look like no letters'],
  ['ITチーム', false, 'nor do those of Japanese, though they stand in the same word'],
  ['5µm', false, 'the sign for a millionth is no letter of Greek'],
  ['Admin', false, 'the name that the next ones imitate'],
  ['\u0410dmin', true, 'a Cyrillic А before Latin'],
  ['Adm\u0456n', true, 'a Ukrainian і within Latin'],
  ['\u0391dmin', true, 'a Greek Α before Latin'],
  ['Helpd\u0435sk', true, 'a Cyrillic е within Latin'],
  ['\u0441о\u03bdет', true, 'a Greek ν within Cyrillic'],
  ['Super \u0410dmin', true, 'one word of two'],
  ['Night-\u0410dmin', true, 'one word of two, behind a hyphen'],
  ['\u0410\u200bdmin', true, 'what nobody sees parts no word'],
  ['\u0410\u00addmin', true, 'nor does a soft hyphen'],
  ["\u0410'dmin", true, 'nor does an apostrophe'],
  ['\u0410’dmin', true, 'nor a curved one'],
  ['\uff21\u0501min', true, 'a wide letter is Latin as well'],
  ['\u13aadmin', true, 'a Cherokee Ꭺ before Latin'],
  ['Adm\u0578n', true, 'an Armenian ո within Latin'],
  ['', false, 'no word at all'],
];

describe('a name in which a word mixes alphabets that look alike', () => {
  it.each(names)('%j: %s, %s', (name, isMixed) => {
    expect(hasMixedWord(name)).toBe(isMixed);
  });
});
