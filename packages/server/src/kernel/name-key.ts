/**
 * What two names of roles or rings are compared by: whoever reads a list must not take one for another, so case, spaces,
 * spellings of one character and characters that nobody sees make no other name. Letters of another alphabet do: see `mixedName`.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
