import { extract } from '@serai/extract';
import { describe, expect, it } from 'vitest';
import { articlePage, read, refused, sentences, utf8 } from './testing.ts';

describe('a page', () => {
  it('gives its article, with what the page says of it and without its frame', async () => {
    const { text, ...rest } = await read(articlePage, { address: 'https://road.example/a' });
    expect(rest).toEqual({
      title: 'Trade with Central Asia at a record',
      publisher: 'The Road Daily',
      date: '2025-06-17',
      language: 'en-GB',
      mediaType: 'text/html',
    });
    expect(text).toBe(
      [
        'Trade with Central Asia at a record',
        ...sentences,
        'Trade by country\nCountry | Billion dollars\nKazakhstan | 43.8\nUzbekistan | 14.1',
        'Two corridors\nNine crossings of the border, open day and night, of which three were built in the years since 2010 by both sides',
      ].join('\n\n'),
    );
  });
  it('is a page by its content, whatever it is called', async () => {
    expect((await read(articlePage, { name: 'a.txt', mediaType: 'text/plain' })).mediaType).toBe('text/html');
    expect((await read('<p>Up 7 %</p><p>and down again</p>', { name: 'piece.html' })).text).toBe(
      'Up 7 %\n\nand down again',
    );
    expect((await read('<p>Up 7 %</p>')).text).toBe('<p>Up 7 %</p>');
  });
  it('says its day in JSON-LD, in a meta element or in a time element', async () => {
    const body = `<p>${sentences.join(' ')}</p>`;
    const dated = async (head: string, more = '') =>
      (await read(`<html><head>${head}</head><body>${more}${body}</body></html>`)).date;
    expect(
      await dated(
        '<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle"],"datePublished":"2025-05-04T08:00:00Z","publisher":{"name":"N"}}]}</script>',
      ),
    ).toBe('2025-05-04');
    expect(await dated('<meta name="publishdate" content="2025年5月4日">')).toBe('2025-05-04');
    expect(await dated('', '<article><time datetime="2025-05-04">yesterday</time></article>')).toBe(
      '2025-05-04',
    );
    expect(await dated('<meta name="date" content="06/07/2025">')).toBeNull();
  });
  it('whose template says English of Chinese is Chinese', async () => {
    const text = '据商务部数据，中国与中亚五国贸易额达948亿美元。'.repeat(10);
    expect((await read(`<html lang="en"><body><p>${text}</p></body></html>`)).language).toBe('zh');
  });
  it('of a few Chinese sentences gives them without the menu, and its title without the name of the site', async () => {
    const said =
      '据海关统计，2024年，中国与中亚五国贸易额达6741.5亿元，同比增长7.2%。今年前5个月，进出口2864.2亿元，创历史同期新高。';
    const html = `<html><head><meta charset="utf-8"><title>中国—中亚贸易额创历史新高_中国政府网</title><meta name="PubDate" content="2025-06-17 10:20"><meta name="SiteName" content="中国政府网"></head>
      <body><div class="header"><a>首页</a><a>新闻</a></div><h1>中国—中亚贸易额创历史新高</h1><div class="content"><p>　　${said}</p><p>　　${said}</p></div><div class="share">分享</div></body></html>`;
    const { text, title, publisher, date, language } = await read(html);
    expect({ title, publisher, date, language }).toEqual({
      title: '中国—中亚贸易额创历史新高',
      publisher: '中国政府网',
      date: '2025-06-17',
      language: 'zh',
    });
    expect(text).toBe(`中国—中亚贸易额创历史新高\n\n${said}\n\n${said}`);
  });
  it('keeps lines that a break ends, paragraphs that two breaks end, and what is written as it stands', async () => {
    expect(
      (
        await read(
          '<html><body>one <b>1</b><br>two<br> <br>three<pre>four\n five\n\nsix</pre>&amp; seven</body></html>',
        )
      ).text,
    ).toBe('one 1\ntwo\n\nthree\n\nfour\nfive\n\nsix\n\n& seven');
  });
  it('keeps the blanks that group digits, so that a figure stays one figure', async () => {
    const { text } = await read(
      '<html><body><p>Порт принял 94&nbsp;800&nbsp;тонн и 1&#8239;204 поезда в 2024&nbsp;году.</p></body></html>',
    );
    expect(text).toBe('Порт принял 94\u00a0800 тонн и 1\u00a0204 поезда в 2024 году.');
    expect(extract(text).map(({ lo }) => lo)).toEqual(expect.arrayContaining(['94800', '1204']));
  });
  it('in an encoding its meta element names is read in it', async () => {
    const bytes = Buffer.concat([
      utf8('<html><head><meta charset="windows-1251"></head><body><p>'),
      Buffer.from([0xd2, 0xee, 0xed, 0xed, 0xe0]),
      utf8(' 7</p></body></html>'),
    ]);
    expect((await read(bytes)).text).toBe('Тонна 7');
  });
  it('in which readability finds no article gives what its body writes', async () => {
    expect((await read('<html><body><nav>Menu</nav><div>Only 7 trains</div></body></html>')).text).toBe(
      'Only 7 trains',
    );
  });
  it('of programs only is refused', async () => {
    expect(
      await refused('<html><body><div id="app"></div><script>run()</script></body></html>'),
    ).toMatchObject({ code: 'document-without-text' });
  });
});

describe('a page made to fill memory or time is refused, and the next one read', () => {
  it.each([
    ['nested 100,000 deep', '<div>'.repeat(100_000)],
    ['of three million elements', '<i></i>'.repeat(3_000_000)],
    ['of paragraphs that never end', '<p>x'.repeat(500_000)],
    [
      'with 500,000 attributes',
      `<p ${Array.from({ length: 500_000 }, (_, index) => `a${index}=1`).join(' ')}>`,
    ],
  ])('%s', async (_name, bomb) => {
    expect(await refused(`<html><body>${bomb}`)).toMatchObject({ code: 'document-bomb' });
    expect((await read('<html><body>Seven trains</body></html>')).text).toBe('Seven trains');
  });
});
