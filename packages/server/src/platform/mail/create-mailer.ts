import { createTransport } from 'nodemailer';

/** A mail as plain text. `id` becomes its Message-ID, so that one sent twice is known as the same. */
export type Letter = { id: string; to: { name: string; address: string }; subject: string; text: string };
export type Mailer = { send: (letter: Letter) => Promise<void>; close: () => void };

/**
 * Sends to SMTP_URL (`smtp://` or `smtps://`). Names and subjects are encoded by the library as header text; it is never
 * given a raw header, a file or an address that it would fetch.
 *
 * @param from the address that mails come from
 */
export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = from.slice(from.lastIndexOf('@') + 1);
  return {
    send: async ({ id, to, subject, text }) => {
      await transport.sendMail({
        from: { name: 'Keyholder', address: from },
        to,
        subject,
        text,
        messageId: `<${id}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
