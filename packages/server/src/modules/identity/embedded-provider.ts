import { type JWK, type KoaContextWithOIDC, Provider, errors } from 'oidc-provider';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { accountOf, isActiveAccount } from './accounts.ts';
import { entryPage } from './entry-page.ts';
import { postgresAdapter } from './oidc-adapter.ts';
import type { SignInSettings } from './settings.ts';

/** Newest first: that one signs. */
type ProviderKeys = { jwks: readonly JWK[]; cookieKeys: readonly string[] };

export const mountedAt = '/oidc';
export const clientId = 'keyholder-portal';
export const issuerOf = ({ origin }: SignInSettings): string => `${origin}${mountedAt}`;
export const callbackOf = ({ origin }: SignInSettings): string => `${origin}/auth/callback`;
/** Never stored: whoever has the instance's key has it. */
export const clientSecretOf = (key: InstanceKey): string => key.sign('oidc client', clientId).toString('base64url');

/** The provider's cookies, by what they are for. Its session is dropped before every sign-in: nobody is signed in silently. */
export const providerCookies = { session: 'kh_op', interaction: 'kh_op_interaction', resume: 'kh_op_resume' } as const;

const minutes = (n: number): number => n * 60;

/**
 * The OpenID provider for people without one of their own (architecture.md, Modes): authorization code with PKCE S256 for
 * one client, this server, at one redirect address. What is not needed is off (A33).
 */
export function embeddedProvider(db: Db, key: InstanceKey, settings: SignInSettings, keys: ProviderKeys): Provider {
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure: settings.cookieSecure } as const;
  const off = { enabled: false };
  const provider = new Provider(issuerOf(settings), {
    adapter: (kind) => postgresAdapter(db, kind),
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecretOf(key),
        redirect_uris: [callbackOf(settings)],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'ES256',
        require_auth_time: true,
      },
    ],
    jwks: { keys: [...keys.jwks] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic'],
    scopes: ['openid'],
    pkce: { required: () => true },
    cookies: { names: providerCookies, keys: [...keys.cookieKeys], long: { ...cookie, path: mountedAt }, short: cookie },
    features: {
      devInteractions: off,
      dPoP: off,
      pushedAuthorizationRequests: off,
      resourceIndicators: off,
      rpInitiatedLogout: off,
      userinfo: off,
      registration: off,
      deviceFlow: off,
      clientCredentials: off,
      introspection: off,
      revocation: off,
      claimsParameter: off,
      requestObjects: off,
    },
    ttl: {
      AuthorizationCode: minutes(1),
      AccessToken: minutes(1),
      IdToken: minutes(5),
      Interaction: minutes(30),
      Session: minutes(30),
      Grant: minutes(30),
    },
    interactions: { url: (_context, { uid }) => `/auth/interaction/${uid}` },
    findAccount: async (_context, subject) => {
      const account = accountOf(subject);
      if (account === undefined || !(await isActiveAccount(db, account))) return undefined;
      return { accountId: subject, claims: () => ({ sub: subject }) };
    },
    loadExistingGrant: grantOwnClient,
    renderError: (context, out) => {
      context.type = 'html';
      context.body = entryPage('failed');
      context.set('content-security-policy', "default-src 'none'");
      if (out.error === 'server_error') context.status = 500;
    },
    conformIdTokenClaims: true,
  });
  provider.proxy = true; // of headers that mount-provider.ts sets itself, from the configured origin
  return provider;
}

/** Nobody is asked for consent: the only client is this very server. */
async function grantOwnClient({ oidc }: KoaContextWithOIDC) {
  if (oidc.session?.accountId === undefined || oidc.client?.clientId !== clientId) throw new errors.AccessDenied('there is no other client');
  const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}
