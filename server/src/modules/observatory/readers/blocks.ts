/** The text of a page's element: paragraphs with a blank line between them, lines of a list and rows of a table below each other. */

import type { PageElement, PageNode } from './dom.ts';

const paragraphs = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR MAIN NAV OL P PRE SECTION SUMMARY TABLE UL'.split(
    ' ',
  ),
);
const unwritten = new Set(
  'AUDIO BUTTON CANVAS DIALOG EMBED HEAD IFRAME INPUT LINK META NOSCRIPT OBJECT OPTION SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA VIDEO'.split(
    ' ',
  ),
);

export function blocksIn(element: PageElement): string {
  const writer = new Writer();
  write(writer, element, false);
  return writer.text();
}

function write(writer: Writer, node: PageNode, asWritten: boolean): void {
  if (node.nodeType === 3) writer.add(node.textContent ?? '', asWritten);
  if (node.nodeType === 1) writeElement(writer, node as PageElement, asWritten);
}

function writeElement(writer: Writer, element: PageElement, asWritten: boolean): void {
  const name = element.tagName.toUpperCase();
  if (unwritten.has(name) || isHidden(element)) return;
  if (name === 'BR') {
    writer.line();
    return;
  }
  if (name === 'TR') {
    row(writer, element);
    return;
  }
  const isParagraph = paragraphs.has(name);
  if (isParagraph) writer.paragraph();
  if (name === 'LI' || name === 'CAPTION') writer.line();
  for (let child = element.firstChild; child; child = child.nextSibling)
    write(writer, child, asWritten || name === 'PRE');
  if (isParagraph) writer.paragraph();
  if (name === 'LI' || name === 'CAPTION') writer.line();
}

/** One line: its cells, set apart. A table that only lays out a page has whole paragraphs in its cells and is read as such. */
function row(writer: Writer, element: PageElement): void {
  const cells = [...element.children].filter(({ tagName }) => /^t[dh]$/i.test(tagName));
  const written = cells.map((cell) => blocksIn(cell));
  if (written.some((cell) => cell.includes('\n\n') || cell.length > 500)) {
    for (const cell of written) {
      writer.paragraph();
      writer.add(cell, true);
      writer.paragraph();
    }
    return;
  }
  const line = written.map((cell) => cell.replaceAll('\n', ' ')).filter((cell) => cell !== '');
  writer.line();
  writer.add(line.join(' | '), true);
  writer.line();
}

const isHidden = (element: PageElement): boolean =>
  element.hasAttribute('hidden') ||
  /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '');

/** Gathers lines; how many breaks stand between two is known only when the next one is written. */
class Writer {
  readonly #pieces: string[] = [];
  #breaks = 0;
  #space = false;

  /** `asWritten` keeps its line breaks. */
  add(text: string, asWritten: boolean): void {
    if (asWritten) {
      text.split(/\r\n?|\n/).forEach((line, index) => {
        if (index > 0) this.#breaks = Math.min(2, this.#breaks + 1);
        this.#words(line);
      });
    } else this.#words(text);
  }

  line(): void {
    this.#breaks = Math.max(this.#breaks, 1);
  }

  paragraph(): void {
    this.#breaks = 2;
  }

  #words(text: string): void {
    // Zero-width breaks and soft hyphens only say where a line may end.
    const plain = text
      .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
      .replace(/[ \t\r\n\f\u00a0\u2000-\u200a\u202f\u3000]+/g, ' ');
    const words = plain.trim();
    if (words === '') {
      this.#space ||= plain !== '';
      return;
    }
    if (this.#pieces.length > 0) {
      if (this.#breaks > 0) this.#pieces.push(this.#breaks === 1 ? '\n' : '\n\n');
      else if (this.#space || plain.startsWith(' ')) this.#pieces.push(' ');
    }
    this.#pieces.push(words);
    this.#breaks = 0;
    this.#space = plain.endsWith(' ');
  }

  text(): string {
    return this.#pieces.join('');
  }
}
