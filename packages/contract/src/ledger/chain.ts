import { createHash } from 'node:crypto';

/** What the first entry of a ledger is chained to. */
export const genesisOf = (ledger: string): Buffer => createHash('sha256').update(`keyholder ledger ${ledger}`).digest();

/** The hash of an entry at its place: SHA-256 over the hash before it and its own digest, both as bytes. */
export const chainHash = (previous: Uint8Array, digest: Uint8Array): Buffer => createHash('sha256').update(previous).update(digest).digest();
