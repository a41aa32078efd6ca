import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The paths at which the portal itself answers; anything else is absent. */
const pages = /^\/(?:$|signin$|setup$|activate\/[^/]+$|explain$|org(?:\/|$)|partner(?:\/|$)|me\/|demo\/inbox(?:\/|$))/;

/** Where programs ask: what is absent there is said as they read it, whoever asks. */
const machines = /^\/(?:api|agent|assets|\.well-known)(?:\/|$)/;
/** A person who follows a link or types an address is shown the portal's own page for what is absent. */
const isPerson = ({ method, headers }: FastifyRequest, path: string): boolean =>
  method === 'GET' && headers.accept?.includes('text/html') === true && !machines.test(path);

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');

/**
 * Serves the built portal: files by content hash for ever, the one page fresh each time with a nonce of its own for styles.
 *
 * @param firstPage where every page leads while no other can be of use, as before the set-up; undefined: each page is served
 *   itself. Where it fails, so that nobody can say, the page is served as well, and tells what is wrong
 */
export async function servePortal(app: FastifyInstance, folder: string, firstPage: () => Promise<string | undefined>): Promise<void> {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) {
    app.log.warn('the portal is not built: only the API answers');
    return;
  }
  const page = readFileSync(index, 'utf8');
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    index: false,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const known = pages.test(path);
    if (!known && !isPerson(request, path)) return reply.callNotFound();
    const first = known ? await firstPage().catch((error: unknown) => request.log.warn({ err: error }, 'where pages lead is not known')) : undefined;
    if (typeof first === 'string' && first !== path) return reply.header('cache-control', 'no-store').redirect(first, 303);
    const nonce = randomBytes(18).toString('base64url');
    return reply
      .status(known ? 200 : 404)
      .header('content-security-policy', policy(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll('__CSP_NONCE__', nonce));
  });
}
