import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { derivedKey, fingerprintOf, readSecret, signed, valueOfSigned } from './secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'serai secret '));
afterAll(() => rmSync(folder, { recursive: true }));

it('a secret is made once, for its owner alone, unless one is set', () => {
  const dataFolder = join(folder, 'new/data');
  const made = readSecret({ secret: undefined, dataFolder });
  expect(made).toMatch(/^[\w-]{43}$/);
  expect(readSecret({ secret: undefined, dataFolder })).toBe(made);
  expect(statSync(join(dataFolder, 'secret')).mode & 0o777).toBe(0o600);
  expect(readSecret({ secret: 'x'.repeat(32), dataFolder })).toBe('x'.repeat(32));
  expect(readFileSync(join(dataFolder, 'secret'), 'utf8').trim()).toBe(made);
});

it('a damaged file and a folder that can not be written are refused with what to do', () => {
  writeFileSync(join(folder, 'secret'), 'short\n');
  expect(() => readSecret({ secret: undefined, dataFolder: folder })).toThrow('serai secret renew');
  writeFileSync(join(folder, 'a-file'), '');
  expect(() => readSecret({ secret: undefined, dataFolder: join(folder, 'a-file') })).toThrow('SERAI_SECRET');
});

it('fingerprints and links tell secrets, kinds and ids apart and hold none of them', () => {
  const [one, other] = ['a'.repeat(32), 'b'.repeat(32)];
  const all = [
    fingerprintOf(one),
    fingerprintOf(other),
    derivedKey(one, 'reset', '1'),
    derivedKey(one, 'reset', '2'),
    derivedKey(one, 'invitation', '1'),
    derivedKey(other, 'reset', '1'),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(derivedKey(one, 'reset', '1')).toBe(all[2]);
  expect(all.join()).not.toContain('aaaa');
});

it('a signature is of its value and secret', () => {
  const cookie = signed('value', 'secret');
  expect(valueOfSigned(cookie, 'secret')).toBe('value');
  for (const forged of [cookie.replace('value', 'other'), `${cookie}=`, 'value', 'value.', '.', ''])
    expect([forged, valueOfSigned(forged, 'secret')]).toEqual([forged, null]);
  expect(valueOfSigned(cookie, 'another')).toBeNull();
});
