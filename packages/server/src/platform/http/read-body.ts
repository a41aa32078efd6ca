import type { IncomingMessage } from 'node:http';
import type { Operation } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import { parseJson } from './json-body.ts';
import { spoolBody } from './spooled-body.ts';

const json = /^application\/json(?:; ?charset=utf-8)?$/i;
const patch = /^application\/(?:json|merge-patch\+json)(?:; ?charset=utf-8)?$/i;

/** Largest file in bytes (security.md section 7). */
const largestFile = 64 * 1024 * 1024;
/** Largest bodies in bytes (security.md section 7). */
const largest = (operation: Operation): number =>
  operation.path.startsWith('/access/') ? 1024 * 1024 : operation.path.startsWith('/agent/') ? 64 * 1024 : 256 * 1024;

/**
 * Reads the body of a request once everything before it has passed: media type (415), size (413), form (400). A route that
 * takes a file gets a `SpooledBody`, which the caller disposes of.
 */
export async function readBody(raw: IncomingMessage, operation: Operation): Promise<Result<unknown, 'wrong_media_type' | 'too_large' | 'malformed'>> {
  const { headers } = raw;
  const length = Number(headers['content-length'] ?? 0);
  const empty = headers['transfer-encoding'] === undefined && length === 0;
  if (empty && operation.rawBody === undefined) return ok(undefined);
  if (headers['content-encoding'] !== undefined || typesOf(raw).length !== 1) return refuse('wrong_media_type');
  const type = typesOf(raw)[0] ?? '';
  if (operation.rawBody !== undefined) {
    if (!operation.rawBody.some((allowed) => type === allowed || type.startsWith(`${allowed};`))) return refuse('wrong_media_type');
    return length > largestFile ? refuse('too_large') : whole(raw, await spoolBody(piecesOf(raw), largestFile));
  }
  if (!(operation.method === 'PATCH' ? patch : json).test(type)) return refuse('wrong_media_type');
  const most = largest(operation);
  if (length > most) return refuse('too_large');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of piecesOf(raw)) {
    size += chunk.length;
    if (size > most) break;
    chunks.push(chunk);
  }
  if (size > most) return whole(raw, refuse('too_large')); // after the loop has let go of it
  const text = decode(Buffer.concat(chunks));
  return text === undefined ? refuse('malformed', { detail: 'the body is not UTF-8' }) : parseJson(text);
}

/** Leaving off in the middle must not cut the connection: the refusal has to arrive. */
const piecesOf = (raw: IncomingMessage): AsyncIterable<Buffer> => raw.iterator({ destroyOnReturn: false });

/** Lets what is left of a refused body run out; the time limit of a request ends it. */
function whole<R extends { ok: boolean }>(raw: IncomingMessage, outcome: R): R {
  if (!outcome.ok) raw.resume();
  return outcome;
}

/** Every Content-Type header as it was sent: Node folds repeated ones away, and a folded one was not validated (A124). */
const typesOf = (raw: IncomingMessage): string[] =>
  raw.rawHeaders.flatMap((name, index) => (index % 2 === 0 && name.toLowerCase() === 'content-type' ? [raw.rawHeaders[index + 1] ?? ''] : []));

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
