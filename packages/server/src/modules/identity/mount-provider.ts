import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { newId } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/result.ts';
import { Limiter, networkOf } from '../../platform/http/limits.ts';
import { sendRefusal } from '../../platform/http/problem.ts';
import { equalSecrets } from '../../platform/keys/equal-secrets.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { isOwnRequest } from './authorization-request.rules.ts';
import { clientId, clientSecretOf, mountedAt } from './embedded-provider.ts';
import { entryPage } from './entry-page.ts';
import type { SignInSettings } from './settings.ts';

/** Discovery and keys are the same for everybody and are never limited (security.md section 7). */
const unlimited = new Set([`${mountedAt}/.well-known/openid-configuration`, `${mountedAt}/jwks`]);

/**
 * Hands everything below `/oidc` to the provider, body unread. The provider learns scheme and host from the configured
 * origin and never from a header of the request (A27, A126).
 */
export function mountProvider(app: FastifyInstance, key: InstanceKey, settings: SignInSettings, provider: () => Promise<Provider>): void {
  const limiter = new Limiter({ perMinute: 300, burst: 300 });
  const ourselves = `Basic ${Buffer.from(`${clientId}:${clientSecretOf(key)}`).toString('base64')}`;
  app.all(`${mountedAt}/*`, async (request, reply) => {
    const [path = ''] = request.url.split('?');
    const { authorization } = request.headers;
    if (!unlimited.has(path) && (authorization === undefined || !equalSecrets(authorization, ourselves))) {
      const wait = limiter.take(networkOf(request.ip));
      if (wait > 0) return sendRefusal(reply, refuse('rate_limited', { more: { retryAfterSeconds: wait } }), newId('req'));
    }
    if (path === `${mountedAt}/auth` && !(request.method === 'GET' && isOwnRequest(new URL(request.url, settings.origin).searchParams, settings))) {
      return reply.status(400).header('content-security-policy', "default-src 'none'").type('text/html').send(entryPage('failed'));
    }
    const answer = (await provider()).callback();
    reply.hijack(); // from here on the hooks of the app do not see the answer
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    reply.raw.setHeader('referrer-policy', 'no-referrer');
    reply.raw.setHeader('x-frame-options', 'DENY');
    asMounted(request.raw, settings);
    await answer(request.raw, reply.raw);
    return reply;
  });
}

/** Koa reads these members of the request; `originalUrl` is how the provider learns where it is mounted. */
function asMounted(raw: IncomingMessage & { originalUrl?: string }, settings: SignInSettings): void {
  const { host, protocol } = new URL(settings.origin);
  const url = raw.url ?? '/';
  raw.originalUrl = url;
  raw.url = url.slice(mountedAt.length);
  for (const name of Object.keys(raw.headers)) if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete raw.headers[name];
  raw.headers.host = host;
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
}
