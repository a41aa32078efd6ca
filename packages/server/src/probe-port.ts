import { createServer } from 'node:net';
import { StartRefused } from './platform/postgres/start-refused.ts';

/** Says early and plainly that the address is taken, before a database is started for nothing. */
export function probePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'is in use: stop what listens there, or set PORT'
          : `cannot be used (${error.code ?? error.message}): set HOST and PORT`;
      reject(new StartRefused(`${host}:${port} ${why}`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
