import * as client from 'openid-client';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { type Account, accountOf } from './accounts.ts';
import { callbackOf, clientId, clientSecretOf, issuerOf } from './embedded-provider.ts';
import type { SignInSettings } from './settings.ts';

/** What one sign-in under way is checked against when it comes back; kept sealed in the browser's cookie. */
export type Checks = { state: string; nonce: string; verifier: string; stepUp: boolean };

/** This server as a client of the provider: authorization code with PKCE; state, nonce, issuer and signature are checked (A30). */
export type SignInClient = {
  start: (stepUp: boolean) => Promise<{ address: URL; checks: Checks }>;
  /** @returns undefined when what came back is not the answer to these checks, or is no good any more */
  finish: (address: URL, checks: Checks) => Promise<Account | undefined>;
};

/** @param loopback where this server listens, such as `http://127.0.0.1:8080`: it calls itself there, whatever its public origin is */
export function signInClient(key: InstanceKey, settings: SignInSettings, loopback: () => string): SignInClient {
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = (): Promise<client.Configuration> => {
    discovered ??= discover(key, settings, loopback).catch((error: unknown) => {
      discovered = undefined; // the next sign-in tries again
      throw error;
    });
    return discovered;
  };
  return {
    start: async (stepUp) => {
      const checks = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), stepUp };
      const address = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callbackOf(settings),
        scope: 'openid',
        state: checks.state,
        nonce: checks.nonce,
        prompt: 'login',
        code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
        ...(stepUp ? { max_age: '0' } : {}),
      });
      return { address, checks };
    },
    finish: async (address, { state, nonce, verifier, stepUp }) => {
      try {
        const tokens = await client.authorizationCodeGrant(await configuration(), address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
          ...(stepUp ? { maxAge: 0 } : {}),
        });
        return accountOf(tokens.claims()?.sub ?? '');
      } catch (error) {
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },
  };
}

async function discover(key: InstanceKey, settings: SignInSettings, loopback: () => string): Promise<client.Configuration> {
  const plain = settings.origin.startsWith('http:');
  const found = await client.discovery(
    new URL(issuerOf(settings)),
    clientId,
    { id_token_signed_response_alg: 'ES256' },
    client.ClientSecretBasic(clientSecretOf(key)),
    { [client.customFetch]: callSelf(settings, loopback), execute: plain ? [client.allowInsecureRequests] : [] },
  );
  client.enableNonRepudiationChecks(found); // the id token's signature too, not only the channel it came by
  return found;
}

/** The provider is this very server: only its addresses are called, and on the loopback. */
const callSelf =
  (settings: SignInSettings, loopback: () => string): client.CustomFetch =>
  (address, options) => {
    const { origin, pathname, search } = new URL(address);
    if (origin !== new URL(settings.origin).origin) throw new Error(`the provider named an address that is not its own: \`${origin}\``);
    const { body, headers, method, redirect, signal } = options;
    return fetch(`${loopback()}${pathname}${search}`, { body: body ?? null, headers, method, redirect, signal: signal ?? null });
  };

/** What the other side may cause: an answer that does not fit, an error it names, a token that does not verify. */
const isRefusal = (error: unknown): boolean =>
  error instanceof client.ClientError ||
  error instanceof client.AuthorizationResponseError ||
  error instanceof client.ResponseBodyError ||
  error instanceof client.WWWAuthenticateChallengeError;
