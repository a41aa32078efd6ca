import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Answer } from './answer.ts';
import type { Route } from './route.ts';

/** Sends a success. No answer of the API is kept by anybody on the way, and none is answered from a cache (api.md, objects). */
export function sendAnswer(reply: FastifyReply, route: Route, answer: Answer, trace: string): FastifyReply {
  reply.status(answer.status);
  if (!reply.hasHeader('x-request-id')) reply.header('x-request-id', trace);
  if (answer.location !== undefined) reply.header('location', answer.location);
  if (answer.version !== undefined) reply.header('etag', `"${answer.version}"`);
  const { mediaType } = route.operation.success;
  if (mediaType !== undefined) {
    reply.type(mediaType).headers(route.headers?.(answer.value) ?? { 'content-disposition': 'attachment; filename="audit.jsonl"' });
    return reply.send(isLines(answer.value) ? Readable.from(answer.value) : String(answer.value));
  }
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.value));
}

export const isLines = (value: unknown): value is AsyncIterable<string> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
