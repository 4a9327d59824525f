import { extract } from '@serai/extract';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../platform/errors.ts';
import type { DocumentHint, ReadDocument } from './document.ts';
import { bytesMax } from './limits.ts';
import { readBytes } from './read.ts';
import { column, docxOf, pdfNaming, pdfOf, utf8, wordParagraph, zipOf } from './testing.ts';

const read = async (bytes: Uint8Array | string, hint: DocumentHint = {}): Promise<ReadDocument> => {
  const document = await readBytes(typeof bytes === 'string' ? utf8(bytes) : bytes, hint);
  if (isRefusal(document)) throw new Error(`${document.code}: ${document.detail}`);
  return document;
};
const refused = async (bytes: Uint8Array | string, hint: DocumentHint = {}) => {
  const document = await readBytes(typeof bytes === 'string' ? utf8(bytes) : bytes, hint);
  return isRefusal(document) ? document : { code: 'read', detail: document.text.slice(0, 200) };
};

const sentences = [
  'Trade between China and the five Central Asian countries reached $94.8 billion in 2024, up 7.2 percent, customs data show.',
  'More than 5,600 freight trains ran between the two sides in the first nine months of 2025.',
  'The Zhanatas wind farm has an installed capacity of 100 MW & serves nearly 1 million households.',
];
const page = `<!doctype html><html lang="en-GB"><head><title>Trade at a record | The Road</title>
  <meta property="og:title" content="Trade with Central Asia at a record"><meta property="og:site_name" content="The Road Daily">
  <meta property="article:published_time" content="2025-06-17T23:30:00+08:00"><script>var trade = "1,000,000 sheep";</script></head>
  <body><nav><a href="/">Home</a> <a href="/e">Economy 24</a></nav><main><article><h1>Trade with Central Asia at a record</h1>
  ${sentences.map((sentence) => `<p>${sentence.replace('&', '&amp;').replace('100 MW', '100&nbsp;<b>MW</b>')}</p>`).join('\n')}
  <p style="display:none">Hidden 77 yurts.</p>
  <table><caption>Trade by country</caption><tr><th>Country</th><th>Billion dollars</th></tr><tr><td>Kazakhstan</td><td>43.8</td></tr><tr><td>Uzbekistan</td><td>14.1</td></tr></table>
  <ul><li>Two corridors</li><li>Nine crossings of the border, open day and night, of which three were built in the years since 2010 by both sides</li></ul>
  </article></main><footer>© 2025 The Road, 12 offices</footer></body></html>`;

describe('a plain text', () => {
  it('is stored as it stands, with its title, its day and its language', async () => {
    const text =
      '  Date: 2025-06-17\r\nDate: 2025-06-18\r\n\r\n\tA record\u00a0year \r\n\r\nTrade is up 7 % and the rest of it is not.  \n\n';
    expect(await read(text, { name: 'a.txt' })).toEqual({
      text,
      title: 'A record\u00a0year',
      publisher: null,
      date: '2025-06-18',
      language: 'en',
      mediaType: 'text/plain',
    });
  });
  it('has no day the calendar has not', async () => {
    expect((await read('Date: 2025-02-30\nNothing happened.')).date).toBeNull();
  });
  it('stays a text where it only speaks of files and pages', async () => {
    for (const text of [
      'ID3 sales rose by 7 %',
      'RIFFs were played',
      'Rar! said 3 of them',
      'A %PDF-1.7 file',
      '1 < 2 and <b> is a tag',
    ])
      expect((await read(text)).text).toBe(text);
  });
  it.each([
    ['en', 'Trade between China and the region has grown by 7 percent in the last year.'],
    ['zh', '2024年，中国与中亚五国贸易额达948亿美元。China Central Asia'],
    ['ru', 'Товарооборот с Китаем вырос на 7 % и достиг 94,8 млрд долларов в 2024 году, сообщил KAZINFORM.'],
    [
      'kk',
      'Қазақстан мен Қытай арасындағы сауда көлемі өткен жылы артып, жаңа деңгейге жетті, деп хабарлады үкімет. Ұлттық банк әлі жауап берген жоқ.',
    ],
    ['tg', 'Ҳаҷми савдои Тоҷикистон бо Чин дар соли гузашта афзоиш ёфт ва ҷумҳурӣ қарордод ба имзо расонд.'],
    ['ka', 'საქართველოსა და ჩინეთს შორის ვაჭრობა გაიზარდა.'],
    ['ja', '中国と中央アジアの貿易は過去最高となりました。'],
    ['und', 'Les échanges entre la Chine et l’Asie centrale ont dépassé un record.'],
    ['und', '12345 67 %'],
  ])('in %s is known by its letters and words', async (language, text) => {
    expect((await read(text)).language).toBe(language);
  });
});

describe('a page', () => {
  it('gives its article, with what the page says of it and without its frame', async () => {
    const { text, ...rest } = await read(page, { address: 'https://road.example/a' });
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
    expect((await read(page, { name: 'a.txt', mediaType: 'text/plain' })).mediaType).toBe('text/html');
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

describe('a PDF', () => {
  const lines = [
    'Trade between China and the five Central Asian coun-',
    'tries reached $94.8 billion in 2024, up 7.2 percent, cus-',
    'toms data show. It is the second-largest on record.',
    'More than 5,600 freight trains ran between the two sides',
    'in the first nine months of 2025, on the second-',
    'largest network.',
  ];
  it('gives its paragraphs: lines joined, words put together, pages in order, numbers of pages left out', async () => {
    const { text, mediaType, title, language } = await read(
      pdfOf(
        [
          [
            ...column(['Trade at a record'], { y: 800, size: 20 }),
            ...column(lines),
            ...column(['The next paragraph begins here and goes on'], { y: 640 }),
            { x: 290, y: 40, text: '1' },
          ],
          [...column(['over to another page of 3 sheets.']), { x: 290, y: 40, text: '2' }],
        ],
        { title: 'Microsoft Word - trade.docx' },
      ),
    );
    expect(text).toBe(
      [
        'Trade at a record',
        'Trade between China and the five Central Asian countries reached $94.8 billion in 2024, up 7.2 percent, customs data show. It is the second-largest on record. More than 5,600 freight trains ran between the two sides in the first nine months of 2025, on the second-largest network.',
        'The next paragraph begins here and goes on over to another page of 3 sheets.',
      ].join('\n\n'),
    );
    expect({ mediaType, title, language }).toEqual({
      mediaType: 'application/pdf',
      title: 'Trade at a record',
      language: 'en',
    });
  });
  it('in two columns is read down the first, then down the second', async () => {
    const left = column(['The first column begins here', 'and its sentence goes on over'], { x: 50 });
    const right = column(['to the second column, which', 'has the end of it.'], { x: 320 });
    expect((await read(pdfOf([[...left, ...right]]))).text).toBe(
      'The first column begins here and its sentence goes on over to the second column, which has the end of it.',
    );
  });
  it('of pictures only, as scans are, is refused', async () => {
    expect(await refused(pdfOf([[], []]))).toMatchObject({
      code: 'document-without-text',
      detail: expect.stringContaining('2 pages'),
    });
  });
  it.each([
    ['UniGB-UCS2-H', '4E2D56FD4E0E4E2D4E9A8D386613', '中国与中亚贸易'],
    ['GBK-EUC-H', 'D6D0B9FA', '中国'],
  ])(
    'in Chinese letters that it only names (%s) is read by the tables of Adobe',
    async (encoding, hex, text) => {
      expect(await read(pdfNaming(encoding, hex, 'GB1'))).toMatchObject({ text, language: 'zh' });
    },
  );
  it('whose letters stand in a table that is not here is refused: words would be missing', async () => {
    expect(await refused(pdfNaming('90ms-RKSJ-H', '82a082a2', 'Japan1'))).toMatchObject({
      code: 'document-kind',
      detail: expect.stringContaining('90ms-RKSJ-H'),
    });
  });
  it('that is locked is refused', async () => {
    expect(await refused(pdfOf([column(lines)], { locked: true }))).toMatchObject({
      code: 'document-locked',
    });
  });
  it('that is cut off or nothing but its first line is refused', async () => {
    expect(await refused('%PDF-1.7\n nothing')).toMatchObject({ code: 'document-broken' });
  });
});

describe('a Word document', () => {
  const table = `<w:tbl>${[
    ['Country', 'Billion dollars'],
    ['Kazakhstan', '43.8'],
  ]
    .map((row) => `<w:tr>${row.map((cell) => `<w:tc>${wordParagraph(cell)}</w:tc>`).join('')}</w:tr>`)
    .join('')}</w:tbl>`;
  it('gives its paragraphs, and its tables row by row', async () => {
    const core = {
      'docProps/core.xml':
        '<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Trade &amp; transit</dc:title></cp:coreProperties>',
    };
    expect(await read(docxOf(`${sentences.map(wordParagraph).join('')}${table}`, core))).toEqual({
      text: [...sentences, 'Country | Billion dollars\nKazakhstan | 43.8'].join('\n\n'),
      title: 'Trade & transit',
      publisher: null,
      date: null,
      language: 'en',
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
  });
  it('with nothing written in it is refused', async () => {
    expect(await refused(docxOf('<w:p/>'))).toMatchObject({ code: 'document-without-text' });
  });
  it('that would unpack to more than is taken is refused before it is unpacked', async () => {
    const parts = { 'word/document.xml': 'x', 'word/styles.xml': 'y' };
    expect(await refused(zipOf(parts, { 'word/styles.xml': 41_000_000 }))).toMatchObject({
      code: 'document-bomb',
      detail: expect.stringContaining('41 MB'),
    });
    expect(await refused(zipOf(parts, { 'word/styles.xml': 210_000_000 }))).toMatchObject({
      code: 'document-bomb',
      detail: expect.stringContaining('210 MB'),
    });
  });
  it('whose directory lies about a size is refused where it has become larger', async () => {
    const parts = { 'word/document.xml': ' '.repeat(3_000_000) };
    expect(await refused(zipOf(parts, { 'word/document.xml': 1_000 }))).toMatchObject({
      code: 'document-bomb',
      detail: expect.stringContaining('1000 bytes'),
    });
  });
  it('that declares entities is refused', async () => {
    expect(
      await refused(zipOf({ 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' })),
    ).toMatchObject({ code: 'document-bomb' });
  });
  it('that is cut off is refused', async () => {
    const whole = docxOf(wordParagraph('Seven'));
    expect(await refused(whole.subarray(0, whole.length - 30))).toMatchObject({ code: 'document-broken' });
  });
  it.each([
    ['a spreadsheet', 'xl/workbook.xml'],
    ['a presentation', 'ppt/presentation.xml'],
    ['an archive', 'notes.txt'],
  ])('and not %s', async (what, part) => {
    expect(await refused(zipOf({ [part]: 'x' }))).toMatchObject({
      code: 'document-kind',
      detail: expect.stringContaining(what),
    });
  });
});

describe('spans count in the stored text', () => {
  it.each([
    ['a text', () => utf8(sentences.join('\r\n'))],
    ['a page', () => utf8(page)],
    [
      'a PDF',
      () =>
        pdfOf([
          column(
            sentences
              .flatMap((sentence) => sentence.match(/.{1,50}(?:\s|$)/g) ?? [])
              .map((line) => line.trim()),
          ),
        ]),
    ],
    ['a Word document', () => docxOf(sentences.map(wordParagraph).join(''))],
  ])('of %s, and its figures are found', async (_kind, bytes) => {
    const { text } = await read(bytes());
    const claims = extract(text);
    for (const { start, end, quote } of claims) expect(text.slice(start, end)).toBe(quote);
    const figures = claims.map(({ lo, unit }) => `${lo} ${unit}`);
    expect(figures).toEqual(
      expect.arrayContaining(['94800000000 USD', '7.2 percent', '100000000 W', '1000000 households']),
    );
  });
});

describe('refused at once', () => {
  it.each([
    ['nothing', new Uint8Array(), 'document-empty'],
    ['blanks', utf8(' \n\t \u3000'), 'document-empty'],
    ['more bytes than are read', new Uint8Array(bytesMax + 1), 'document-too-large'],
    ['more characters than are stored', utf8('a'.repeat(5_000_001)), 'document-too-large'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'document-kind'],
    ['an old Office file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'document-kind'],
    ['a packed file', Buffer.from('1f8b0800', 'hex'), 'document-kind'],
    ['a feed', utf8('<?xml version="1.0"?><rss version="2.0"></rss>'), 'document-kind'],
  ])('%s', async (_name, bytes, code) => {
    expect(await refused(bytes)).toMatchObject({ code });
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
