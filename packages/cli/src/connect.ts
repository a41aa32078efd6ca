import { type KeyholderClient, createKeyholderClient, isProblem } from '@keyholder/client';
import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { type Login, readLogin } from './login-file.ts';
import type { Surroundings } from './surroundings.ts';

export const clientFor = ({ url, token }: Login): KeyholderClient =>
  createKeyholderClient({ baseUrl: url.replace(/\/$/, ''), token: () => token, fetch: reach });

/** The client of whoever is signed in. */
export const connect = async ({ env }: Surroundings): Promise<KeyholderClient> => clientFor(await readLogin(env));

/** @throws Failure with what the server said, or that it said nothing */
export function answerOf<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data !== undefined) return data;
  if (!isProblem(error)) throw new Failure(exitCodes.unreachable, 'the answer is none of Keyholder’s');
  const { code, detail, instance, errors = [] } = error;
  const told = errors.length === 0 ? detail : errors.map((one) => `${one.pointer} ${one.detail}`).join('; ');
  const exitCode = code === 'not_signed_in' || code === 'step_up_required' ? exitCodes.notSignedIn : exitCodes.refused;
  throw new Failure(exitCode, `${told} (${code}, ${instance})`);
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Failure(exitCodes.unreachable, `\`${new URL(request.url).origin}\` does not answer: ${cause}`);
  }
}

type Page<T> = { items: ArrayLike<T>; nextCursor: string | null };
/** Page after page, until there are `most`. */
export async function readPages<T>(
  most: number,
  read: (query: { limit: number; cursor?: string }) => Promise<{ data?: Page<T>; error?: unknown }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const limit = Math.min(200, most - items.length);
    const page: Page<T> = answerOf(await read(cursor === null ? { limit } : { limit, cursor }));
    items.push(...Array.from(page.items));
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < most);
  return items;
}
