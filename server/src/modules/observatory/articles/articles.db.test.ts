import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { AuditEntry } from '../../../platform/audit/api.ts';
import { type SignedIn, signedIn } from '../../../platform/identity/testing.ts';
import { root } from '../../../platform/root.ts';
import type { Article, ArticleRow, ingestAnswer, sourceSchema } from '../api.ts';
import { formOf, type TestSite, testSite } from './testing.ts';

type Answer = z.infer<typeof ingestAnswer>;
type Page = { items: ArticleRow[]; next: string | null };
type Source = z.infer<typeof sourceSchema>;

let site: TestSite;
let operator: SignedIn;
beforeAll(async () => {
  site = await testSite();
  operator = await signedIn(site.database, { roles: ['operator'] });
});
afterAll(() => site.end());

const text = (about: string) => `The fair of ${about}

Date: 2025-06-18

Trade between China and Kazakhstan reached $44 billion in 2024, the ministry said.
More than 120 trains left ${about} for Tashkent in the first five months of this year.
`;
const add = async (post: unknown) => {
  const { status, body } = await site.ask<Answer>('/articles', { post });
  expect({ status, problem: body.detail }).toEqual({ status: 200, problem: undefined });
  return body.items[0]!;
};
const article = async (id: string) => (await site.ask<Article>(`/articles/${id}`)).body;
/** All that is stored: articles, the chains of the ledger, what the audit log was told. */
async function stored() {
  const { rows } = await sql<{
    articles: number;
  }>`select count(*)::int as articles from observatory.article`.execute(site.database.db);
  const heads = (await site.ledger.read.heads({ limit: 1_000 })).items;
  const { body } = await site.ask<{ items: AuditEntry[] }>('/audit?limit=200', { headers: operator.cookie });
  return {
    articles: rows[0]!.articles,
    heads,
    told: body.items.filter(({ what }) => what.startsWith('article.')).map(({ subject }) => subject),
  };
}

describe('a text', () => {
  test('is kept word for word, with every claim at its place', async () => {
    const given = text('Urumqi');
    const item = await add({ text: given, title: 'A fair', publisher: 'The Caravan' });
    expect(item).toMatchObject({ isNew: true, figures: 2, problem: null });
    const kept = await article(item.article!);
    expect(kept).toMatchObject({
      ...{ text: given, title: 'A fair', publisher: 'The Caravan', date: '2025-06-18', language: 'en' },
      ...{ figures: 2, address: '', version: item.article },
    });
    for (const { start, end, quote } of kept.claims) expect(given.slice(start, end)).toBe(quote);
    const trains = kept.claims.find(({ lo }) => lo === '120');
    expect(trains).toMatchObject({
      modifier: '>',
      unit: 'trains',
      period: { start: '2025-01-01', end: '2025-05-31' },
    });
    const { items } = await site.ledger.read.claims({ version: kept.version });
    expect(new Set(items.map(({ extractor }) => extractor))).toEqual(new Set(['extract 0.1.0']));
  });

  test('sent again, in whatever bytes, is the article it was', async () => {
    const given = text('Khorgos');
    const first = await add({ text: given });
    const before = await stored();
    expect(await add({ text: given })).toEqual({ ...first, isNew: false });
    const utf16 = Buffer.from(`\ufeff${given}`, 'utf16le');
    const { body } = await site.ask<Answer>('/articles/files', { post: formOf({ 'khorgos.txt': utf16 }) });
    expect(body.items).toMatchObject([{ article: first.article, isNew: false, problem: null }]);
    expect(await stored()).toEqual(before);
  });

  test('sent twenty times at once is one source with one version', async () => {
    const before = await stored();
    const given = text('Almaty');
    const items = await Promise.all(Array.from({ length: 20 }, () => add({ text: given, title: 'At once' })));
    expect(new Set(items.map((item) => item.article)).size).toBe(1);
    expect(items.filter(({ isNew }) => isNew)).toHaveLength(1);
    const after = await stored();
    const { claims, source } = await article(items[0]!.article!);
    expect(after.articles).toBe(before.articles + 1);
    expect(after.told).toEqual([`article:${items[0]!.article}`, ...before.told]);
    const added = after.heads.filter(({ source }) => before.heads.every((each) => each.source !== source));
    // A description, a version, its claims, and no row more.
    expect(added).toMatchObject([{ source, rows: 2 + claims.length }]);
  });

  test('of an address that now says something else is a newer version of its source; saying the first again, the first is current', async () => {
    const address = 'https://news.example/fair?id=7&utm_source=mail#top';
    const first = await add({ text: text('Tashkent'), address });
    const second = await add({ text: text('Bishkek'), address: 'https://news.example/fair?id=7' });
    expect(second.isNew).toBe(true);
    const { source } = await article(second.article!);
    expect((await article(first.article!)).source).toBe(source);
    const listed = async (query: string) =>
      (await site.ask<Page>(`/articles${query}`)).body.items.map(({ id }) => id);
    const versions = async () =>
      (await site.ask<Source>(`/sources/${encodeURIComponent(source)}`)).body.versions.map(({ id }) => id);
    expect(await versions()).toEqual([second.article, first.article]);
    expect(await listed('?query=fair%20Tashkent%20Bishkek')).toEqual([second.article]);
    expect(await listed(`?source=${encodeURIComponent(source)}`)).toEqual([second.article, first.article]);

    expect(await add({ text: text('Tashkent'), address })).toMatchObject({
      article: first.article,
      isNew: false,
    });
    expect(await versions()).toEqual([second.article, first.article]);
    expect(await listed('')).not.toContain(second.article);
    expect(await listed('')).toContain(first.article);
  });

  test('is told to the audit log with the person, in the same transaction', async () => {
    const { article: id } = await add({ text: text('Aktau'), title: 'Told' });
    const { body } = await site.ask<{ items: AuditEntry[] }>('/audit', { headers: operator.cookie });
    expect(body.items.find(({ subject }) => subject === `article:${id}`)).toMatchObject({
      what: 'article.added',
      person: site.analyst.person.id,
    });
  });
});

describe('what is refused', () => {
  const long = 'a'.repeat(501);
  test.each([
    ['nothing at all', {}, 'nothing-to-read', ''],
    ['blanks', { text: ' \n\t ' }, 'document-empty', ''],
    ['a title that is too long', { text: text('a'), title: long }, 'body-invalid', '/title'],
    [
      'a control character in the publisher',
      { text: text('a'), publisher: 'The\u0007Bell' },
      'article-field-invalid',
      'publisher',
    ],
    ['a line break in the title', { text: text('a'), title: 'One\nTwo' }, 'article-field-invalid', 'title'],
    ['a day there is not', { text: text('a'), date: '2025-02-30' }, 'body-invalid', '/date'],
    ['a day to come', { text: text('a'), date: '2999-01-01' }, 'article-field-invalid', 'date'],
    ['a day before newspapers', { text: text('a'), date: '0999-01-01' }, 'article-field-invalid', 'date'],
    [
      'a Date: line that is no day',
      { text: 'Date: 2025-13-01\nTrade rose to $2 billion.' },
      'article-date-impossible',
      '',
    ],
    [
      'a language that is none',
      { text: text('a'), language: 'english!' },
      'article-field-invalid',
      'language',
    ],
    [
      'an address that is not of the web',
      { text: text('a'), address: 'ftp://example.org/a' },
      'article-field-invalid',
      'address',
    ],
    ['a private address', { address: 'http://127.0.0.1/' }, 'address-private', ''],
    ['a field that is none', { text: text('a'), author: 'me' }, 'body-invalid', '/author'],
  ])('%s, with the reason, and nothing is stored', async (_, post, code, at) => {
    const before = await stored();
    const { status, body } = await site.ask<object>('/articles', { post });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toMatchObject({ code, ...(at === '' ? {} : { faults: [{ at }] }) });
    expect(body.detail).not.toBe('');
    expect(await stored()).toEqual(before);
  });

  test('an article, a source and a cursor there are not', async () => {
    expect((await site.ask('/articles/nobody')).body.code).toBe('article-not-found');
    expect((await site.ask('/articles/01a200d2-e376-7566-8d48-dfb007da00b8')).body.code).toBe(
      'article-not-found',
    );
    expect((await site.ask('/sources/article:nobody')).body.code).toBe('source-not-found');
    expect((await site.ask('/articles?cursor=x')).body.code).toBe('articles-cursor-invalid');
  });

  test('whoever may not write', async () => {
    const buyer = await signedIn(site.database, { roles: ['buyer'] });
    expect((await site.ask('/articles', { post: { text: text('a') }, headers: buyer.cookie })).status).toBe(
      403,
    );
    expect((await site.ask('/articles', { post: { text: text('a') }, headers: null })).status).toBe(401);
    const { status } = await site.ask('/articles', {
      post: { text: text('b') },
      headers: site.analyst.bearer,
    });
    expect(status).toBe(200);
  });
});

describe('files', () => {
  const send = (files: Record<string, string | Uint8Array>) =>
    site.ask<Answer>('/articles/files', { post: formOf(files) });

  test('are taken in one by one, each with its own outcome', async () => {
    const { body } = await send({
      'one.txt': text('Osh'),
      'picture.png': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'empty.txt': '',
      'page.html':
        '<html><head><title>A page of the fair</title></head><body><article><h1>A page</h1><p>Exports rose to $3.2 billion in 2024, the customs office of Kazakhstan said on Monday in Astana.</p></article></body></html>',
      'one-again.txt': text('Osh'),
    });
    const [one, picture, empty, page, again] = body.items;
    expect(one).toMatchObject({ name: 'one.txt', isNew: true, figures: 2, problem: null });
    expect(picture).toMatchObject({ article: null, isNew: false, problem: expect.stringMatching(/\S/) });
    expect(empty).toMatchObject({ article: null, problem: expect.stringMatching(/\S/) });
    expect(again).toMatchObject({ article: one!.article, isNew: false });
    const { text: kept, claims, title } = await article(page!.article!);
    expect(title).toMatch(/^A page/);
    expect(kept).not.toContain('<');
    expect(claims.some(({ lo, unit }) => lo === '3200000000' && unit === 'USD')).toBe(true);
    for (const { start, end, quote } of claims) expect(kept.slice(start, end)).toBe(quote);
  });

  test('take publisher, date, address and title from index.csv, which goes before what they say', async () => {
    const { body } = await send({
      'osh.txt': text('Osh in the south'),
      'index.csv':
        '\ufefffile,publisher,date,address,title\r\nosh.txt,"Bazaar, Daily",2025-06-20,https://bazaar.example/osh,"A ""fair"""\r\n',
    });
    expect(body.items).toHaveLength(1);
    expect(await article(body.items[0]!.article!)).toMatchObject({
      ...{
        publisher: 'Bazaar, Daily',
        date: '2025-06-20',
        address: 'https://bazaar.example/osh',
        title: 'A "fair"',
      },
      source: expect.stringMatching(/^article:bazaar\.example-[0-9a-f]{16}$/),
    });
  });

  test.each([
    ['a header of other words', 'name,day\na.txt,2025-01-01', 'index.csv:1'],
    ['no header', 'a.txt,The Post,2025-01-01,', 'index.csv:1'],
    ['a column twice', 'file,date,date\na.txt,2025-01-01,', 'index.csv:1'],
    ['no column for the file', 'publisher,date\nPost,2025-01-01', 'index.csv:1'],
    ['nothing in it', '', 'index.csv:1'],
    ['a day there is not', 'file,date\na.txt,2025-02-30', 'index.csv:2:date'],
    ['a file that is not there', 'file,date\na.txt,\nb.txt,', 'index.csv:3:file'],
    ['a file twice', 'file,date\na.txt,\n\na.txt,', 'index.csv:4:file'],
    ['a file in another folder', 'file\n../a.txt', 'index.csv:2:file'],
    ['a row with a cell too many', 'file,date\na.txt,2025-01-01,x', 'index.csv:2'],
    ['a row after one with a line break', 'file,publisher\na.txt,"Two\nlines"\n', 'index.csv:2:publisher'],
    ['an address that is none', 'file,address\na.txt,example', 'index.csv:2:address'],
    ['an open quote', 'file,publisher\na.txt,"Post', 'index.csv:2'],
  ])('with %s in the index are refused together, with the line', async (_, index, at) => {
    const before = await stored();
    const { status, body } = await send({ 'a.txt': text('index'), 'index.csv': index });
    expect({ status, code: body.code, at: body.faults?.[0]?.at }).toEqual({
      status: 422,
      code: 'index-invalid',
      at,
    });
    expect(await stored()).toEqual(before);
  });

  test('an index that is not UTF-8, a form without files and one that breaks off are refused', async () => {
    const latin1 = Buffer.from('file,publisher\na.txt,Caf\xe9', 'latin1');
    expect((await send({ 'a.txt': text('x'), 'index.csv': latin1 })).body.code).toBe('index-invalid');
    expect((await send({ 'index.csv': 'file\n' })).body.code).toBe('files-missing');
    const raw = async (type: string, body: string, headers: Record<string, string> = {}) => {
      const response = await site.app.request('http://localhost/api/v1/articles/files', {
        method: 'POST',
        headers: { 'content-type': type, ...site.analyst.cookie, ...headers },
        body,
      });
      return ((await response.json()) as { code: string }).code;
    };
    expect(
      await raw('multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="f"; fil'),
    ).toBe('form-invalid');
    expect(await raw('application/json', '{}')).toBe('form-invalid');
    expect(await raw('multipart/form-data; boundary=b', 'x', { 'content-length': '90000000' })).toBe(
      'body-too-large',
    );
  });

  test('whose names are alike need no index, and with one they are refused', async () => {
    const form = formOf({ 'a.txt': text('one of two') });
    form.append('files', new Blob([text('two of two')]), 'a.txt');
    const { body } = await site.ask<Answer>('/articles/files', { post: form });
    expect(body.items.map(({ isNew }) => isNew)).toEqual([true, true]);
    form.append('files', new Blob(['file\na.txt']), 'index.csv');
    expect((await site.ask('/articles/files', { post: form })).body.code).toBe('form-invalid');
  });
});

describe('the list', () => {
  test('is told in pages, the last taken in first, without gaps or repetitions', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await site.ask<Page>(`/articles?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next ?? '';
    } while (cursor !== '');
    const all = (await site.ask<Page>('/articles?limit=200')).body.items.map(({ id }) => id);
    expect(seen).toEqual(all);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  test('is searched by words, in whatever case, without accents and in Chinese', async () => {
    const chinese = '中国与哈萨克斯坦贸易\n2024年中哈贸易额达到438亿美元。';
    const made = await add({ text: chinese, title: 'Ürümqi’s Trade' });
    expect((await article(made.article!)).language).toMatch(/^zh/);
    const found = async (query: string) =>
      (await site.ask<Page>(`/articles?query=${encodeURIComponent(query)}`)).body.items.map(({ id }) => id);
    for (const query of ['urumqi', 'TRADE ürümqi', '贸易', '哈萨克斯坦', '哈'])
      expect(await found(query), query).toContain(made.article);
    expect(await found('urumqi nowhere')).toEqual([]);
    expect(await found('贸中')).toEqual([]);
    expect(await found('!?')).toEqual([]);
  });
});

const samples = join(root, '../shared/articles');
test.skipIf(!existsSync(samples))(
  'the five sample articles are five articles, their spans right',
  async () => {
    const names = readdirSync(samples).filter((name) => name.endsWith('.txt'));
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(samples, name))]));
    const { body } = await site.ask<Answer>('/articles/files', { post: formOf(files) });
    expect(new Set(body.items.map((item) => item.article)).size).toBe(5);
    for (const item of body.items) {
      const { text: kept, claims, figures } = await article(item.article!);
      expect(kept).toBe(files[item.name]!.toString('utf8'));
      expect(figures).toBeGreaterThan(3);
      for (const { start, end, quote } of claims) expect(kept.slice(start, end)).toBe(quote);
    }
    const again = await site.ask<Answer>('/articles/files', { post: formOf(files) });
    expect(again.body.items).toEqual(body.items.map((item) => ({ ...item, isNew: false })));
  },
);
