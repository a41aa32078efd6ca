import { Type, type Static, type TObject, type TSchema } from 'typebox';
import type { ErrorCode } from './errors.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Refusals that guard, limits and parser give on every route; an operation declares only its own. */
export const commonRefusals = [
  'not_signed_in',
  'forbidden',
  'not_found',
  'rate_limited',
  'malformed',
  'invalid_value',
  'unknown_property',
  'unknown_parameter',
  'too_large',
  'wrong_media_type',
  'csrf',
  'internal',
  'unavailable',
] as const satisfies readonly ErrorCode[];
export type CommonRefusal = (typeof commonRefusals)[number];

/** One operation of the API. Route, client, OpenAPI and docs follow from it. */
export type Operation = {
  id: string;
  method: Method;
  /** under `/api/v1`, unless `base` says `root` */
  path: string;
  base: 'api' | 'root';
  summary: string;
  query: TObject;
  body: TSchema | undefined;
  /** a body that is not JSON, with its media types */
  rawBody: readonly string[] | undefined;
  success: { status: 200 | 201 | 204; body: TSchema; mediaType?: string };
  /** whether the answer may be 202 with a change request (D36) */
  mayWait: boolean;
  /** whether `?rehearse=true` is understood (D53) */
  rehearses: boolean;
  /** whether If-Match is required: an object with a version is changed */
  ifMatch: 'required' | 'optional' | 'none';
  refusals: readonly ErrorCode[];
};

type Given = {
  id: string;
  method: Method;
  path: string;
  base?: 'api' | 'root';
  summary: string;
  query?: TObject;
  body?: TSchema;
  rawBody?: readonly string[];
  success: { status: 200 | 201 | 204; body: TSchema; mediaType?: string };
  mayWait?: boolean;
  rehearses?: boolean;
  ifMatch?: 'required' | 'optional' | 'none';
  refusals?: readonly ErrorCode[];
};

const noQuery = Type.Object({}, { additionalProperties: false });

type Filled<G extends Given> = Omit<Operation, 'id' | 'method' | 'path' | 'query' | 'body' | 'rawBody' | 'success' | 'refusals'> & {
  id: G['id'];
  method: G['method'];
  path: G['path'];
  query: G['query'] extends TObject ? G['query'] : typeof noQuery;
  body: G['body'] extends TSchema ? G['body'] : undefined;
  rawBody: G['rawBody'] extends readonly string[] ? G['rawBody'] : undefined;
  success: G['success'];
  refusals: G['refusals'] extends readonly ErrorCode[] ? G['refusals'] : readonly [];
};

/** Declares an operation; what is left out is the usual: no query, no body, no refusals of its own. */
export function operation<const G extends Given>(given: G): Filled<G> {
  const filled: Operation = {
    base: 'api',
    query: noQuery,
    body: undefined,
    rawBody: undefined,
    mayWait: false,
    rehearses: false,
    ifMatch: 'none',
    refusals: [],
    ...given,
  };
  return filled as Operation as Filled<G>; // the defaults above are exactly what Filled says of absent members
}

type ParamNames<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | ParamNames<Rest> : never;
/** The path parameters of an operation, by name, as text: a malformed id is an absent one. */
export type ParamsOf<O extends { path: string }> = { [N in ParamNames<O['path']>]: string };
/** The parsed body; `unknown` of an operation that is not named. */
export type BodyOf<O extends { body: TSchema | undefined }> = [O['body']] extends [undefined]
  ? undefined
  : O['body'] extends TSchema
    ? Static<O['body']>
    : unknown;
export type QueryOf<O extends { query: TSchema }> = Static<O['query']>;
export type SuccessOf<O extends { success: { body: TSchema } }> = Static<O['success']['body']>;
export type RefusalOf<O extends { refusals: readonly ErrorCode[] }> = O['refusals'][number];

/** A closed object: unknown properties are refused with 422 `unknown_property`. */
export const Closed = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false });
