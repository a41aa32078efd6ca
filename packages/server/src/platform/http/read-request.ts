import type { FastifyRequest } from 'fastify';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { Params } from './guard.ts';
import type { Route } from './route.ts';

/** A header that came several times is one, as RFC 9110, section 5.3 joins them. */
export const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(', ') : value);
/** What has not the form of an id is one that is absent (api.md), whatever else it may be to a database. */
export const paramsOf = (request: FastifyRequest): Params =>
  Object.fromEntries(Object.entries(request.params as Params).map(([name, value]) => [name, /^[\w-]{1,200}$/.test(value) ? value : 'malformed'])); // Fastify fills exactly the names in the path

/** What stands behind the question mark, read by nobody yet. */
export function searchOf({ raw: { url = '' } }: FastifyRequest): URLSearchParams {
  const begin = url.indexOf('?');
  return new URLSearchParams(begin === -1 ? '' : url.slice(begin + 1));
}

/** `?customer=` of a list, as it was written; of anything else none. */
export function filterOf(route: Route, request: FastifyRequest): string | undefined {
  return route.access.kind === 'list' ? (searchOf(request).get('customer') ?? undefined) : undefined;
}

/** One strong validator (RFC 9110, section 13.1.1), which is our version number; any other fits nothing. */
export function ifMatchOf(header: string | undefined): Result<number | undefined> {
  if (header === undefined) return ok(undefined);
  const version = /^"(\d{1,9})"$/.exec(header.trim());
  return version === null ? refuse('version_outdated') : ok(Number(version[1]));
}

/** @returns the key of a request that may come twice */
export function keyOf(header: string | undefined): Result<string | undefined> {
  if (header === undefined) return ok(undefined);
  return /^[\x21-\x7e]{1,200}$/.test(header)
    ? ok(header)
    : refuseAt('/Idempotency-Key', 'invalid_value', 'is not a key of 1 to 200 visible ASCII characters');
}

/** At most 1,000 characters of text; nothing but spaces is no reason. */
export function reasonOf(request: FastifyRequest): Result<string | null> {
  const header = single(request.headers['keyholder-reason']);
  if (header === undefined) return ok(null);
  try {
    const text = decodeURIComponent(header).trim();
    if (text.length <= 1000 && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text)) return ok(text === '' ? null : text);
  } catch {
    // told below: it is not percent-encoded UTF-8
  }
  return refuseAt('/Keyholder-Reason', 'invalid_value', 'is not percent-encoded UTF-8 text of at most 1000 characters');
}
