/** RSS 2.0 (and its elders), Atom and RDF feeds: which articles they name. Entities are never read from the feed itself. */
import { XMLParser } from 'fast-xml-parser';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { holdsCredentials } from './addresses.ts';
import { dayOf } from './dates.ts';
import { decode } from './decode.ts';
import type { FeedItem, ReadFeed } from './document.ts';
import { lineOf } from './parsed.ts';

const feedBytesMax = 5_000_000;
const itemsMax = 500;
/** Outside of what is quoted as CDATA. 2,000 items have as many; feeds are parsed where requests are answered. */
const tagsMax = 60_000;

export const readFeed: ReadFeed = (bytes, address) => {
  if (bytes.length > feedBytesMax)
    return notFeed(
      `it has ${Math.ceil(bytes.length / 1e6)} MB, and feeds of at most ${feedBytesMax / 1e6} MB are read`,
    );
  if (bytes.length === 0) return notFeed('it is empty');
  const declared = /^\s*<\?xml[^>]*?encoding=["']([\w:.-]+)/.exec(
    Buffer.from(bytes.subarray(0, 200)).toString('latin1'),
  );
  const decoded = decode(bytes, declared?.[1] ?? null);
  if (isRefusal(decoded)) return decoded;
  // No feed needs entities of its own; those who declare them want files read or memory filled.
  if (/<!ENTITY|<!DOCTYPE[^>[]*\[/i.test(decoded.text))
    return notFeed('it declares entities of its own, which are not read');
  if (tagsIn(decoded.text) > tagsMax)
    return notFeed(
      `it has more than ${tagsMax.toLocaleString('en')} tags, and the newest articles need fewer`,
    );
  const tree = parsed(decoded.text.replace(/<!DOCTYPE[^>]*>/i, ''));
  if (isRefusal(tree)) return tree;
  const entries = entriesOf(tree);
  if (entries === null) return notFeed(notFeedBecause(tree, decoded.text));
  return entries.items.slice(0, itemsMax).flatMap((item) => itemOf(item, entries, address) ?? []);
};

type Tree = Record<string, unknown>;

function tagsIn(text: string): number {
  const quote = '<![CDATA[';
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0 && count <= tagsMax; at = text.indexOf('<', at + 1)) {
    count++;
    const end = text.startsWith(quote, at) ? text.indexOf(']]>', at) : at;
    if (end < 0) break;
    at = end;
  }
  return count;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  htmlEntities: false,
  maxNestedTags: 50,
  trimValues: true,
  // What they hold may be markup; it is not looked at.
  stopNodes: ['*.content', '*.content:encoded', '*.description', '*.summary'],
});

function parsed(text: string): Tree | Refusal {
  try {
    return parser.parse(text) as Tree;
  } catch (reason) {
    return notFeed(
      `its XML can't be read (${lineOf(String((reason as Error).message).split(' Context:')[0])?.slice(0, 150)})`,
    );
  }
}

interface Entries {
  items: readonly Tree[];
  publisher: string;
  base: string | null;
}

/** The items of whichever kind of feed it is, or null. */
function entriesOf(tree: Tree): Entries | null {
  const rss = treeIn(treeIn(tree.rss)?.channel);
  if (rss)
    return { items: treesIn(rss.item), publisher: textIn(rss.title), base: textIn(rss['@xml:base']) || null };
  const atom = treeIn(tree.feed) ?? treeIn(tree['atom:feed']);
  if (atom)
    return {
      items: treesIn(atom.entry ?? atom['atom:entry']),
      publisher: textIn(atom.title ?? atom['atom:title']),
      base: textIn(atom['@xml:base']) || null,
    };
  const rdf = treeIn(tree['rdf:RDF']);
  if (rdf) return { items: treesIn(rdf.item), publisher: textIn(treeIn(rdf.channel)?.title), base: null };
  return null;
}

/** Null where it names no article: an item without an address is a notice. */
function itemOf(item: Tree, { publisher, base }: Entries, address: string): FeedItem | null {
  const link = linkOf(item);
  if (link === null) return null;
  const from = base !== null && URL.canParse(base, address) ? new URL(base, address).href : address;
  if (!URL.canParse(link, from)) return null;
  const url = new URL(link, from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // It names nothing that everybody may read, and what a feed names is shown to everybody.
  if (holdsCredentials(url)) return null;
  const source = textIn(treeIn(item.source)?.title ?? item.source) || textIn(item['dc:publisher']);
  return {
    address: url.href,
    title: plain(textIn(item.title ?? item['atom:title'])) || url.href,
    publisher: plain(source) || plain(publisher) || url.hostname.replace(/^www\./, ''),
    date:
      [
        item.pubDate,
        item['dc:date'],
        item.published,
        item['dcterms:issued'],
        item.issued,
        item.updated,
        item.date,
      ]
        .map((written) => dayOf(textIn(written)))
        .find((day) => day !== null) ?? null,
  };
}

/** RSS writes it as text, Atom as an attribute of the link to the article itself; a permanent guid is an address too. */
function linkOf(item: Tree): string | null {
  const links = [item.link ?? item['atom:link']].flat();
  const whole = links.map((link) => ({
    rel: textIn(treeIn(link)?.['@rel']) || 'alternate',
    href: textIn(treeIn(link)?.['@href']) || textIn(link),
  }));
  const link = whole.find(({ rel, href }) => rel === 'alternate' && href !== '')?.href;
  if (link !== undefined) return plain(link);
  const guid = textIn(item.guid);
  if (guid !== '' && textIn(treeIn(item.guid)?.['@isPermaLink']) !== 'false' && /^https?:/.test(guid))
    return plain(guid);
  return textIn(item['@rdf:about']) || null;
}

const treeIn = (value: unknown): Tree | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : null;
const treesIn = (value: unknown): Tree[] =>
  [value].flat().flatMap((each: unknown): Tree[] => {
    const tree = treeIn(each);
    return tree ? [tree] : [];
  });
/** Of an element with or without attributes; of several, the first. */
function textIn(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return first;
  const inner = treeIn(first)?.['#text'];
  return typeof inner === 'string' ? inner : '';
}

/** Titles are written as text, as escaped markup or as markup in CDATA: tags go, entities become letters. */
function plain(written: string): string {
  const once = entities(written.slice(0, 4_000));
  return lineOf(entities(once.replace(/<\/?[a-z][^>]*>/gi, ''))) ?? '';
}

const entities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return namedEntities[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
    },
  );
const namedEntities: Partial<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  times: '×',
  deg: '°',
  eacute: 'é',
};

function notFeedBecause(tree: Tree, text: string): string {
  if (/^\s*<(?:!doctype\s+html|html)/i.test(text))
    return 'it is a page: look on it for “RSS” or “Atom” and give that address, or ingest the page itself';
  const first = Object.keys(tree).find((name) => !name.startsWith('?'));
  return first === undefined
    ? 'it is no XML'
    : `it begins with <${first.slice(0, 40)}>, and a feed with <rss>, <feed> or <rdf:RDF>`;
}

const notFeed = (because: string): Refusal =>
  refuse('feed-invalid', `This is no feed Serai can follow: ${because}.`);
