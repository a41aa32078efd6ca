import { type CredentialKind, makeCredential, parseCredential } from '../../packages/server/src/platform/credentials/credential.ts';

/** A credential with the organization and the public id of this one, whole in its form and checksum, and another secret (A19). */
export function forgedLike(kind: CredentialKind, credential: string): string {
  const real = parseCredential(kind, credential);
  if (real === undefined) throw new Error(`not a credential of the kind ${kind}`);
  return makeCredential(kind, real.organization, real.id).text;
}
