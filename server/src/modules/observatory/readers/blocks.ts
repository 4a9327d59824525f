/** The text of a page's element: paragraphs with a blank line between them, lines of a list and rows of a table below each other. */

import type { PageElement, PageNode } from './dom.ts';
import { oneBlank } from './parsed.ts';

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
    writer.breakOff();
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
  /** Of the line that is being written: a parser hands over entities one by one. */
  #run: string[] = [];
  #breaks = 0;

  /** `asWritten` keeps its line breaks. */
  add(text: string, asWritten: boolean): void {
    const [first = '', ...rest] = asWritten ? text.split(/\r\n?|\n/) : [text];
    this.#run.push(first);
    for (const line of rest) {
      if (line.trim() === '') this.paragraph();
      else this.line();
      this.#run.push(line);
    }
  }

  line(): void {
    this.#endRun();
    this.#breaks = Math.max(this.#breaks, 1);
  }

  /** Two in a row make a paragraph, as old pages write it. */
  breakOff(): void {
    const isSecond = this.#breaks === 1 && this.#run.join('').trim() === '';
    this.line();
    if (isSecond) this.#breaks = 2;
  }

  paragraph(): void {
    this.#endRun();
    this.#breaks = 2;
  }

  #endRun(): void {
    // Zero-width breaks and soft hyphens only say where a line may end.
    const words = oneBlank(this.#run.join('').replace(/[\u00ad\u200b\u2060\ufeff]/g, '')).trim();
    this.#run = [];
    if (words === '') return;
    if (this.#pieces.length > 0) this.#pieces.push(this.#breaks < 2 ? '\n' : '\n\n');
    this.#pieces.push(words);
    this.#breaks = 0;
  }

  text(): string {
    this.#endRun();
    return this.#pieces.join('');
  }
}
