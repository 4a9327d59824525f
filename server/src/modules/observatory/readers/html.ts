/** A page: its article, as readability finds it, and what the page says of it. */
import { Readability } from '@mozilla/readability';
import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { blocksIn } from './blocks.ts';
import type { Page, PageElement } from './dom.ts';
import { attributesMax, attributesOfOneMax, depthMax, elementsMax, textMax } from './limits.ts';
import { metaOf } from './meta.ts';
import { lineOf, type Outcome, storable } from './parsed.ts';

export function readHtml(source: string, address: string | undefined): Outcome {
  const document = documentOf(source);
  if (isRefusal(document)) return document;
  const meta = metaOf(document);
  // Readability takes the document apart.
  const everything = document.body?.textContent ?? '';
  const article = new Readability<unknown>(document as never, {
    serializer: (node) => node,
    // Below it readability takes navigation for text too. Its own 500 is more than a short report has, above all in Chinese.
    charThreshold: hanLikely(source) ? 80 : 250,
  }).parse();
  const found = article?.content ? blocksIn(article.content as PageElement) : '';
  const text = lettersIn(found) >= articleMin ? found : bodyOf(source, found);
  if (lettersIn(text) === 0)
    return refuse(
      'document-without-text',
      `The page holds no text${address === undefined ? '' : ` at ${address}`}: it may be made by a program in the browser, or want a consent first. Open it there and paste the article.`,
    );
  const title = meta.title === null ? headline(lineOf(article?.title), everything) : lineOf(meta.title);
  return {
    text: storable(withTitle(text, title)),
    title,
    publisher: lineOf(meta.publisher ?? article?.siteName),
    date: meta.date,
    language: meta.language ?? article?.lang ?? null,
  };
}

/** Below this readability has found a caption or a button rather than an article. */
const articleMin = 140;
/** A Chinese character says about as much as two or three letters. */
const lettersIn = (text: string): number =>
  (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) + 1.5 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
const hanLikely = (source: string): boolean => {
  const sample = source.slice(0, 200_000).match(/[\p{L}]/gu) ?? [];
  return sample.filter((letter) => /\p{Script=Han}/u.test(letter)).length > 60;
};

/** Everything the page writes, where no article was found in it. Readability takes its document apart, so it is parsed anew. */
function bodyOf(source: string, found: string): string {
  const document = documentOf(source);
  if (isRefusal(document)) return found;
  for (const frame of document.querySelectorAll('nav, header, footer, aside')) frame.remove();
  const body = blocksIn(document.body ?? document.documentElement);
  return lettersIn(body) > 0.5 * lettersIn(found) ? body : found;
}

/** A page's title without the name of its site, where the page has the headline by itself too. */
function headline(title: string | null, page: string): string | null {
  const first = title?.split(/\s*[_|]\s*|\s[-–—]\s/)[0] ?? '';
  return lettersIn(first) >= 10 && page.includes(first) ? first : title;
}

/** The headline is what is doubted first, and readability leaves it out of the article. */
function withTitle(text: string, title: string | null): string {
  if (title === null) return text;
  const letters = (part: string): string => part.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  return letters(text.slice(0, title.length + 400)).includes(letters(title)) ? text : `${title}\n\n${text}`;
}

/** Parsed, once it is known not to be too much. */
export function documentOf(source: string): Page | Refusal {
  const page = /<(?:html|body)\b/i.test(source)
    ? source
    : `<!doctype html><html><body>${source}</body></html>`;
  const much = muchIn(page);
  if (much !== null) return tooMuch(much);
  return (parseHTML(page) as { document: Page }).document;
}

/** Why a page would be too much to hold, seen while it goes by; what comes after takes far more time and memory for each part of it. */
function muchIn(source: string): string | null {
  let elements = 0;
  let depth = 0;
  let attributes = 0;
  let ofOne = 0;
  let written = 0;
  let isCode = false;
  let much: string | null = null;
  const stop = (what: string): void => {
    much = what;
    throw new Error(what);
  };
  const parser = new Parser({
    onopentagname: (name) => {
      ofOne = 0;
      isCode = name === 'script' || name === 'style';
      if (++elements > elementsMax) stop(`has more than ${elementsMax.toLocaleString('en')} elements`);
    },
    onattribute: () => {
      if (++ofOne > attributesOfOneMax)
        stop(`has an element with more than ${attributesOfOneMax} attributes`);
      if (++attributes > attributesMax)
        stop(`has more than ${attributesMax.toLocaleString('en')} attributes`);
    },
    onopentag: () => {
      if (++depth > depthMax) stop(`nests its elements more than ${depthMax} deep`);
    },
    ontext: (text) => {
      if (!isCode) written += text.length;
      if (written > 2 * textMax) stop(`writes more than ${(2 * textMax).toLocaleString('en')} characters`);
    },
    onclosetag: () => {
      isCode = false;
      depth--;
    },
  });
  try {
    parser.end(source);
  } catch (reason) {
    if (much === null) throw reason;
  }
  return much;
}

const tooMuch = (what: string): Refusal =>
  refuse(
    'document-bomb',
    `The page ${what}, which no article does: it is not read. Paste the article's text instead.`,
  );
