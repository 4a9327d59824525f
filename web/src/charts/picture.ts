/**
 * A chart as a file that stands by itself: the theme's colours and the page's fonts inside, its title above, where its figures come from and how
 * to cite them below. A picture that leaves the house takes its source with it.
 */
import interCyrillic from '@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2?url';
import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import serifCyrillic from '@fontsource-variable/source-serif-4/files/source-serif-4-cyrillic-wght-normal.woff2?url';
import serifLatin from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url';

export interface Words {
  title: string;
  /** What is shown of it: the chosen countries, the time. */
  subtitle: string;
  /** What marks and strokes mean, as one line. */
  key: string;
  source: string;
  citation: string;
}

const margin = 24;
const svgName = 'http://www.w3.org/2000/svg';

/** The text of an SVG file. */
export async function svgText(chart: SVGSVGElement, words: Words): Promise<string> {
  const width = Number(chart.getAttribute('width'));
  const height = Number(chart.getAttribute('height'));
  const whole = document.createElementNS(svgName, 'svg');
  let y = margin;
  const write = (text: string, look: Look) => {
    for (const line of wrap(text, width, look)) {
      y += look.size * 1.35;
      whole.append(textAt(line, margin, y, look));
    }
  };
  write(words.title, { size: 20, weight: 600, fill: 'var(--ink)', family: 'var(--serif)' });
  write(words.subtitle, { size: 12, weight: 400, fill: 'var(--ink-2)', family: 'var(--sans)' });
  const inner = chart.cloneNode(true) as SVGSVGElement;
  inner.setAttribute('x', String(margin));
  inner.setAttribute('y', String(y + 12));
  inner.removeAttribute('aria-hidden');
  inner.removeAttribute('class');
  whole.append(inner);
  y += 12 + height + 6;
  write(words.key, { size: 11, weight: 400, fill: 'var(--ink-2)', family: 'var(--sans)' });
  write(words.source, { size: 11, weight: 400, fill: 'var(--ink-2)', family: 'var(--sans)' });
  write(words.citation, { size: 11, weight: 400, fill: 'var(--ink-3)', family: 'var(--sans)' });
  const size = { width: width + 2 * margin, height: Math.ceil(y + margin) };
  const paper = document.createElementNS(svgName, 'rect');
  for (const [name, value] of Object.entries({ ...size, fill: 'var(--sheet)' }))
    paper.setAttribute(name, String(value));
  whole.prepend(paper);
  whole.prepend(named('desc', words.citation));
  whole.prepend(named('title', words.title));
  for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` }))
    whole.setAttribute(name, String(value));
  resolveTokens(whole);
  const fonts = document.createElementNS(svgName, 'style');
  fonts.textContent = `text{white-space:pre}\n${await fontFaces(Object.values(words).join(' ') + chart.textContent)}`;
  whole.prepend(fonts);
  return new XMLSerializer().serializeToString(whole);
}

/** The same as pixels, twice as many as on the page. */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('This browser gives no canvas to draw on.');
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be written.'))),
        'image/png',
      ),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // some browsers begin to read it only after this turn
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

interface Look {
  size: number;
  weight: number;
  fill: string;
  family: string;
}

function textAt(text: string, x: number, y: number, { size, weight, fill, family }: Look): SVGElement {
  const element = named('text', text);
  const attributes = { x, y, fill, 'font-size': size, 'font-weight': weight, 'font-family': family };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

function named(name: string, text: string): SVGElement {
  const element = document.createElementNS(svgName, name);
  element.textContent = text;
  return element;
}

/** A file knows nothing of the page's tokens: each is replaced by what it is now. */
function resolveTokens(whole: SVGSVGElement): void {
  const tokens = getComputedStyle(document.documentElement);
  for (const element of [whole, ...whole.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes])
      if (value.includes('var('))
        element.setAttribute(
          name,
          value.replace(/var\((--[\w-]+)\)/g, (_, token: string) => tokens.getPropertyValue(token).trim()),
        );
  }
}

/** Lines no wider than the picture, broken between words, or between any two signs of a script without spaces. */
export function wrap(text: string, width: number, { size }: Pick<Look, 'size'>): string[] {
  if (text === '') return [];
  const lines: string[] = [];
  let line = '';
  const wide = (words: string) =>
    [...words].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 1 : 0.54), 0) * size > width;
  for (const piece of text.split(/(?<=\s)|(?<=[\u2e80-\uffef])/)) {
    if (line !== '' && wide((line + piece).trimEnd())) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

async function fontFaces(text: string): Promise<string> {
  const cyrillic = /[\u0400-\u04ff]/.test(text);
  const faces = [
    ['Inter Variable', '100 900', interLatin, 'U+0000-02FF, U+2000-22FF'],
    ['Source Serif 4 Variable', '200 900', serifLatin, 'U+0000-02FF, U+2000-22FF'],
    ...(cyrillic
      ? [
          ['Inter Variable', '100 900', interCyrillic, 'U+0400-04FF, U+2116'],
          ['Source Serif 4 Variable', '200 900', serifCyrillic, 'U+0400-04FF, U+2116'],
        ]
      : []),
  ] as const;
  const written = await Promise.all(
    faces.map(async ([family, weights, address, range]) => {
      const bytes = new Uint8Array(await (await fetch(address ?? '')).arrayBuffer());
      let binary = '';
      for (const byte of bytes) binary += String.fromCharCode(byte);
      return `@font-face{font-family:"${family}";font-weight:${weights};src:url(data:font/woff2;base64,${btoa(binary)}) format("woff2");unicode-range:${range}}`;
    }),
  );
  return written.join('\n');
}
