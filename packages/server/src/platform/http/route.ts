import type {
  AuditAction,
  AuditTarget,
  BodyOf,
  ErrorCode,
  Operation,
  OrganizationId,
  ParamsOf,
  PermissionKey,
  QueryOf,
  RefusalOf,
  SuccessOf,
} from '@keyholder/contract';
import type { Result } from '../../kernel/result.ts';
import type { ActionKey, Authority, AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Db } from '../postgres/in-tenant.ts';
import type { PersonCall } from './cursor.ts';
import type { SpooledBody } from './spooled-body.ts';

type Params = Readonly<Record<string, string>>;

/** What a route's guard found: the object, whose it is, and what decides about it. */
export type Found<Obj> = {
  object: Obj;
  /** the atoms of the room it lies in; absent: it belongs to the organization as a whole */
  atoms?: readonly AtomKey[];
  /** of something made of rooms: the atoms of each of them */
  rooms?: readonly (readonly AtomKey[])[];
  /** further organizations whose rows the act touches: the other side of the relationship */
  also?: readonly OrganizationId[];
  /** the partner whose part of the relationship it is: nothing is there for people of another one */
  partner?: OrganizationId;
  /** of an object with a version */
  version?: number;
};

/** Who may call a route, and how its object is found. `customer` names the organization that owns what the path speaks of. */
export type Access<P, Obj> =
  /** anybody; `why` stands in the API description */
  | { kind: 'public'; why: string }
  /** any signed-in person, about their own things only */
  | { kind: 'own'; why: string }
  /** 200 with what the caller may see; the handler gets the grants of `permission`. With `customer`: one customer, 404 when not known there */
  | { kind: 'list'; permission: PermissionKey; customer?: (params: P) => string }
  /** a right over an organization as a whole */
  | {
      kind: 'organization';
      action: ActionKey;
      customer: (params: P) => string;
      also?: (params: P) => readonly string[];
      /** the organization on whose side the path speaks: for people of any other one nothing is there */
      home?: (params: P) => string;
      /** how far the facts and the reach go: to what the path names, or to every customer of the caller */
      reach?: 'every-customer';
    }
  /** a right over one object; who may not even `see` it gets 404 */
  | {
      kind: 'object';
      action: ActionKey;
      see: ActionKey;
      customer: (params: P) => string;
      object: (tx: TenantTx, params: P, authority: Authority) => Promise<Found<Obj> | undefined>;
      /** the organization on whose side the path speaks: for people of any other one nothing is there */
      home?: (params: P) => string;
      /** the organization whose people alone may act: people of the customer are refused, for anybody else nothing is there */
      by?: (params: P) => string;
    }
  /** a credential of its own kind, checked by the handler: agents, decision clients, set-up */
  | { kind: 'credential'; why: string };

/** What a handler gets. Reads share one snapshot with their guard; writes run in one transaction under the verified epochs. */
export type Context<O extends Operation, Obj> = {
  tx: TenantTx;
  call: PersonCall;
  authority: Authority;
  object: Obj;
  params: ParamsOf<O>;
  query: QueryOf<O>;
  /** parsed and checked; a file where the operation takes one */
  body: [O] extends [{ rawBody: readonly string[] }] ? SpooledBody : BodyOf<O>;
  /** the version named by If-Match, where there was one */
  ifMatch: number | undefined;
  /** the header Keyholder-Rehearsal: the picture that the caller confirms */
  rehearsal: string | undefined;
};

/** How an act under change control is shown to its approver, and what its payload is (D36, D37). */
export type ChangeControl<O, Obj, Body> =
  | { none: string }
  | {
      event: PermissionKey;
      target: (object: Obj) => { type: AuditTarget; id: string; name: string; version: number };
      /** the part of the object that the body may change, before or after */
      shown: (object: O | Obj, body: Body) => unknown;
    };

/** A route as the server registers it; made by `route` only, so that nothing is left undeclared. */
export type Route = {
  operation: Operation;
  access: Access<Params, unknown>;
  /** actions it writes to the ledgers, or why none */
  audit: readonly AuditAction[] | { none: string };
  change: ChangeControl<unknown, unknown, unknown>;
  /** for which bodies it takes the exclusive locks of the organizations concerned and bumps their epochs */
  changesAccess: (body: unknown) => boolean;
  /** `at the end`: a long act, which takes its locks and verifies its decision when all is done, so that no ending waits for it (D43) */
  locks: 'at the start' | 'at the end';
  /** further permissions that this body needs on the same object (D05: several events in one request) */
  alsoNeeds: ((body: unknown, object: unknown) => readonly PermissionKey[]) | undefined;
  /** sessions must have signed in within 15 minutes; `session`: tokens cannot do it at all */
  fresh: 'no' | 'step-up' | 'session';
  location: ((value: unknown, params: Params) => string) | undefined;
  version: ((value: unknown) => number | undefined) | undefined;
  /** of an answer that is not JSON: its file name, its digest */
  headers: ((value: unknown) => Readonly<Record<string, string>>) | undefined;
  /**
   * An ending’s own picture (D41), and what its confirmation is bound to. Every other act that rehearses is done on trial, and
   * what it would change is seen by who holds what before and after (D53).
   */
  rehearse: ((context: Context<Operation, unknown>) => Promise<{ picture: object; rehearsal: string }>) | undefined;
  handle: (context: Context<Operation, unknown>) => Promise<Result<unknown>>;
  /** for `public` and `credential` routes, which bring their own transaction */
  answer: ((request: OpenRequest) => Promise<Result<unknown>>) | undefined;
  /** checks a credential of its own kind before query and body are looked at; its value reaches `answer` as `who` */
  enter: ((request: OpenRequest) => Promise<Result<unknown>>) | undefined;
  /** for whom decisions are counted against their limit, of what `enter` found; undefined where that limit does not hold */
  meter: ((who: unknown) => string) | undefined;
};

/** What a route without a signed-in person gets. */
export type OpenRequest = {
  db: Db;
  params: Params;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  authorization: string | undefined;
  address: string;
  request: string;
  /** what `enter` found */
  who: unknown;
};

type Declared<O extends Operation, Obj> = {
  access: Exclude<Access<ParamsOf<O>, Obj>, { kind: 'public' | 'credential' }>;
  audit: readonly AuditAction[] | { none: string };
  change: ChangeControl<SuccessOf<O>, Obj, BodyOf<O>>;
  /** whether it changes who has access; of an act that does so with some bodies only, by the body */
  changesAccess?: boolean | ((body: BodyOf<O>) => boolean);
  locks?: 'at the start' | 'at the end';
  alsoNeeds?: (body: BodyOf<O>, object: Obj) => readonly PermissionKey[];
  fresh?: 'no' | 'step-up' | 'session';
  location?: (value: SuccessOf<O>, params: ParamsOf<O>) => string;
  headers?: (value: SuccessOf<O> | StreamOf<O>) => Readonly<Record<string, string>>;
  rehearse?: (context: Context<O, Obj>) => Promise<{ picture: object; rehearsal: string }>;
  handle: (context: Context<O, Obj>) => Promise<Result<SuccessOf<O> | StreamOf<O>, RefusalOf<O> | GuardCode>>;
};
/** An answer with a media type of its own may be sent line by line; it is read after the transaction of the call has ended. */
type StreamOf<O extends Operation> = O['success'] extends { mediaType: string } ? AsyncIterable<string> : never;
type GuardCode = Extract<ErrorCode, 'forbidden' | 'not_found' | 'invalid_value'>;

/** Binds an operation to its guard and its use case. A route that leaves a declaration out does not compile. */
export function route<O extends Operation, Obj = undefined>(operation: O, declared: Declared<O, Obj>): Route {
  const { changesAccess = false, locks = 'at the start', fresh = 'no', alsoNeeds, location, headers, rehearse, ...rest } = declared;
  const erased = {
    operation,
    changesAccess: typeof changesAccess === 'function' ? changesAccess : () => changesAccess,
    locks,
    fresh,
    alsoNeeds,
    location,
    headers,
    rehearse,
    answer: undefined,
    enter: undefined,
    meter: undefined,
    version: versionOf,
    ...rest,
  };
  return erased as unknown as Route; // the pipeline hands each function exactly what Context<O, Obj> says: parsed by O, found by access
}

/** A route for callers who are not people: `credential` routes check their own kind of credential first. */
export function openRoute<O extends Operation, Who = undefined>(
  operation: O,
  declared: {
    access: Extract<Access<Params, never>, { kind: 'public' | 'credential' }>;
    audit: readonly AuditAction[] | { none: string };
    enter?: (request: OpenRequest) => Promise<Result<Who>>;
    meter?: (who: Who) => string;
    headers?: (value: SuccessOf<O>) => Readonly<Record<string, string>>;
    answer: (request: OpenRequest & { body: BodyOf<O>; query: QueryOf<O>; params: ParamsOf<O>; who: Who }) => Promise<Result<SuccessOf<O>>>;
  },
): Route {
  const erased = {
    operation,
    change: { none: 'not an act of a partner’s person' },
    changesAccess: () => false,
    locks: 'at the start',
    fresh: 'no',
    alsoNeeds: undefined,
    location: undefined,
    rehearse: undefined,
    version: undefined,
    handle: undefined,
    enter: undefined,
    meter: undefined,
    headers: undefined,
    ...declared,
  };
  return erased as unknown as Route; // as above
}

const versionOf = (value: unknown): number | undefined =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' ? value.version : undefined;
