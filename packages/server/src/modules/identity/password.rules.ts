import { type Result, ok, refuseAt } from '../../kernel/result.ts';

/** Lengths in characters. Nothing is asked of their kind (security.md section 7). */
const shortest = 12;
const longest = 128;

/** What guessing programs try first and what is long enough to pass the length: compared without case, spaces, marks and digits at the end. */
const common = new Set([
  'password',
  'passwordpassword',
  'mypassword',
  'newpassword',
  'adminpassword',
  'passwort',
  'motdepasse',
  'administrator',
  'administrateur',
  'letmeinletmein',
  'qwertyuiop',
  'qwertyuiopasdf',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  'iloveyou',
  'iloveyouforever',
  'iloveyousomuch',
  'trustnoone',
  'changeme',
  'changemeplease',
  'welcomewelcome',
  'welcomehome',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'keyholder',
  'keyholderkeyholder',
  'abcdefghijkl',
  'abcdefghijklm',
  'abcdefghijklmnopqrstuvwxyz',
  'пароль',
  'парольпароль',
  'йцукенгшщзхъ',
  'correcthorsebatterystaple',
]);

/**
 * Whether a new password may be one.
 *
 * @param about words that are easily known of the person: address, name, organization
 */
export function checkPassword(password: string, about: readonly string[]): Result<void, 'invalid_value'> {
  const refused = (detail: string) => refuseAt('/password', 'invalid_value', detail);
  const length = [...password].length;
  if (length < shortest || length > longest) return refused(`must have ${shortest} to ${longest} characters`);
  const core = coreOf(password);
  if (core === '' || common.has(core) || new Set(password.toLowerCase()).size < 5) return refused('is among those that are guessed first');
  if (about.map(coreOf).some((word) => word.length >= 4 && (core === word || core === word + word)))
    return refused('is what everybody knows about this person');
  return ok(undefined);
}

const coreOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}$+<=>^`|~]/gu, '')
    .replace(/\d+$/, '');
