import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fixtures } from '../../server/src/modules/observatory/compare/testing.ts';
import { root } from '../../server/src/platform/root.ts';

/** `serai audit` as a person runs it: real files, no database. */
const folder = mkdtempSync(join(tmpdir(), 'serai audit '));
afterAll(() => rmSync(folder, { recursive: true }));
for (const { id, date, text } of [...fixtures('copies'), ...fixtures('guilty')])
  writeFileSync(join(folder, `${id}.txt`), `Date: ${date}\n\n${text}\n`);

const audit = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'server/bin/serai.mjs'), 'audit', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', LC_MESSAGES: '' },
  });

it('says of each figure whether others give it, what can’t be right and where the text comes from', () => {
  const { stdout, status } = audit('port-rewrite.txt', '--against', '.');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^port-rewrite\.txt\n {2}\d+ figures: \d+ agree with others, \d+ contradicts?, \d+ stands? alone\./,
  );
  expect(stdout).toContain('Rewritten from port-original.txt');
  expect(stdout).toContain('it is so in Central Asia only');
  expect(stdout).toContain('“approaching … $20 billion” in one text is “set to … $20 billion” in its copy');
  expect(stdout).not.toMatch(/\{|undefined|null|@/);
});

it('prints one JSON object a file, with spans that count in the file', () => {
  const { stdout, status } = audit('rogun.txt', 'conversion-slip.txt', '--json');
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(status).toBe(0);
  expect(
    answers.map(({ file, findings }) => [file, findings.map(({ check }: { check: string }) => check)]),
  ).toEqual([
    ['rogun.txt', ['place-of-asset']],
    ['conversion-slip.txt', ['exchange-rate']],
  ]);
  const [spot] = answers[0].findings[0].spots;
  const { text = '', date = '' } = fixtures('guilty').find(({ id }) => id === 'rogun') ?? {};
  expect(`Date: ${date}\n\n${text}\n`.slice(spot.start, spot.end)).toBe(spot.quote);
});

it.each(['zh', 'ru'])('speaks %s', (lang) => {
  const { stdout, status } = audit('rogun.txt', '--lang', lang);
  expect(status).toBe(0);
  expect(stdout).toContain(
    lang === 'zh' ? '罗贡水电站不在吉尔吉斯斯坦' : 'Рогунская ГЭС: страна не Киргизия, а Таджикистан',
  );
});

it('ends with 1 where --check finds something, and with 0 where it doesn’t', () => {
  expect(audit('rogun.txt', '--check').status).toBe(1);
  expect(audit('unrelated-rail.txt', '--check').status).toBe(0);
});

it.each([
  ['a file that isn’t there', () => 'nothing.txt', /nothing\.txt is not there/],
  ['an empty file', () => write('empty.txt', ''), /is empty/],
  [
    'bytes that are no text',
    () => write('picture.txt', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00])),
    /is not UTF-8 text/,
  ],
  ['a file of more than 5 MB', () => write('long.txt', 'a '.repeat(2_600_000)), /at most 5000000/],
])('refuses %s and says so', (_what, file, reason) => {
  const { stdout, stderr, status } = audit('rogun.txt', file());
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(reason);
});

it('ends with 2 when it was not understood', () => {
  expect(audit().status).toBe(2);
  expect(audit('rogun.txt', '--date', 'yesterday').status).toBe(2);
});

function write(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}
