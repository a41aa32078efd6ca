import { createHash } from 'node:crypto';

/** The root of a Merkle tree as in RFC 6962, section 2.1, over leaves that come one by one; memory grows with their logarithm. */
export class MerkleRoot {
  /** roots of full subtrees, the largest first; `size` is their number of leaves */
  readonly #subtrees: { size: number; root: Buffer }[] = [];

  add(leaf: Uint8Array): void {
    this.#subtrees.push({ size: 1, root: hash(0x00, leaf) });
    for (;;) {
      const [left, right] = this.#subtrees.slice(-2);
      if (left === undefined || right === undefined || left.size !== right.size) return;
      this.#subtrees.splice(-2, 2, { size: left.size + right.size, root: hash(0x01, left.root, right.root) });
    }
  }

  root(): Buffer {
    const right = this.#subtrees.at(-1);
    if (right === undefined) return createHash('sha256').digest();
    return this.#subtrees.slice(0, -1).reduceRight((root, left) => hash(0x01, left.root, root), right.root);
  }
}

function hash(kind: number, ...parts: readonly Uint8Array[]): Buffer {
  const made = createHash('sha256').update(Uint8Array.of(kind));
  for (const part of parts) made.update(part);
  return made.digest();
}
