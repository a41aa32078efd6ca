import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JWK } from 'oidc-provider';
import { newId } from '../../kernel/ids.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { type Purpose, type SealedKey, readSealedKeys, renewKey } from './signing-keys.store.ts';

/** The keys of the embedded provider, newest first: that one signs. `ids` tells whether they have changed. */
export type SigningKeys = { ids: string; jwks: readonly JWK[]; cookieKeys: readonly string[] };

export async function loadSigningKeys(db: Db, key: InstanceKey): Promise<SigningKeys> {
  await rotateSigningKeys(db, key, { olderThanDays: 90 });
  const jwks = await opened(db, key, 'oidc');
  const cookies = await opened(db, key, 'cookies');
  return {
    ids: [...jwks, ...cookies].map(({ id }) => id).join(' '),
    jwks: jwks.map(({ id, text }) => ({ ...JSON.parse(text), kid: id, alg: 'ES256', use: 'sig' })),
    cookieKeys: cookies.map(({ text }) => text),
  };
}

/** New keys for id tokens and cookies where the newest is older than this. Running servers take them up within a minute; what the old ones signed holds for a day. */
export async function rotateSigningKeys(db: Db, key: InstanceKey, { olderThanDays }: { olderThanDays: number }): Promise<void> {
  for (const purpose of ['oidc', 'cookies'] as const) await renewKey(db, purpose, olderThanDays, () => newKey(key, purpose));
}

async function opened(db: Db, key: InstanceKey, purpose: Purpose): Promise<{ id: string; text: string }[]> {
  const sealed = await readSealedKeys(db, purpose);
  return sealed.map((one) => ({ id: one.id, text: key.open(sealedFor(purpose, one.id), one.sealed).toString() }));
}

function newKey(key: InstanceKey, purpose: Purpose): SealedKey {
  const id = newId('key');
  const text =
    purpose === 'oidc'
      ? JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }))
      : randomBytes(32).toString('base64url');
  return { id, sealed: key.seal(sealedFor(purpose, id), Buffer.from(text)) };
}

const sealedFor = (purpose: Purpose, id: string): string => `signing key ${purpose} ${id}`;
