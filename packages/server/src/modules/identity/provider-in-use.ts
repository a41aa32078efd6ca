import type Provider from 'oidc-provider';
import { heldForAMinute } from '../../platform/keys/held-for-a-minute.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { loadCookieKeys, loadSigningKeys } from '../../platform/keys/signing-keys.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { embeddedProvider } from './embedded-provider.ts';
import { forgetExpired } from './oidc-adapter.ts';
import type { SignInSettings } from './settings.ts';
import { type SignInClient, signInClient } from './sign-in-client.ts';

type InUse = { provider: Provider; client: SignInClient; ids: string };

/**
 * The provider with its client, under the keys that are stored, made anew when they were rotated, by this server or another.
 * Provider and client change together, so that neither trusts keys of the past. On the same occasion what has expired is deleted.
 */
export function currentProvider(db: Db, key: InstanceKey, settings: SignInSettings, loopback: () => string): () => Promise<InUse> {
  return heldForAMinute<InUse>(async (former) => {
    await forgetExpired(db);
    const signing = await loadSigningKeys(db, key, 'oidc');
    const cookies = await loadCookieKeys(db, key);
    const ids = `${signing.ids} ${cookies.ids}`;
    if (former?.ids === ids) return former;
    return {
      provider: embeddedProvider(db, key, settings, { jwks: signing.keys, cookieKeys: cookies.keys }),
      client: signInClient(key, settings, loopback),
      ids,
    };
  });
}
