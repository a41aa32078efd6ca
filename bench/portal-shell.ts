import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildPortal } from '../tools/build-parts.mjs';
import { type Figure, alone } from './support/figure.ts';
import { root } from './support/instance.ts';

/** The JavaScript that the page asks for before the route's own chunk, gzip bytes (portal.md, section 5). */
export async function* portalShell(): AsyncGenerator<Figure> {
  if (!buildPortal()) throw new Error('the portal cannot be built');
  const dist = join(root, 'packages/portal/dist');
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...new Set([...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? ''))];
  const bytes = files.map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length);
  yield { name: 'portal.shell', value: bytes.reduce((sum, one) => sum + one, 0), unit: 'bytes', ...alone, n: files.length, budget: 200_000 };
}
