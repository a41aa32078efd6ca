import type { ErrorCode, Operation } from '@keyholder/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../kernel/result.ts';

/** What is wrong with the request itself: for AuthZEN all of it is one thing, a bad request. */
const badRequest: readonly ErrorCode[] = ['invalid_value', 'unknown_property', 'read_only', 'wrong_media_type'];

/** Where OpenID AuthZEN 1.0 wants another answer than the rest of the API gives (its section Transport). */
export const authzen = {
  speaks: ({ base, path }: Operation): boolean => base === 'root' && path.startsWith('/access/'),

  /** Missing and malformed members, and another content type, are 400. */
  refusal: (refusal: Refusal): Refusal => (badRequest.includes(refusal.code) ? { ...refusal, code: 'malformed' } : refusal),

  /** Who names its request by X-Request-ID finds that name in the answer, whatever the answer is. */
  nameRequest: (request: FastifyRequest, reply: FastifyReply): void => {
    const name = request.headers['x-request-id'];
    if (typeof name === 'string') reply.header('x-request-id', name);
  },
};
