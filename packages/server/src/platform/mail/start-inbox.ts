import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Db } from '../postgres/in-tenant.ts';
import { withoutLocks } from '../postgres/without-locks.ts';
import { type Received, insertReceived } from './inbox.store.ts';

const largestBytes = 256 * 1024;

/**
 * The embedded inbox of the demo: an SMTP server on a free loopback port that delivers to no network. What arrives can be
 * read by everybody who can open the portal, so it must not run in production.
 */
export async function startInbox({ db, log }: { db: Db; log: (line: string) => void }): Promise<{ smtpUrl: string; stop: () => Promise<void> }> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestBytes,
    logger: false,
    onData: callbackify((stream: SMTPServerDataStream, session: SMTPServerSession) =>
      receive(db, stream, session).catch((error: unknown) => {
        log(`the inbox did not take a mail: ${String(error)}`);
        throw new Error('not stored; try again');
      }),
    ),
  });
  server.on('error', (error) => log(`the inbox: ${error.message}`));
  await new Promise<void>((listening, failed) => {
    server.server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.server.address() as AddressInfo; // a TCP server that listens has one
  return { smtpUrl: `smtp://127.0.0.1:${port}`, stop: () => new Promise((stopped) => server.close(() => stopped())) };
}

async function receive(db: Db, stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  if (stream.sizeExceeded) throw new Error('larger than 256 KiB');
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  const sender = mail.from?.address ?? '';
  const received = envelope.rcptTo.map(({ address }): Received => ({
    sender,
    recipient: address,
    subject: mail.subject ?? '',
    body: mail.text ?? '',
  }));
  await withoutLocks(db, [], (tx) => insertReceived(tx, received));
}
