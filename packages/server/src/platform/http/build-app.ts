import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { newId } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/result.ts';
import type { Doorkeepers } from './doorkeepers.ts';
import { sendRefusal } from './problem.ts';
import type { Route } from './route.ts';
import { refuseIncompleteTable } from './route-table.ts';
import { type Limits, serveRoute } from './serve-route.ts';

export type AppOptions = {
  log: FastifyBaseLogger;
  /** the public origin: `https://…`, or plain http on loopback */
  origin: string;
  /** addresses of proxies whose X-Forwarded-* is believed; default none (A126) */
  trustProxy: readonly string[];
};

/** The HTTP server with its error answers and headers; routes follow by `serveRoutes`. */
export function buildApp({ log, origin, trustProxy }: AppOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy.length === 0 ? false : [...trustProxy],
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 16 * 1024 },
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    http: { maxHeaderSize: 16 * 1024, headersTimeout: 10_000 },
    frameworkErrors: (_error, _request, reply) => {
      sendRefusal(reply, refuse('not_found'), newId('req'));
    },
  });
  // before a body is looked at: what is not there says so, whatever is sent to it; a request line holds no fragment
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 || request.raw.url?.includes('#') === true) return sendRefusal(reply, refuse('not_found'), newId('req'));
  });
  app.setErrorHandler((error, request, reply) => {
    const trace = newId('req');
    if (isUnavailable(error)) {
      request.log.error({ request: trace, err: error }, 'a dependency failed');
      return sendRefusal(reply, refuse('unavailable'), trace);
    }
    request.log.error({ request: trace, err: error }, 'unexpected error');
    return sendRefusal(reply, refuse('internal'), trace);
  });
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, refuse('not_found'), newId('req')));
  app.addHook('onSend', async (request, reply) => {
    reply.headers(securityHeaders);
    if (origin.startsWith('https://')) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
    if (!reply.hasHeader('cache-control') && !request.url.startsWith('/assets/')) reply.header('cache-control', 'no-store');
  });
  return app;
}

/** Registers the whole route table; a table with a gap does not start. */
export function serveRoutes(app: FastifyInstance, doors: Doorkeepers, limits: Limits, routes: readonly Route[]): void {
  refuseIncompleteTable(routes);
  for (const route of routes) serveRoute(app, doors, limits, route);
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
} as const;

/** A database that cannot be reached, or that gave up on a statement: 503, and nothing was allowed because of it (A128). */
function isUnavailable(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOENT') return error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  return (
    /^(08...|57P0[1-4]|57014|55P03|53...|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code) ||
    (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message))
  );
}
