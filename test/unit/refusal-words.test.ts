/** Every refusal a page can meet is said in the reader's words: the codes of the routes it calls, held against the words it has. */
import { expect, test } from 'vitest';
import { noParts, seraiModules } from '../../server/src/app.ts';
import { platformErrors } from '../../server/src/platform/errors.ts';
import { type Problem, ProblemError } from '../../web/src/api/client.ts';
import { refusalWords as bookingWords, refusals } from '../../web/src/features/booking/refusal-words.ts';
import '../../web/src/features/capacity/messages.ts';
import { refusalWords as planWords } from '../../web/src/features/freight/planner/refusal-words.ts';
import '../../web/src/features/identity/messages.ts';
import '../../web/src/features/indicators/messages.ts';
import '../../web/src/features/observatory/articles/refusals.ts';
import '../../web/src/features/offices/messages.ts';
import '../../web/src/features/terms/messages.ts';
import { refusalText, wordedCodes } from '../../web/src/form/refusal-text.ts';
import { readLocale } from '../../web/src/i18n/build.ts';
import { formatFor } from '../../web/src/i18n/format.ts';
import type { Language } from '../../web/src/i18n/index.ts';
import { translator } from '../../web/src/i18n/messages.ts';

interface Said {
  title?: string;
  text: string;
  lang?: 'en';
}
type Reader = Pick<Language, 't' | 'format'>;
type Words = (problem: Problem, reader: Reader) => Said;

const plans: Words = (problem, reader) => planWords(problem, {}, undefined, reader);
const bookings: Words = (problem, { t }) => bookingWords(new ProblemError(problem), t);
const forms: Words = (problem, { t }) => refusalText(new ProblemError(problem), t);
const readerOf = (tag: string): Reader => {
  const { messages, table } = readLocale(`${import.meta.dirname}/../../locales`, tag);
  return { t: translator(tag, messages), format: formatFor(table) };
};
/** A page that can't be shown says that in its own words, whatever the code (shell/pages.tsx). */
const whole = null;

/** Whose words answer which routes, the first that fits. */
const wordsOf: readonly [RegExp, Words | null][] = [
  [/^POST \/plans$/, plans],
  [/^(POST|PUT) \/bookings/, bookings],
  [/^PUT \/booking-terms/, forms],
  [/^GET \/(bookings|customs$|goods|containers|booking-terms)/, whole],
  [/\/(customs-offices|departures|service-capacities|lanes)/, forms],
  [
    /\/(session|sessions|account|password-resets|setup|people|invitations|invitation-links|organisations|tokens|audit)/,
    forms,
  ],
  [/^(POST|PUT|DELETE) \/(articles|feeds|series|mappings|decisions)/, forms],
  [
    /^GET \/(articles|sources|feeds|findings|pairs|claims|dossiers|indicators|mirror|mappings|decisions)/,
    whole,
  ],
  [/^GET \/(places|terminals|services|crossings|facts|methods|network|overview|runs)/, whole],
];

/** No page calls them: quotes and the catalogue are for systems, evidence is read by a figure's dialog in its own words. */
const uncalled = /\/(quotes|catalogue|evidence)/;

/** Codes a page can't meet, or meets with words of its own beside them. */
const left: Readonly<Record<string, string>> = {
  'key-missing': 'pages always send a key',
  'place-unknown': 'the heat map says it at the field it was typed in',
  'name-missing': 'the form asks for it before it sends',
  'password-missing': 'the form asks for it before it sends',
  'password-too-short': 'the form asks for it before it sends',
  'accepted-elsewhere': 'the sheet offers only figures of the finding',
  'accepted-not-found': 'the sheet offers only figures of the finding',
  'nothing-to-decide': 'the sheet opens from a finding',
  'article-field-invalid': 'pages send no such fields',
  'body-too-large': 'files are sent one by one, and one that is too large is said to be',
  'files-missing': 'the page sends what was chosen',
  'form-invalid': 'pages send forms as browsers make them',
  'series-form-invalid': 'pages send forms as browsers make them',
  'feed-not-found': 'only feeds that are there can be removed',
  'index-invalid': 'told line by line, in the words of the file',
};

const routes = seraiModules(noParts).flatMap((module) =>
  module.routes.map(({ method, path, errors = [] }) => ({
    name: `${method} ${path.replace('/api/v1', '')}`,
    codes: errors as readonly string[],
  })),
);
/** A key without a message shows itself. */
const isKey = (text: string) => /^[a-z]+\.[\w.-]+$/.test(text);
const refused = (code: string): Problem => ({
  type: `/problems/${code}`,
  title: 'Title',
  status: 422,
  code,
  detail: 'Detail',
});

test('every route is said by somebody, or called by no page', () => {
  const nobody = routes.filter(
    ({ name }) => !uncalled.test(name) && !wordsOf.some(([pattern]) => pattern.test(name)),
  );
  expect(nobody).toEqual([]);
});

test.each(['en', 'zh', 'ru'])('every refusal of a route the pages call has words in %s', (tag) => {
  const reader = readerOf(tag);
  const unsaid = routes
    .filter(({ name }) => !uncalled.test(name))
    .flatMap(({ name, codes }) => {
      const words = wordsOf.find(([pattern]) => pattern.test(name))?.[1];
      return (words ? codes : []).filter((code) => {
        if (code in left) return false;
        const { title = '', text, lang } = words!(refused(code), reader);
        return lang !== undefined || [title, text].some(isKey);
      });
    });
  expect([...new Set(unsaid)]).toEqual([]);
});

test('what every route may answer has words in forms, but for what a page does not do', () => {
  const notDone = ['not-found', 'method-not-allowed', 'body-not-json', 'body-too-large', 'media-type'];
  const reader = readerOf('ru');
  const unsaid = Object.keys(platformErrors).filter(
    (code) => forms(refused(code), reader).lang !== undefined,
  );
  expect(unsaid).toEqual(notDone);
});

test('words are kept for no code the server does not have', () => {
  const known = new Set(
    seraiModules(noParts)
      .flatMap(({ errors }) => Object.keys(errors))
      .concat(Object.keys(platformErrors)),
  );
  expect([...wordedCodes(), ...Object.keys(refusals)].filter((code) => !known.has(code))).toEqual([]);
});
