import { Type } from 'typebox';
import { operation } from './operation.ts';

export const events = {
  stream: operation({
    id: 'events.stream',
    method: 'GET',
    path: '/events',
    summary: 'Server-sent events: `access` with the customers in my reach, at once and whenever they change; `ended` when my sign-in is over',
    success: { status: 200, body: Type.String(), mediaType: 'text/event-stream' },
  }),
};
