import type { SendMailOptions } from 'nodemailer';
import type { Letter } from './mail.ts';

export function messageOf({ to, subject, text, language, id }: Letter, from: string): SendMailOptions {
  const host = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'serai';
  return {
    from,
    // As an object, so that no part of an address is read as another.
    to: { name: '', address: to },
    subject,
    text,
    messageId: `<${id}@${host}>`,
    headers: {
      'Content-Language': language,
      // RFC 3834: no holiday notice need answer it.
      'Auto-Submitted': 'auto-generated',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
