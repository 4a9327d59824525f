import { extract } from '@serai/extract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesMax } from './limits.ts';
import {
  articlePage,
  column,
  docxOf,
  pdfFrom,
  pdfNaming,
  pdfOf,
  read,
  refused,
  sentences,
  utf8,
  wordParagraph,
  zipOf,
} from './testing.ts';

describe('a plain text', () => {
  it('is stored as it stands, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (written) => {
        const text = `A ${written.replace(/\p{Cc}/gu, '')}\r\n\u3000 \n`;
        expect((await read(text)).text).toBe(text);
      }),
    );
  });
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
  it('of ten thousand pages is refused before they are read', async () => {
    const pages = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${'3 0 R '.repeat(10_000)}] /Count 10000 >>`,
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
    ];
    expect(await refused(pdfFrom(pages, '/Root 1 0 R'))).toMatchObject({
      code: 'document-too-large',
      detail: expect.stringContaining('10000 pages'),
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
  it('that nests 100,000 deep, or holds an archive where its text should be, is refused', async () => {
    const nested = `${'<w:p>'.repeat(100_000)}x${'</w:p>'.repeat(100_000)}`;
    expect((await refused(docxOf(nested))).code).toMatch(/^document-(bomb|broken|without-text)$/);
    const inner = Buffer.from(docxOf(wordParagraph('Seven'))).toString('latin1');
    expect((await refused(zipOf({ 'word/document.xml': inner }))).code).toMatch(/^document-/);
    const many = Object.fromEntries(Array.from({ length: 6_000 }, (_, at) => [`word/${at}.xml`, 'x']));
    expect(await refused(zipOf({ 'word/document.xml': 'x', ...many }))).toMatchObject({
      code: 'document-bomb',
    });
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
    ['a page', () => utf8(articlePage)],
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
