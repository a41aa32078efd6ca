/** A longer run of letters is cut: it is found by its beginning all the same. */
const longest = 64;

/**
 * The words of a text as search knows them: NFKC, lower case, runs of letters, marks and digits. Each word once.
 * The same for what is stored and for what is asked, so that a beginning of a stored word finds it.
 */
export function wordsOf(...texts: readonly string[]): string[] {
  const found = texts.flatMap(
    (text) =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
  );
  return [...new Set(found.map((word) => [...word].slice(0, longest).join('')))];
}
