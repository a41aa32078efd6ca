import type { SignInSettings } from './settings.ts';

type Kind = Pick<SignInSettings, 'cookieSecure'>;
const named =
  (name: string) =>
  ({ cookieSecure }: Kind): string =>
    cookieSecure ? `__Host-${name}` : name;

export const sessionCookie = named('kh_session');
/** One sign-in under way: state, nonce and verifier, sealed. */
export const signInCookie = named('kh_sign_in');
/** Accounts that have signed in from this browser, sealed: others' failures do not lock them out here. */
export const knownCookie = named('kh_known');

/** The value of one cookie; undefined where it is absent or there are two of it. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

/** @param maxAgeSeconds undefined: until the browser ends */
export function setCookie({ cookieSecure }: Kind, name: string, value: string, maxAgeSeconds?: number): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${cookieSecure ? '; Secure' : ''}${maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`}`;
}
export const dropCookie = (kind: Kind, name: string): string => setCookie(kind, name, '', 0);
