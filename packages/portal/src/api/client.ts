import { offlineProblem, problemOf } from './problem.ts';
import type { ChangeRequestNotice } from './shapes.ts';

/**
 * The one door to the API. Pages call `api.get` and `api.send`; only this file knows of fetch, cookies, the
 * anti-forgery header and problem documents.
 */
const base = '/api/v1';

export type Query = Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>;

export type ReadOptions = { query?: Query; signal?: AbortSignal; bearer?: string };

export type WriteOptions = {
  query?: Query;
  body?: unknown;
  /** The `version` that was read; the server refuses with 412 when it is no longer the current one. */
  ifMatch?: number;
  /** The same key for the same intention, also when it is repeated: see `newIntention`. */
  idempotencyKey?: string;
  /** Why, for a change request or a removal at once; any language. */
  reason?: string;
  /** The picture that the person confirmed (D41, D53). */
  rehearsal?: string;
  /** A credential of its own kind, in the place of a session. */
  bearer?: string;
};

/** What became of a write: done, or stored until the customer approves it (D36). */
export type Answer<T> = { kind: 'done'; value: T; location: string | null } | { kind: 'waits'; changeRequest: ChangeRequestNotice };

let csrfToken: string | undefined;

/** Taken from each answer of `/me`; a page that was open across a new sign-in then writes with the new token. */
export function holdCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** One key for one intention of a person. Make it when the form opens, keep it while the same thing is repeated. */
export const newIntention = (): string => crypto.randomUUID();

function address(path: string, query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    if (typeof value === 'object') for (const each of value) search.append(name, each);
    else search.append(name, String(value));
  }
  const tail = search.toString();
  return tail === '' ? `${base}${path}` : `${base}${path}?${tail}`;
}

async function exchange(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw offlineProblem();
  }
  if (response.ok) return response;
  throw problemOf(response.status, await jsonOf(response), response.headers.get('Retry-After'));
}

/** The body as JSON; `undefined` for an empty one and for what a proxy in between made up in HTML. */
async function jsonOf(response: Response): Promise<unknown> {
  if (!/json/.test(response.headers.get('Content-Type') ?? '')) return undefined;
  const body: unknown = await response.json();
  return body;
}

// The server checks every answer against its contract in its tests; the browser does not check it a second time.
// These two casts are the only place where its JSON gets a type.
const typed = <T>(body: unknown): T => body as T;

/** A genuine credential stays as it is; one that was copied with a sign too many would be no header at all. */
const bearerOf = (credential: string): string => `Bearer ${encodeURIComponent(credential)}`;

async function get<T>(path: string, { query, signal, bearer }: ReadOptions = {}): Promise<T> {
  const headers = new Headers({ Accept: 'application/json' });
  if (bearer !== undefined) headers.set('Authorization', bearerOf(bearer));
  const response = await exchange(address(path, query), { headers, signal: signal ?? null });
  return typed<T>(await jsonOf(response));
}

/** A file of the API, e.g. an export, as it is. */
async function file(path: string, { query, signal }: ReadOptions = {}): Promise<Blob> {
  const response = await exchange(address(path, query), { signal: signal ?? null });
  return response.blob();
}

/** What the API says of a CSV file line by line: each is handed on as it comes, so that a long answer is never in memory as a whole. */
async function* lines<T>(path: string, body: Blob): AsyncGenerator<T> {
  const headers = new Headers({ 'Content-Type': 'text/csv' });
  if (csrfToken !== undefined) headers.set('X-CSRF-Token', csrfToken);
  const response = await exchange(address(path, undefined), { method: 'POST', headers, body });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let begun = '';
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    const ended = (begun + read.value).split('\n');
    begun = ended.pop() ?? '';
    for (const line of ended) yield typed<T>(JSON.parse(line));
  }
}

/** The inbox of the demo world stands beside the API. */
async function demo<T>(path: `/demo/api/${string}`, signal: AbortSignal): Promise<T> {
  const response = await exchange(path, { headers: { Accept: 'application/json' }, signal });
  return typed<T>(await jsonOf(response));
}

async function send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, options: WriteOptions = {}): Promise<Answer<T>> {
  const headers = new Headers({ Accept: 'application/json' });
  if (csrfToken !== undefined) headers.set('X-CSRF-Token', csrfToken);
  const sendsText = typeof options.body === 'string' || options.body instanceof Blob;
  if (options.body !== undefined) headers.set('Content-Type', sendsText ? 'text/csv' : 'application/json');
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
  if (options.idempotencyKey !== undefined) headers.set('Idempotency-Key', options.idempotencyKey);
  if (options.reason !== undefined) headers.set('Keyholder-Reason', encodeURIComponent(options.reason));
  if (options.bearer !== undefined) headers.set('Authorization', bearerOf(options.bearer));
  if (options.rehearsal !== undefined) headers.set('Keyholder-Rehearsal', options.rehearsal);
  const response = await exchange(address(path, options.query), {
    method,
    headers,
    body: bodyOf(options.body),
  });
  const body = await jsonOf(response);
  if (response.status === 202) return { kind: 'waits', changeRequest: typed<{ changeRequest: ChangeRequestNotice }>(body).changeRequest };
  return { kind: 'done', value: typed<T>(body), location: response.headers.get('Location') };
}

/** Sign-in and sign-out stand beside the API. @returns `undefined` where the answer has no body */
async function enter<T>(path: `/auth/${string}`, given?: Readonly<Record<string, string>>): Promise<T | undefined> {
  const headers = new Headers({ Accept: 'application/json' });
  if (csrfToken !== undefined) headers.set('X-CSRF-Token', csrfToken);
  if (given !== undefined) headers.set('Content-Type', 'application/json');
  const response = await exchange(path, { method: 'POST', headers, body: bodyOf(given) });
  return response.status === 204 ? undefined : typed<T>(await jsonOf(response));
}

/** A CSV file travels as it is, in whatever encoding it has; everything else is JSON. */
function bodyOf(body: unknown): BodyInit | null {
  if (body === undefined) return null;
  return typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body);
}

export const api = { get, send, enter, file, lines, demo } as const;
