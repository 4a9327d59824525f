import { describe, expect, it } from 'vitest';
import { readFeed } from './feed.ts';
import { utf8 } from './testing.ts';

const at = 'https://news.example/feeds/all.xml';
const read = (text: string) => readFeed(utf8(text), at);

describe('a feed names its articles', () => {
  it('in RSS 2.0, with relative links, escaped titles and both kinds of dates', () => {
    expect(
      read(`<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss><rss version="2.0" xmlns:dc="d"><channel><title>The Road &amp; Rail</title><link>https://news.example/</link>
        <item><title><![CDATA[Trade <b>up</b> 7&nbsp;%]]></title><link>/a?x=1&amp;y=2</link><pubDate>Tue, 17 Jun 2025 23:30:00 +0800</pubDate><description><p>some <b>markup</b> &amp; more</p></description></item>
        <item><title>China&#8217;s &lt;i&gt;rail&lt;/i&gt;</title><guid isPermaLink="true">https://news.example/b</guid><dc:date>2025-06-18T01:00:00Z</dc:date><source url="https://x.example/">Xinhua</source></item>
        <item><title>A notice without an address</title></item>
        <item><title>Not for the web</title><link>javascript:alert(1)</link></item>
      </channel></rss>`),
    ).toEqual([
      {
        address: 'https://news.example/a?x=1&y=2',
        title: 'Trade up 7 %',
        publisher: 'The Road & Rail',
        date: '2025-06-17',
      },
      { address: 'https://news.example/b', title: 'China’s rail', publisher: 'Xinhua', date: '2025-06-18' },
    ]);
  });
  it('in Atom, by the link to the article itself', () => {
    expect(
      read(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/atom/"><title type="text">Дорога</title>
        <entry><title type="html">Рост &amp;laquo;на&amp;raquo; 7 %</title><link rel="self" href="self.xml"/><link rel="alternate" type="text/html" href="one"/><published>2025-06-17T10:00:00+06:00</published><updated>2025-07-01T00:00:00Z</updated>
        <content type="xhtml"><div><p>deep</p></div></content></entry>
        <entry><title>Two</title><link href="https://other.example/two"/><updated>2025-07-01T00:00:00Z</updated></entry></feed>`),
    ).toEqual([
      {
        address: 'https://news.example/atom/one',
        title: 'Рост «на» 7 %',
        publisher: 'Дорога',
        date: '2025-06-17',
      },
      { address: 'https://other.example/two', title: 'Two', publisher: 'Дорога', date: '2025-07-01' },
    ]);
  });
  it('in RDF', () => {
    expect(
      read(
        `<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Old news</title></channel><item rdf:about="https://news.example/c"><title>三</title><link>https://news.example/c</link><dc:date>2025-06-17</dc:date></item></rdf:RDF>`,
      ),
    ).toEqual([
      { address: 'https://news.example/c', title: '三', publisher: 'Old news', date: '2025-06-17' },
    ]);
  });
  it('and none where it has none, and 500 where it has more', () => {
    expect(read('<rss version="2.0"><channel><title>Quiet</title></channel></rss>')).toEqual([]);
    expect(read('<feed xmlns="http://www.w3.org/2005/Atom"/>')).toEqual([]);
    const many = Array.from({ length: 501 }, (_, index) => `<item><link>/${index}</link></item>`).join('');
    expect(read(`<rss><channel>${many}</channel></rss>`)).toHaveLength(500);
  });
  it('without those whose address holds a name or password', () => {
    const named = ['https://me:secret@news.example/a', 'https://me@news.example/b', 'https://news.example/c'];
    const items = named.map((link) => `<item><title>x</title><link>${link}</link></item>`).join('');
    const read = readFeed(
      utf8(`<rss version="2.0"><channel>${items}</channel></rss>`),
      'https://news.example/rss',
    );
    expect(read).toMatchObject([{ address: 'https://news.example/c' }]);
    expect(JSON.stringify(read)).not.toContain('secret');
  });
  it('in the encoding it declares', () => {
    const bytes = Buffer.concat([
      utf8('<?xml version="1.0" encoding="windows-1251"?><rss><channel><item><link>/a</link><title>'),
      Buffer.from([0xd0, 0xee, 0xf1, 0xf2]),
      utf8('</title></item></channel></rss>'),
    ]);
    expect(readFeed(bytes, at)).toMatchObject([{ title: 'Рост', publisher: 'news.example' }]);
  });
});

describe('what is no feed is refused', () => {
  it.each([
    ['nothing', '', 'it is empty'],
    ['a text', 'Trade is up', 'it is no XML'],
    ['a page', '<!doctype html><html><body>x</body></html>', 'it is a page'],
    ['other XML', '<?xml version="1.0"?><sitemap><url/></sitemap>', '<sitemap>'],
    [
      'a file read from the server',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><link>/a</link><title>&x;</title></item></channel></rss>',
      'entities',
    ],
    [
      'a billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, index) => `<!ENTITY a${index} "&a;&a;">`).join('')}]><rss/>`,
      'entities',
    ],
    [
      'tags by the hundred thousand',
      `<rss><channel>${'<a/>'.repeat(100_000)}</channel></rss>`,
      '60,000 tags',
    ],
    ['elements nested without end', `<rss><channel>${'<item>'.repeat(1_000)}`, 'XML'],
  ])('%s', (_name, text, why) => {
    expect(read(text)).toMatchObject({ code: 'feed-invalid', detail: expect.stringContaining(why) });
  });
  it('more bytes than a feed has', () => {
    expect(readFeed(new Uint8Array(5_000_001), at)).toMatchObject({
      code: 'feed-invalid',
      detail: expect.stringContaining('5 MB'),
    });
  });
});
