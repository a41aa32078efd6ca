import { timingSafeEqual } from 'node:crypto';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import { canonicalJson, asJson } from '../audit/index.ts';
import type { Found, PageWanted } from './search.ts';

/** A keyed hash of a text, for page tokens. */
export type Sign = (text: string) => Uint8Array;
type Opened = PageWanted & { seal: (key: readonly string[]) => string };

const usual = 100;
const longest = 1000;

/**
 * Where a search goes on. The token is bound to who asks and to the question, word for word: with either changed it is not
 * one of this search (AuthZEN 1.0, Pagination). The length of pages stays what it was at first.
 */
export function openPage(
  sign: Sign,
  question: readonly unknown[],
  page: { token?: string; limit?: number } | undefined,
): Result<Opened, 'invalid_cursor'> {
  const asked = canonicalJson(asJson(question.map((part) => part ?? null)));
  const sealOf = (text: string): string =>
    Buffer.from(sign(`${asked}\n${text}`))
      .toString('base64url')
      .slice(0, 22);
  const openWith = (after: readonly string[] | undefined, limit: number): Opened => ({
    after,
    limit: Math.min(limit, longest),
    seal: (key) => {
      const text = Buffer.from(JSON.stringify([limit, ...key])).toString('base64url');
      return `${text}.${sealOf(text)}`;
    },
  });
  const token = page?.token;
  if (token === undefined || token === '') return ok(openWith(undefined, page?.limit ?? usual));
  const refused = refuseAt('/page/token', 'invalid_cursor', 'the token is not one of this search');
  const [text = '', mark = '', more] = token.split('.');
  const made = sealOf(text);
  if (more !== undefined || mark.length !== made.length || !timingSafeEqual(Buffer.from(mark), Buffer.from(made))) return refused;
  const [limit, ...key]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
  if (typeof limit !== 'number' || (page?.limit !== undefined && page.limit !== limit)) return refused;
  const texts = key.filter((part) => typeof part === 'string');
  return ok(openWith(texts.length === 0 ? undefined : texts, limit));
}

/** `page` first, so that who reads a long answer knows early how long it is. */
export const pageAnswer = <T>({ seal }: Opened, { results, end }: Found<T>): { page: { next_token: string; count: number }; results: T[] } => ({
  page: { next_token: end === undefined ? '' : seal(end), count: results.length },
  results,
});
