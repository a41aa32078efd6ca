/** One wrong value of a request: where (RFC 6901), which code, the server's English for those without our words. */
export type ProblemEntry = { pointer: string; code: string; detail?: string | undefined };

export type ProblemFacts = {
  /** 0: no answer came at all. */
  status: number;
  /** `offline` where no answer came; else a code of the API's table. */
  code: string;
  detail?: string | undefined;
  /** The trace id, for a support request. */
  instance?: string | undefined;
  errors: readonly ProblemEntry[];
  /** Seconds after which asking again makes sense, from `Retry-After`. */
  retryAfterSeconds?: number | undefined;
  /** Other members of the document, e.g. the invitation that is pending already. */
  more: Readonly<Record<string, unknown>>;
};

/** A refusal of the API, thrown so that queries, mutations and the error boundary all meet it in one form. */
export class Problem extends Error {
  readonly facts: ProblemFacts;

  constructor(facts: ProblemFacts) {
    super(`${facts.status} ${facts.code}`);
    this.name = 'Problem';
    this.facts = facts;
  }
}

/** What was thrown, as facts that a page can show. A bug in the portal itself reads as `portal_fault`. */
export function factsOf(error: unknown): ProblemFacts {
  if (error instanceof Problem) return error.facts;
  const detail = error instanceof Error ? error.message : undefined;
  return { status: 500, code: 'portal_fault', detail, errors: [], more: {} };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function entryOf(value: unknown): ProblemEntry[] {
  if (!isRecord(value)) return [];
  return [{ pointer: text(value['pointer']) ?? '', code: text(value['code']) ?? 'invalid_value', detail: text(value['detail']) }];
}

/** Reads `application/problem+json` (RFC 9457); what is no such document still becomes a problem, by its status. */
export function problemOf(status: number, body: unknown, retryAfter: string | null): Problem {
  const document = isRecord(body) ? body : {};
  const { code, detail, instance, errors, ...more } = document;
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new Problem({
    status,
    code: text(code) ?? (status >= 500 ? 'internal' : 'malformed'),
    detail: text(detail),
    instance: text(instance),
    errors: Array.isArray(errors) ? errors.flatMap(entryOf) : [],
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
    more,
  });
}

export const offlineProblem = (): Problem => new Problem({ status: 0, code: 'offline', errors: [], more: {} });
