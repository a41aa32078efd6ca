/** Control characters, line and paragraph separators, and those that turn the direction of text. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Text of somebody else as one harmless line: it cannot begin a line or a header, and what looks like an address in it is
 * not made a link by a mail program (A50).
 */
export function quoted(text: string): string {
  return text
    .replaceAll(unprintable, ' ')
    .replaceAll('://', ': //')
    .replaceAll(/(?<=[\p{L}\p{N}])([.@])(?=[\p{L}\p{N}]{2})/gu, '[$1]')
    .trim();
}

/** A domain that the platform has verified, which may stay a link; still one line. */
export const domainText = (text: string): string => text.replaceAll(unprintable, '').replaceAll(' ', '');
