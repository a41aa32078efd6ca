import { randomInt } from 'node:crypto';
import { type Server, createServer } from 'node:net';

/** Below the ports that Linux, macOS and Windows give to connections on their way out: none of those takes it meanwhile. */
const [lowest, highest] = [20_000, 32_000];

/**
 * An even port of this machine on which nobody listens now, for a process that is told by number where to listen, in a while.
 *
 * Whoever has one listens on the odd port above it, to its end: nobody else who asks here, in whatever process, is given the same one.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 2 * randomInt(lowest / 2, highest / 2);
    const sign = await listenOn(port + 1);
    if (sign === undefined) continue;
    sign.unref();
    const probe = await listenOn(port);
    await closed(probe);
    if (probe !== undefined) return port;
    await closed(sign);
  }
}

/** @throws what kept it from listening, unless somebody listens there already */
function listenOn(port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => ('code' in error && error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const closed = (server: Server | undefined): Promise<void> =>
  new Promise((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
