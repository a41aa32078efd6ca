import { type ErrorCode, statusOf, titleOf } from '@keyholder/contract';
import type { FastifyReply } from 'fastify';
import type { Refusal } from '../../kernel/result.ts';

/** Where a program can read what a code means. */
const typeOf = (code: ErrorCode): string => `https://keyholder.example/errors/${code}`;

/** RFC 9457. Nothing in it tells more than the code: two refusals with one code differ in `instance` alone (A01). */
export function problemOf(refusal: Refusal, instance: string): Record<string, unknown> {
  const { code, detail, faults, pointer, more } = refusal;
  const errors = faults ?? (pointer === undefined ? undefined : [{ pointer, code, detail: detail ?? titleOf[code] }]);
  return {
    type: typeOf(code),
    title: titleOf[code],
    status: statusOf[code],
    code,
    detail: detail ?? titleOf[code],
    instance,
    ...(errors === undefined ? {} : { errors }),
    ...more,
  };
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal, instance: string): FastifyReply {
  const status = statusOf[refusal.code];
  if (status === 401) {
    const stepUp = refusal.code === 'step_up_required';
    reply.header('www-authenticate', stepUp ? 'Bearer error="insufficient_user_authentication", max_age=900' : 'Bearer');
  }
  if (status === 429) {
    const wait = refusal.more?.['retryAfterSeconds'];
    reply.header('retry-after', String(typeof wait === 'number' ? wait : 60));
  }
  return reply
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(refusal, instance)));
}
