import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { databaseBus } from '../bus.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { addInvitation } from '../identity/invitation.store.ts';
import { invitationLetter, letterJobs } from '../identity/letters.ts';
import { derivedKey, hashOf } from '../identity/secret.ts';
import { signedIn, testSettings } from '../identity/testing.ts';
import { newId } from '../ids.ts';
import { JobQueue } from '../jobs/queue.ts';
import { root } from '../root.ts';
import { openPost } from './index.ts';
import { smtpPost } from './smtp.ts';
import { words } from './words.ts';

/** A mail server of a few lines that speaks as RFC 5321 says and keeps what it was given; `refuse` answers a letter's end with 451. */
interface MailServer {
  url: string;
  said: string[];
  letters: string[];
  refuse: boolean;
  server: Server;
}
const servers: MailServer[] = [];
async function mailServer(port = 0): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    let letter: string | undefined;
    const answer = (line: string) => socket.write(`${line}\r\n`);
    const hear = (line: string): string | undefined => {
      mail.said.push(line);
      if (/^EHLO/.test(line)) return '250 8BITMIME';
      if (/^(MAIL|RCPT|RSET)/.test(line)) return '250 OK';
      if (/^QUIT/.test(line)) return '221 bye';
      if (line !== 'DATA') return '502 not known';
      letter = '';
      return '354 go on';
    };
    const take = (line: string): string | undefined => {
      if (line !== '.') {
        letter += `${line.replace(/^\./, '')}\n`;
        return undefined;
      }
      if (!mail.refuse) mail.letters.push(letter!);
      letter = undefined;
      return mail.refuse ? '451 try again later' : '250 kept';
    };
    answer('220 a mail server of a test');
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      for (;;) {
        const end = text.indexOf('\r\n');
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        const said = letter === undefined ? hear(line) : take(line);
        if (said !== undefined) answer(said);
      }
    });
  });
  server.once('close', () => {
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((settle) => server.listen(port, '127.0.0.1', settle));
  const at = (server.address() as AddressInfo).port;
  const mail: MailServer = { url: `smtp://127.0.0.1:${at}`, said: [], letters: [], refuse: false, server };
  servers.push(mail);
  return mail;
}

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'serai mail '));
beforeAll(async () => {
  database = await testDatabase({
    migrations: [{ module: 'platform', folder: `${root}/server/src/platform/migrations` }],
  });
});
afterEach(() => {
  for (const { server } of servers.splice(0)) server.close();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const letter = {
  to: 'chen@silk.example',
  subject: '邀请 to a caravan',
  text: 'One line.\n.\n.. and a link: http://localhost/invitations/abc\nПривет',
  language: 'zh',
  id: 'a-letter-of-a-test',
};

/** RFC 2045, 6.7. */
const decoded = (text: string) =>
  decodeURIComponent(
    text
      .replaceAll('=\n', '')
      .replaceAll('%', '%25')
      .replaceAll(/=([0-9A-F]{2})/g, '%$1'),
  );

it('a letter goes to the mail server whole, from and to whom it says', async () => {
  const mail = await mailServer();
  const post = smtpPost(mail.url, 'Serai Hub <hub@serai.example>');
  await post.send(letter);
  await post.close();
  expect(mail.said.filter((line) => /^(MAIL|RCPT)/.test(line)).map((line) => line.split(' BODY')[0])).toEqual(
    ['MAIL FROM:<hub@serai.example>', 'RCPT TO:<chen@silk.example>'],
  );
  const [head = '', body = ''] = mail.letters[0]!.split('\n\n');
  expect(head).toMatch(/^From: Serai Hub <hub@serai\.example>$/m);
  expect(head).toMatch(/^Message-ID: <a-letter-of-a-test@serai\.example>$/im);
  expect(head).toMatch(/^Content-Language: zh$/m);
  expect(head).toMatch(/^Content-Transfer-Encoding: quoted-printable$/im);
  expect(decoded(body).trim()).toBe(letter.text);
});

it('an address can not smuggle in a second reader, nor a subject another header', async () => {
  const mail = await mailServer();
  const post = smtpPost(mail.url, 'hub@serai.example');
  await post.send({ ...letter, subject: 'Hi\r\nBcc: spy@evil.example' });
  await post.send({ ...letter, to: 'chen@silk.example, spy@evil.example' }).catch(() => {});
  await post.close();
  expect(mail.said.filter((line) => line.startsWith('RCPT TO:<spy'))).toEqual([]);
  expect(mail.letters[0]!.split('\n\n')[0]).not.toMatch(/^Bcc:/m);
});

it('an account at a mail server without TLS is not used: its password would go in the clear', async () => {
  const mail = await mailServer();
  const post = smtpPost(mail.url.replace('//', '//hub:secret@'), 'hub@serai.example');
  await expect(post.send(letter)).rejects.toThrow();
  expect(mail.said.join('\n')).not.toMatch(/AUTH/);
  await post.close();
});

it('without a mail server a letter is a file that its owner alone can read, however often it is sent', async () => {
  const post = openPost({ smtpUrl: undefined, mailFrom: 'hub@serai.example', dataFolder: folder });
  await Promise.all([post.send(letter), post.send({ ...letter, id: 'another' })]);
  await post.send(letter);
  expect(readdirSync(join(folder, 'mail')).sort()).toEqual(['a-letter-of-a-test.eml', 'another.eml']);
  const path = join(folder, 'mail/another.eml');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const [head, text] = readFileSync(path, 'utf8').split('\r\n\r\n');
  expect(head).toMatch(/^To: chen@silk\.example\r$/m);
  expect(head).toMatch(/^Subject: 邀请 to a caravan\r$/m);
  expect(text).toBe(letter.text.replaceAll('\n', '\r\n'));
});

it('a letter a mail server does not take, or is not there to take, is sent when it does, with the same link', async () => {
  const mail = await mailServer();
  const { port } = mail.server.address() as AddressInfo;
  const post = smtpPost(mail.url, 'hub@serai.example');
  const log = pino({ level: 'silent' });
  const bus = await databaseBus(database, log);
  const parts = {
    database: () => database,
    settings: () => testSettings,
    post: () => post,
    jobs: (): JobQueue => jobs,
  };
  const jobs = new JobQueue({ db: database.db, bus, log, kinds: letterJobs(parts), pollMs: 20, retryMs: 20 });
  jobs.start();
  const { organisation, person } = await signedIn(database, { roles: ['administrator'] });
  const now = new Date();
  const invite = async (email: string) => {
    const id = newId();
    const key = derivedKey(testSettings.secret, 'invitation', id);
    await addInvitation(database.db, {
      id,
      hash: hashOf(key),
      organisation: organisation.id,
      email,
      roles: ['forwarder'],
      language: 'en',
      invitedBy: person.id,
      now,
      expiresAt: new Date(now.getTime() + 60_000),
    });
    await jobs.enqueue(database.db, { kind: invitationLetter, payload: { id } });
    return key;
  };
  const until = async (done: () => boolean) => {
    while (!done()) await new Promise((settle) => setTimeout(settle, 10));
  };
  mail.refuse = true;
  const first = await invite('first@silk.example');
  await until(() => mail.said.filter((line) => line === 'DATA').length >= 2);
  mail.refuse = false;
  await until(() => mail.letters.length > 0);
  expect(mail.letters.join()).toContain(`http://localhost/invitations/${first}`);
  mail.server.close();
  await post.close();
  const second = await invite('second@silk.example');
  await new Promise((settle) => setTimeout(settle, 100));
  const back = await mailServer(port);
  await until(() => back.letters.length > 0);
  expect(back.letters[0]).toContain(`http://localhost/invitations/${second}`);
  await jobs.stop(1_000);
  await bus.close();
});

it('letters are written in the reader’s language, and in English where there is none', () => {
  const values = {
    organisation: 'Silk\nFreight',
    invitedBy: 'Zarina',
    link: 'http://x/y',
    hub: 'http://x',
    until: new Date('2026-12-01T12:00:00Z'),
  };
  const written = ['en', 'zh', 'ru', 'xx'].map((language) => words(language, 'invitation', values));
  expect(new Set(written.map(({ text }) => text)).size).toBe(3);
  for (const { subject, text } of written) {
    expect(subject).not.toMatch(/\n/);
    expect(text).toContain('http://x/y');
  }
  expect(words('ru', 'reset', { name: 'Борис', link: 'l', hub: 'h', minutes: 60 }).text).toContain(
    '60 минут:',
  );
});
