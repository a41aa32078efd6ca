import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Heard = { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown>; raw: string };
export type Reply = { status: number; body?: unknown; raw?: string; headers?: Record<string, string> } | 'hang up' | 'silence';

/**
 * A real HTTP server that plays Keyholder's part: each request takes the next reply, the last one again and again.
 * `heard` holds the requests in their order.
 */
export async function playedServer(replies: Reply[]) {
  const heard: Heard[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await text(request);
    heard.push({ path: `${request.method} ${request.url}`, headers: request.headers, body: JSON.parse(raw), raw });
    const reply = replies[Math.min(heard.length, replies.length) - 1];
    if (reply === 'silence') return;
    if (reply === undefined || reply === 'hang up') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.raw ?? JSON.stringify(reply.body ?? {}));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has an address of this kind
  return {
    heard,
    url: new URL(`http://127.0.0.1:${port}/`),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const key = `kh_enrol_org_abc_k1_${'s'.repeat(40)}_c0ffee`;
export const credential = `kh_agent_org_abc_${'t'.repeat(40)}`;

export const replies = {
  enrolled: { status: 201, body: { credential, room: { id: 'room_1', name: 'Boardroom' }, heartbeatSeconds: 30 } },
  taken: { status: 200, body: { heartbeatSeconds: 30 } },
  ended: { status: 401, body: { code: 'not_signed_in' } },
} as const satisfies Record<string, Reply>;
