import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../api/audit.ts';
import { readLocale } from '../../../i18n/build.ts';
import { translator } from '../../../i18n/messages.ts';
import { differencesOf, kindsOfChange, sentence } from './sentence.ts';

const folder = `${import.meta.dirname}/../../../../../locales`;
const t = translator('en', readLocale(folder, 'en').messages);

const entry = (what: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: '1',
  at: '2026-12-01T10:00:00Z',
  person: 'p',
  personName: 'Aigerim',
  via: 'session',
  what,
  subject: 'person:018f',
  organisation: null,
  organisationName: null,
  requestId: null,
  before: null,
  after: null,
  ...more,
});

test('a change is a sentence with who, whom and what', () => {
  const invited = entry('person.invited', {
    after: { email: 'b@hub.example', roles: ['forwarder', 'administrator'] },
  });
  expect(sentence(invited, t, ', ')).toBe('Aigerim invited b@hub.example as administrator, forwarder.');
});

test('what the server did by itself, and what a system did, is not said to be a person’s', () => {
  expect(
    sentence(
      entry('booking.expired', { personName: null, via: 'server', after: { number: 'B-7' } }),
      t,
      ', ',
    ),
  ).toMatch(/^Serai /);
  expect(sentence(entry('token.made', { via: 'token' }), t, ', ')).toMatch(/^A system of Aigerim /);
});

test('a kind of change nobody has words for is named as it is', () => {
  expect(sentence(entry('wagon.painted', { subject: 'wagon:7' }), t, ', ')).toBe(
    'Aigerim: wagon.painted, 7.',
  );
});

test('every known kind of change has its words', () => {
  for (const what of Object.values(kindsOfChange).flat())
    expect(sentence(entry(what), t, ', '), what).not.toContain('identity.audit');
});

test('before and after stand side by side, and what was not there is empty', () => {
  expect(
    differencesOf({ before: { teu: 55 }, after: { teu: 60, classes: ['3', '4.1'], more: { a: 1 } } }),
  ).toEqual([
    { name: 'teu', before: '55', after: '60' },
    { name: 'classes', before: '', after: '3, 4.1' },
    { name: 'more', before: '', after: '{"a":1}' },
  ]);
  expect(differencesOf({ before: null, after: null })).toEqual([]);
});
