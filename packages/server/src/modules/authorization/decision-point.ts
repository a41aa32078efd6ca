import { type JWK, SignJWT, importJWK } from 'jose';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { heldForAMinute } from '../../platform/keys/held-for-a-minute.ts';
import { loadSigningKeys } from '../../platform/keys/signing-keys.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';

export type PublicKey = { kty: 'EC'; crv: string; x: string; y: string; kid: string; alg: 'ES256'; use: 'sig' };
export type DecisionPoint = {
  /** `metadata` with a JWT of the same values, attested by the decision point itself (AuthZEN 1.0, Signature Parameter) */
  signed: <M extends { policy_decision_point: string }>(metadata: M) => Promise<M & { signed_metadata: string }>;
  /** what the JWT is checked by: the key that signs, and for a day the one before it */
  publicKeys: () => Promise<PublicKey[]>;
};

/** It has keys of its own: those of the embedded provider are that one's, and are not in use beside another provider. */
export function decisionPoint(db: Db, key: InstanceKey): DecisionPoint {
  const current = heldForAMinute(() => loadSigningKeys(db, key, 'decisions'));
  return {
    signed: async (metadata) => {
      const [newest] = (await current()).keys;
      if (newest?.kid === undefined) throw new Error('the decision point has no key');
      const { policy_decision_point: issuer } = metadata;
      const jwt = new SignJWT({ ...metadata })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: newest.kid })
        .setIssuer(issuer)
        .setIssuedAt()
        .setExpirationTime('1 day'); // as long as a former key is still published
      return { ...metadata, signed_metadata: await jwt.sign(await importJWK(newest)) };
    },
    publicKeys: async () => (await current()).keys.map(publicPart),
  };
}

function publicPart({ kid = '', crv = '', x = '', y = '' }: JWK): PublicKey {
  return { kty: 'EC', crv, x, y, kid, alg: 'ES256', use: 'sig' };
}
