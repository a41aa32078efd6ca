import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What a browser must have before the chunk of any page: JavaScript, gzip, in bytes (portal.md section 5). */
const limit = 200_000;

/** Fails the build when the entry outgrows its budget, and says what it weighs. */
export const entryBudget: Plugin = {
  name: 'entry-budget',
  generateBundle(_, bundle) {
    const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
    const waiting = entry ? [entry.fileName] : [];
    const seen = new Set<string>();
    let bytes = 0;
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const chunk = bundle[name];
      if (seen.has(name) || chunk?.type !== 'chunk') continue;
      seen.add(name);
      bytes += gzipSync(chunk.code).length;
      waiting.push(...chunk.imports);
    }
    if (bytes > limit) this.error(`the entry weighs ${bytes} bytes, more than ${limit}`);
    this.info(`the entry weighs ${bytes} of ${limit} bytes`);
  },
};
