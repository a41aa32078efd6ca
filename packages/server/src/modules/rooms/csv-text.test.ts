import { describe, expect, it } from 'vitest';
import { asWritten, delimiterOf, encodingOf } from './csv-text.ts';

describe('the encoding of a file', () => {
  it.each([
    ['EF BB BF 6E', 'UTF-8'],
    ['6E 61', 'UTF-8'],
    ['', 'UTF-8'],
    ['6E', 'UTF-8'],
    ['FF FE 6E 00', 'UTF-16LE'],
    ['FE FF 00 6E', 'UTF-16BE'],
    ['6E 00 61 00', 'UTF-16LE'],
    ['00 6E 00 61', 'UTF-16BE'],
    ['22 00', 'UTF-16LE'],
  ])('beginning with %s is %s', (hex, encoding) => expect(encodingOf(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toBe(encoding));
});

describe('a cell of a file for table programs', () => {
  it.each([
    ["'=1+1", '=1+1'],
    ["''=1+1", "'=1+1"],
    ["'\t@x", '\t@x'],
    ["'quoted'", "'quoted'"],
    ['=1+1', '=1+1'],
    ["'", "'"],
  ])('A116 that reads `%s` was `%s`', (cell, before) => expect(asWritten(cell)).toBe(before));
});

describe('the delimiter of a file', () => {
  it.each([
    ['name;country', ';'],
    ['name,country', ','],
    ['name\tcountry', '\t'],
    ['name', ','],
    ['"a,b,c";d\n1,2,3,4', ';'],
    ['a;b,c;d', ';'],
    ['', ','],
  ])('whose first line is `%s` is `%s`', (text, delimiter) => expect(delimiterOf(text)).toBe(delimiter));
});
