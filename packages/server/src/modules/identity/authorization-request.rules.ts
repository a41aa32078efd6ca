import { callbackOf, clientId } from './embedded-provider.ts';
import type { SignInSettings } from './settings.ts';

/**
 * Whether an authorization request is one that this server itself makes: its one client, its one redirect address to the
 * letter, code flow, PKCE by S256. Anything else is answered 400 and sent nowhere, not even back to ourselves (A33).
 */
export function isOwnRequest(query: URLSearchParams, settings: SignInSettings): boolean {
  const only = (name: string): string | undefined => (query.getAll(name).length === 1 ? (query.get(name) ?? undefined) : undefined);
  return (
    only('client_id') === clientId &&
    only('redirect_uri') === callbackOf(settings) &&
    only('response_type') === 'code' &&
    only('code_challenge_method') === 'S256' &&
    /^[\w-]{43}$/.test(only('code_challenge') ?? '')
  );
}
