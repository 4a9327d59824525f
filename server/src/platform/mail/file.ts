import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Letter, Post } from './mail.ts';
import { messageOf } from './message.ts';

/** Letters as files, where no mail server is set: whoever runs Serai to look at it opens them. A letter sent twice is one file. */
export function filePost(folder: string, from: string): Post {
  return {
    send: async (letter: Letter) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { createTransport } = await import('nodemailer');
      const composing = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
      const { message } = await composing.sendMail(messageOf(letter, from));
      const path = join(folder, `${letter.id}.eml`);
      // They hold links that let somebody in.
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
      await rename(`${path}.part`, path);
    },
    close: () => {},
  };
}
