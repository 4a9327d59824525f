/** What a page says of itself: in its meta elements, its JSON-LD, its time elements. */
import { dayOf } from './dates.ts';
import type { Page } from './dom.ts';

export interface Meta {
  title: string | null;
  publisher: string | null;
  date: string | null;
  language: string | null;
}

export function metaOf(document: Page): Meta {
  const named = new Map<string, string>();
  for (const element of document.querySelectorAll('meta')) {
    const name = (
      element.getAttribute('property') ??
      element.getAttribute('name') ??
      element.getAttribute('itemprop') ??
      ''
    ).toLowerCase();
    const content = element.getAttribute('content')?.trim() ?? '';
    if (name !== '' && content !== '' && !named.has(name)) named.set(name, content);
  }
  const linked = linkedData(document);
  const first = (names: readonly string[]): string | null =>
    names.map((name) => named.get(name)).find((value) => value !== undefined) ?? null;
  const heading = document.querySelectorAll('h1');
  return {
    title:
      first(['og:title', 'dc.title', 'dcterms.title', 'twitter:title', 'articletitle']) ??
      linked.title ??
      (heading.length === 1 ? (heading[0]?.textContent ?? null) : null),
    publisher:
      first(['og:site_name', 'sitename']) ??
      linked.publisher ??
      first(['dc.publisher', 'dcterms.publisher', 'application-name']),
    date:
      published.map((name) => dayOf(named.get(name))).find((day) => day !== null) ??
      linked.date ??
      timeOf(document),
    language:
      document.documentElement.getAttribute('lang') ??
      document.documentElement.getAttribute('xml:lang') ??
      first(['og:locale', 'content-language']),
  };
}

/** In the order they are believed. */
const published = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'publishdate',
  'pubdate',
  'publish-date',
  'publish_date',
  'parsely-pub-date',
  'sailthru.date',
  'citation_publication_date',
  'dc.date.issued',
  'dcterms.issued',
  'dc.date',
  'dcterms.date',
  'dcterms.created',
  'dc.date.created',
  'article.published',
  'firstpublishedtime',
  'weibo:article:create_at',
  'date',
  'og:published_time',
];

/** `time` inside the article before any other, one marked as publishing before one that is not. */
function timeOf(document: Page): string | null {
  for (const where of [
    'time[itemprop="datePublished"]',
    'time[pubdate]',
    '[itemprop="datePublished"]',
    'article time',
    'main time',
    'time',
  ]) {
    const element = document.querySelector(where);
    const date = dayOf(
      element?.getAttribute('datetime') ?? element?.getAttribute('content') ?? element?.textContent,
    );
    if (date !== null) return date;
  }
  return null;
}

/** The first article in the page's JSON-LD, wherever it stands in the graph. */
function linkedData(document: Page): { title: string | null; publisher: string | null; date: string | null } {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const article = articleIn(parsed(script.textContent ?? ''), 0);
    if (article)
      return {
        title: textIn(article.headline) ?? textIn(article.name),
        publisher: nameIn(article.publisher) ?? nameIn(article.sourceOrganization),
        date: dayOf(textIn(article.datePublished)),
      };
  }
  return { title: null, publisher: null, date: null };
}

function articleIn(value: unknown, depth: number): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || depth > 4) return null;
  if (Array.isArray(value)) {
    for (const each of value.slice(0, 100)) {
      const found = articleIn(each, depth + 1);
      if (found) return found;
    }
    return null;
  }
  const thing = value as Record<string, unknown>;
  const types = [thing['@type']].flat().filter((type) => typeof type === 'string');
  if (types.some((type) => /Article|BlogPosting|Report|PressRelease|NewsItem/.test(type))) return thing;
  return articleIn(thing['@graph'] ?? thing.mainEntity, depth + 1);
}

function parsed(json: string): unknown {
  if (json.length > 500_000) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const textIn = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;
function nameIn(value: unknown): string | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return (
    textIn(one) ?? (typeof one === 'object' && one !== null ? textIn((one as { name?: unknown }).name) : null)
  );
}
