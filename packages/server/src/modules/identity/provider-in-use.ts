import type Provider from 'oidc-provider';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { embeddedProvider } from './embedded-provider.ts';
import { forgetExpired } from './oidc-adapter.ts';
import type { SignInSettings } from './settings.ts';
import { type SignInClient, signInClient } from './sign-in-client.ts';
import { loadSigningKeys } from './signing-keys.ts';

type InUse = { provider: Provider; client: SignInClient; ids: string };
const checkedEveryMs = 60_000;

/**
 * The provider with its client, under the keys that are stored: looked up at most once a minute, and made anew when they
 * were rotated, by this server or another. Provider and client change together, so that neither trusts keys of the past.
 * On the same occasion what has expired is deleted.
 */
export function currentProvider(db: Db, key: InstanceKey, settings: SignInSettings, loopback: () => string): () => Promise<InUse> {
  let inUse: Promise<InUse> | undefined;
  let checkedAt = 0;
  const load = async (former: InUse | undefined): Promise<InUse> => {
    await forgetExpired(db);
    const keys = await loadSigningKeys(db, key);
    if (former?.ids === keys.ids) return former;
    return { provider: embeddedProvider(db, key, settings, keys), client: signInClient(key, settings, loopback), ids: keys.ids };
  };
  return () => {
    const now = performance.now();
    if (inUse === undefined || now - checkedAt > checkedEveryMs) {
      checkedAt = now;
      const former = inUse;
      inUse = (async () => load(await former?.catch(() => undefined)))().catch((error: unknown) => {
        inUse = former; // the next request tries again
        checkedAt = 0;
        throw error;
      });
    }
    return inUse;
  };
}
