import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { newId } from '../../kernel/ids.ts';
import type { Db } from '../postgres/in-tenant.ts';
import type { InstanceKey } from './instance-key.ts';
import { type Purpose, type SealedKey, readSealedKeys, renewKey } from './signing-keys.store.ts';

/** Tells one version of a set of keys from another. */
export type KeySet<Key> = { ids: string; keys: readonly Key[] };

/**
 * The keys of a purpose, newest first: that one signs, the others only verify. Where the newest is older than 90 days there is a new one;
 * running servers take it up within a minute (`heldForAMinute`), and what the former signed holds for a day.
 */
export async function loadSigningKeys(db: Db, key: InstanceKey, purpose: 'oidc' | 'decisions'): Promise<KeySet<JWK>> {
  const opened = await openKeys(db, key, purpose, () =>
    JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })),
  );
  return {
    ids: opened.map(({ id }) => id).join(' '),
    keys: opened.map(({ id, text }): JWK => ({ ...JSON.parse(text), kid: id, alg: 'ES256', use: 'sig' })),
  };
}

/** The same for secrets that cookies are signed by. */
export async function loadCookieKeys(db: Db, key: InstanceKey): Promise<KeySet<string>> {
  const opened = await openKeys(db, key, 'cookies', () => randomBytes(32).toString('base64url'));
  return { ids: opened.map(({ id }) => id).join(' '), keys: opened.map(({ text }) => text) };
}

async function openKeys(db: Db, key: InstanceKey, purpose: Purpose, newText: () => string): Promise<{ id: string; text: string }[]> {
  await renewKey(db, purpose, 90, (): SealedKey => {
    const id = newId('key');
    return { id, sealed: key.seal(sealedFor(purpose, id), Buffer.from(newText())) };
  });
  const sealed = await readSealedKeys(db, purpose);
  return sealed.map((one) => ({ id: one.id, text: key.open(sealedFor(purpose, one.id), one.sealed).toString() }));
}

const sealedFor = (purpose: Purpose, id: string): string => `signing key ${purpose} ${id}`;
