import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Label, LabelledText } from './labels.ts';
import { readMark } from './mark.ts';

/**
 * Makes the texts and labels from the marks: `npm run bench -- extract --label [--articles=FOLDER]`. In our own texts the marks
 * stand in the text; the articles are not ours, so theirs are quotes in the order of the text. Offsets are counted here
 * and never typed.
 */
export function writeLabels(articlesFolder: string | undefined, say: (line: string) => void): void {
  for (const set of ['tuning', 'held-out']) {
    const texts = sections(readFileSync(join('extract', set, 'marked.txt'), 'utf8')).map(
      ({ head, speakers, body }) => {
        const { text, labels } = takeMarksOut(body, speakers);
        writeFileSync(join('extract', set, `${head.name}.txt`), text);
        return labelled(`${head.name}.txt`, head, text, labels);
      },
    );
    write(set, texts, say);
  }
  if (articlesFolder === undefined || !existsSync(articlesFolder)) {
    say('The articles’ folder was not given: their labels stay as they are.');
    return;
  }
  const marks = sections(readFileSync(join('extract', 'articles', 'marks.txt'), 'utf8'));
  write(
    'articles',
    marks.map(({ head, speakers, body }) => {
      const text = readFileSync(join(articlesFolder, `${head.name}.txt`), 'utf8');
      return labelled(`${head.name}.txt`, head, text, findQuotes(text, body, speakers));
    }),
    say,
  );
}

interface Head {
  name: string;
  kind: string;
  language: string;
  date: string | null;
}

function sections(source: string): { head: Head; speakers: Map<string, string[]>; body: string }[] {
  return source
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const lines = part.split('\n');
      const [name, kind, language, date] = lines.shift()!.split(' ') as [string, string, string, string];
      const speakers = new Map<string, string[]>();
      while (lines[0]?.startsWith('%')) {
        const line = lines.shift()!;
        speakers.set(line[1]!, line.slice(3).split(' / '));
      }
      const head = { name, kind, language, date: date === '-' ? null : date };
      return { head, speakers, body: `${lines.join('\n').trim()}\n` };
    });
}

function takeMarksOut(body: string, speakers: Map<string, string[]>): { text: string; labels: Label[] } {
  const labels: Label[] = [];
  let text = '';
  let from = 0;
  for (const match of body.matchAll(/\[\[([^|\]]+)\|([^\]]+)\]\]/g)) {
    text += body.slice(from, match.index);
    labels.push(readMark(text.length, match[1]!, match[2]!, speakers));
    text += match[1]!;
    from = match.index + match[0].length;
  }
  text += body.slice(from);
  if (/\[\[|\]\]/.test(text))
    throw new Error(`A mark is not closed: ${/.{30}(\[\[|\]\]).{0,30}/s.exec(text)?.[0]}`);
  return { text, labels };
}

function findQuotes(text: string, body: string, speakers: Map<string, string[]>): Label[] {
  let from = 0;
  return body
    .trim()
    .split('\n')
    .map((line) => {
      const bar = line.lastIndexOf('|');
      const quote = line.slice(0, bar);
      const at = text.indexOf(quote, from);
      if (at < 0) throw new Error(`“${quote}” is not in the text after ${from}.`);
      from = at + quote.length;
      return readMark(at, quote, line.slice(bar + 1), speakers);
    });
}

/** What may be found or not, everywhere: no label for it is missed and no find of it false. */
const ANYWHERE_OPTIONAL: [Label['kind'], RegExp][] = [
  ['time', /^Date: (\S+)/gm],
  [
    'time',
    /\b(?:year[- ]on[- ]year|month on month|today|now|currently|at present|this time of year|recently|in recent years|so far|a year|(?:a|per) (?:month|week|day)|(?:every|each) (?:year|month|week|day)|annually|daily|every day|weekly|at dusk|in winter|that point|at first|previously)\b/gi,
  ],
  ['time', /同比|每天|每年|年均|全年|当月|两年间|в год|ежегодно|годом ранее|осенью/gi],
  ['ordinal', /\b(?:first|second|third|\d+(?:st|nd|rd|th))\b/gi],
  [
    'count',
    /\b(?:one|single|hundreds|thousands|millions|dozens|both|double[ds]?|halved|twice|a full minute|two halves)\b/gi,
  ],
  ['measure', /\b(?:double[ds]?|halved|twice)\b/gi],
];

function labelled(file: string, head: Head, text: string, marked: Label[]): LabelledText {
  const labels = [...marked];
  for (const [kind, pattern] of ANYWHERE_OPTIONAL)
    for (const match of text.matchAll(pattern)) {
      const quote = match[1] ?? match[0];
      const start = match.index + match[0].length - quote.length;
      const end = start + quote.length;
      if (
        marked.some(
          (label) =>
            label.start < end && start < label.end && !(kind === 'ordinal' && label.kind !== 'ordinal'),
        )
      )
        continue;
      labels.push({
        ...readMark(start, quote, kind === 'time' ? 't @x ?' : 'o 0 ?', new Map()),
        kind,
        lo: null,
        hi: null,
      });
    }
  labels.sort((one, other) => one.start - other.start || one.end - other.end);
  for (const label of labels) {
    if (text.slice(label.start, label.end) !== label.quote)
      throw new Error(`${file}: ${label.quote} is not at ${label.start}.`);
    if (label.kind !== 'time' && label.period) label.period.label = nameOf(label, labels);
  }
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { file, sha256, class: head.kind, language: head.language, date: head.date, labels };
}

/** How the text says the period of a figure: the nearest time expression with the same interval. */
function nameOf(label: Label, labels: Label[]): string {
  const same = labels
    .filter(
      (each) =>
        each.kind === 'time' &&
        each.period?.start === label.period?.start &&
        each.period?.end === label.period?.end,
    )
    .sort((one, other) => Math.abs(one.start - label.start) - Math.abs(other.start - label.start));
  return same[0]?.quote ?? '';
}

function write(set: string, texts: LabelledText[], say: (line: string) => void): void {
  writeFileSync(
    join('extract', set, 'labels.jsonl'),
    `${texts.map((text) => JSON.stringify(text)).join('\n')}\n`,
  );
  const all = texts.flatMap((text) => text.labels).filter((label) => !label.optional);
  const times = all.filter((label) => label.kind === 'time').length;
  const ordinals = all.filter((label) => label.kind === 'ordinal').length;
  say(
    `${set}: ${texts.length} texts, ${all.length - times - ordinals} quantities, ${times} times, ${ordinals} ordinals`,
  );
}
