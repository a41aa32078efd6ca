import type { ErrorCode } from '@keyholder/contract';

/** One thing wrong with one part of the input. */
export type Fault = { pointer: string; code: ErrorCode; detail: string };

/** An expected refusal: a code that the API declares, and where in the input it lies. Anything else is a bug and is thrown. */
export type Refusal<C extends ErrorCode = ErrorCode> = {
  ok: false;
  code: C;
  detail?: string;
  pointer?: string;
  faults?: readonly Fault[];
  /** more members for the problem document: only what the caller may know */
  more?: Readonly<Record<string, unknown>>;
};
export type Result<T, C extends ErrorCode = ErrorCode> = { ok: true; value: T } | Refusal<C>;

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const refuse = <C extends ErrorCode>(code: C, at: Omit<Refusal<C>, 'ok' | 'code'> = {}): Refusal<C> => ({ ok: false, code, ...at });

/** A refusal at one place of the body, by JSON pointer (RFC 6901). */
export const refuseAt = <C extends ErrorCode>(pointer: string, code: C, detail: string): Refusal<C> => ({
  ok: false,
  code,
  detail,
  pointer,
  faults: [{ pointer, code, detail }],
});
