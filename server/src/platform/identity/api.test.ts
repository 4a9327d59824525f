import { expect, test } from 'vitest';
import { admitRequest, organisationChange, profileRequest, setupRequest, tokenRequest } from './api.ts';

const inName = (name: string) => [
  profileRequest.safeParse({ name }).success,
  admitRequest.safeParse({ name, kind: 'company', administrator: 'a@b.example' }).success,
  organisationChange.safeParse({ name }).success,
  tokenRequest.safeParse({ name, roles: ['forwarder'] }).success,
  setupRequest.safeParse({ name, organisation: name, email: 'a@b.example', password: 'x'.repeat(12) })
    .success,
];

test('a name is one line that reads as it is written: it stands in letters to others', () => {
  for (const name of ['Ada', 'Гульнара Сейткали', '陈 伟', "O'Neil & Söhne", 'عمر'])
    expect(inName(name), name).toEqual(Array(5).fill(true));
  for (const name of [
    'a\r\nOpen https://evil.example',
    'a\tb',
    'a\u2028b',
    '\u202elive',
    'a\u0085b',
    'a\u001bb',
  ])
    expect(inName(name), JSON.stringify(name)).toEqual(Array(5).fill(false));
});
