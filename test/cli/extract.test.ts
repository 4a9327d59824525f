import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../server/src/platform/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'serai extract '));
const text =
  'Date: 2025-06-18\n\nTrade with Kazakhstan grew by 10.4 percent to over $94.8 billion last year 🚂, customs said.\n';
const file = join(folder, 'one text.txt');
writeFileSync(file, text);
const serai = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'server/bin/serai.mjs'), 'extract', ...args], {
    encoding: 'utf8',
    env: { ...process.env, SERAI_DATA: folder },
  });

test('each line of --json is a claim with the promised fields in order, and its span is its quote', () => {
  const { status, stdout, stderr } = serai(file, '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const row of rows) {
    expect(Object.keys(row).join()).toBe(
      'file,start,end,quote,kind,lo,hi,unit,modifier,direction,modality,measure,subject,partner,place,period,speaker,confidence',
    );
    expect(text.slice(row.start as number, row.end as number)).toBe(row.quote);
  }
  expect(rows.find(({ kind }) => kind === 'money')).toMatchObject({
    lo: '94800000000',
    unit: 'USD',
    modifier: '>',
    subject: 'KZ',
    period: { start: '2024-01-01', end: '2024-12-31', label: 'last year' },
  });
});

test('a file that can’t be read is refused before anything is printed, a date that is none is not understood', () => {
  expect(serai(file, join(folder, 'nowhere.txt'), '--json')).toMatchObject({ status: 1, stdout: '' });
  writeFileSync(join(folder, 'binary.txt'), Buffer.from([0xff, 0xfe, 0, 1]));
  expect(serai(join(folder, 'binary.txt')).stderr).toContain('not UTF-8');
  expect(serai(file, '--date', '2025-13-01').status).toBe(2);
});

test('whoever has read enough may go: the program ends without a fault', () => {
  const command = `"${process.execPath}" "${join(root, 'server/bin/serai.mjs')}" extract ${`"${file}" `.repeat(400)} --json | head -1`;
  const { stderr } = spawnSync('sh', ['-c', command], {
    encoding: 'utf8',
    env: { ...process.env, SERAI_DATA: folder },
  });
  expect(stderr).toBe('');
});
