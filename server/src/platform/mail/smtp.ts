import type { Post } from './mail.ts';
import { messageOf } from './message.ts';

const timeoutMs = 20_000;

/**
 * By the mail server SMTP_URL names (`smtps://user:password@host`, or `smtp://host:587`, which goes over to TLS where the server offers it).
 * Imported when there is a letter, which is seldom.
 */
export function smtpPost(url: string, from: string): Post {
  let transport: Promise<import('nodemailer').Transporter> | undefined;
  const open = async () => {
    const { createTransport } = await import('nodemailer');
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    return createTransport({
      host: hostname.replaceAll(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      // A password is never sent in the clear.
      ...(username === ''
        ? {}
        : {
            requireTLS: true,
            auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
          }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
  return {
    send: async (letter) => {
      transport ??= open();
      await (await transport).sendMail(messageOf(letter, from));
    },
    close: async () => (await transport)?.close(),
  };
}
