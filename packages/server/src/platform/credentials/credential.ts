import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { OrganizationId } from '@keyholder/contract';
import { base32 } from '../../kernel/ids.ts';

/** Which door a credential opens. Each kind is refused at every other door (A20). */
export const credentialKinds = ['session', 'api', 'agent', 'enrol', 'decision', 'activate'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** What the public id of each kind is called in front. */
const prefixOf = { session: 'ses', api: 'tok', agent: 'agent', enrol: 'key', decision: 'dec', activate: 'act' } as const satisfies Record<
  CredentialKind,
  string
>;
type PublicId<K extends CredentialKind> = `${(typeof prefixOf)[K]}_${string}`;

/** What a presented credential says of itself; nothing of it is proven before its digest was compared with the stored one. */
export type PresentedCredential<K extends CredentialKind = CredentialKind> = {
  kind: K;
  /** where to look: no look-up crosses organizations */
  organization: OrganizationId;
  id: PublicId<K>;
  /** SHA-256 over kind and whole credential: what is stored */
  digest: Buffer;
};

const form = /^kh_([a-z]+)_([0-9a-z]{1,40})_([0-9a-z]{1,40})_[0-9a-hjkmnp-tv-z]{52}_([0-9a-hjkmnp-tv-z]{8})$/;

/**
 * Makes a new credential: `kh_<kind>_<organization>_<public id>_<256 random bits>_<checksum>`, lower case, no padding.
 *
 * @param id its public id, under which its digest is stored
 * @returns `text` is the secret: shown once, kept nowhere
 */
export function makeCredential<K extends CredentialKind>(
  kind: K,
  organization: OrganizationId,
  id: PublicId<K>,
): PresentedCredential<K> & { text: string } {
  const stem = `kh_${kind}_${organization.slice('org_'.length)}_${id.slice(id.indexOf('_') + 1)}_${base32(randomBytes(32))}`;
  const text = `${stem}_${checksum(stem)}`;
  if (!form.test(text)) throw new Error(`not an id that a credential can carry: \`${organization}\`, \`${id}\``);
  return { kind, organization, id, digest: digestOf(kind, text), text };
}

/**
 * Takes apart what was presented where a credential of `kind` belongs. Anything but the exact text, letter by letter, gives
 * undefined: cut, lengthened, another case or encoding, another kind (A19, A20). The checksum only saves a look-up.
 */
export function parseCredential<K extends CredentialKind>(kind: K, presented: string | undefined): PresentedCredential<K> | undefined {
  if (presented === undefined || presented.length > 256) return undefined;
  const [, said, organization, id, sum] = form.exec(presented) ?? [];
  if (said !== kind || organization === undefined || id === undefined || sum === undefined) return undefined;
  if (checksum(presented.slice(0, -sum.length - 1)) !== sum) return undefined;
  return { kind, organization: `org_${organization}` as const, id: `${prefixOf[kind]}_${id}`, digest: digestOf(kind, presented) };
}

/** The credential of an `Authorization: Bearer …` header; any other scheme or form is none. */
export const bearerOf = (authorization: string | undefined): string | undefined => /^Bearer ([\x21-\x7e]+)$/i.exec(authorization ?? '')?.[1];

/** Whether the presented credential is the stored one, in constant time. */
export const credentialMatches = (presented: PresentedCredential, storedDigest: Uint8Array): boolean =>
  storedDigest.length === presented.digest.length && timingSafeEqual(presented.digest, storedDigest);

const digestOf = (kind: CredentialKind, text: string): Buffer => hash('sha256', `keyholder credential\0${kind}\0${text}`, 'buffer');
const checksum = (stem: string): string => base32(hash('sha256', `keyholder checksum\0${stem}`, 'buffer').subarray(0, 5));
