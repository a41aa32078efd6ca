import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { Problem, paths } from '../generated/api.ts';

export type * from '../generated/api.ts';

export type KeyholderClientOptions = {
  /** origin of the server, without a path; empty in the browser */
  baseUrl: string;
  fetch?: (request: Request) => Promise<Response>;
  /** a personal API token; asked for before each request */
  token?: () => string | undefined;
  /** `csrfToken` of `/api/v1/me`, for callers with a session */
  csrfToken?: () => string | undefined;
};

export type KeyholderClient = Client<paths>;

/** A client whose paths, parameters, bodies and answers are those of the contract. Refusals come back as `error`, never as an exception. */
export function createKeyholderClient({ baseUrl, fetch, token, csrfToken }: KeyholderClientOptions): KeyholderClient {
  const client = createClient<paths>({ baseUrl, credentials: 'same-origin', ...(fetch === undefined ? {} : { fetch }) });
  const credentials: Middleware = {
    onRequest: ({ request }) => {
      const bearer = token?.();
      if (bearer !== undefined) request.headers.set('Authorization', `Bearer ${bearer}`);
      const csrf = request.method === 'GET' ? undefined : csrfToken?.();
      if (csrf !== undefined) request.headers.set('X-CSRF-Token', csrf);
    },
  };
  client.use(credentials);
  return client;
}

/** Whether an `error` is a refusal of Keyholder rather than what something in between made up. */
export const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  'status' in error &&
  typeof error.status === 'number';
