import { type Refusal, refuseAt } from './result.ts';

/** Alphabets with letters that look like those of another one of them (UTS 39). */
const lookAlikes = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u, /\p{Script=Armenian}/u, /\p{Script=Cherokee}/u];

/** Whether letters of several of these stand in it: `аdmin` with a Cyrillic а. Digits, marks and letters of all other alphabets count for none. */
export const mixesAlphabets = (text: string): boolean => lookAlikes.filter((script) => script.test(text)).length > 1;

/** The same of one word of a name; `IT-отдел` has two words. What nobody sees parts no word, an apostrophe neither. */
export const hasMixedWord = (name: string): boolean =>
  name
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .split(/[^\p{L}\p{M}\p{N}'’]+/u)
    .some(mixesAlphabets);

/** Why a new name of a role or ring is refused; undefined where it is not. Names that are there already, and those of a world, stay. */
export const mixedName = (name: string): Refusal<'mixed_alphabets'> | undefined =>
  hasMixedWord(name) ? refuseAt('/name', 'mixed_alphabets', 'has a word with letters of several alphabets that look alike') : undefined;
