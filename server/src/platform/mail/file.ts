import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Letter, Post } from './mail.ts';

/** Letters as files, where no mail server is set: whoever runs Serai to look at it opens them. A letter sent twice is one file. */
export function filePost(folder: string, from: string): Post {
  return {
    send: async (letter) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${letter.id}.eml`);
      // They hold links that let somebody in.
      await writeFile(`${path}.part`, textOf(letter, from), { mode: 0o600 });
      await rename(`${path}.part`, path);
    },
    close: () => {},
  };
}

/** In 8-bit UTF-8 (RFC 6532) instead of as it goes over the wire: what is Chinese or Russian can be read in a terminal too. */
function textOf({ to, subject, text, language, id }: Letter, from: string): string {
  const headers = {
    Date: new Date().toUTCString().replace('GMT', '+0000'),
    From: from,
    To: to,
    Subject: subject,
    'Message-ID': `<${id}@serai>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    'Content-Language': language,
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value.replaceAll(/\s+/g, ' ')}`);
  return `${head.join('\n')}\n\n${text}`.replaceAll(/\r?\n/g, '\r\n');
}
