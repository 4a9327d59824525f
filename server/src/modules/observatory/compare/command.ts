/** `serai audit FILE...`: each figure of a text beside the other texts, and what can't be right. Needs no database and no network. */
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { corridorFromFiles, packFolder } from '../../../corridor/index.ts';
import { readConfig } from '../../../platform/config.ts';
import { Failure } from '../../../platform/failure.ts';
import { root } from '../../../platform/root.ts';
import { type Audit, audit, type Comparison, compare } from './audit.ts';
import { textOf, textsIn } from './files.ts';
import type { Found, Spot } from './finding.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import { type Reading, read, sentenceAt } from './reading.ts';
import { languageOf, say, shown } from './say.ts';

interface AuditOptions {
  against?: string;
  date?: string;
  lang?: string;
  json?: boolean;
  check?: boolean;
}

export function auditCommand(program: Command): void {
  program
    .command('audit')
    .description('Hold the figures of texts to one another, to the corridor’s register and to arithmetic')
    .argument('<file...>', 'texts (UTF-8) to audit; several are also held to each other')
    .option(
      '--against <dir>',
      'a folder of other texts (.txt, .md; an index.csv may give file, publisher, date)',
    )
    .option('--date <date>', 'the date of files that don’t say it in a line “Date: YYYY-MM-DD”', dateOf)
    .option('--lang <language>', 'en, zh or ru (default: the terminal’s language)')
    .option('--json', 'print one JSON object a file')
    .option('--check', 'end with 1 where anything is found, for scripts')
    .addHelpText(
      'after',
      '\nEnds with 0 when done, 1 when a file could not be read, 2 when it was not understood.\nWhat is looked for, and its limits: server/src/modules/observatory/compare/README.md',
    )
    .action(run);
}

function run(files: string[], options: AuditOptions): void {
  const lang = languageOf(
    options.lang ?? process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? 'en',
  );
  const asked = [...new Map(files.map((file) => [resolve(file), file])).values()].map(textOf);
  const others = options.against ? textsIn(options.against, new Set(asked.map(({ id }) => id))) : [];
  const knowledge = knowledgeOf(corridorFromFiles(packFolder(root, readConfig(process.env).corridor)));
  const readings = [
    ...asked.map((article) => ({ ...article, date: article.date ?? options.date ?? null })),
    ...others,
  ].map((article) => read(article, knowledge));
  const comparison = compare(readings, knowledge);
  const audits = readings.slice(0, asked.length).map((reading) => audit(reading, comparison));
  for (const each of audits)
    console.log(
      options.json
        ? JSON.stringify(jsonOf(each, comparison, lang, knowledge))
        : tableOf(each, comparison, lang, knowledge),
    );
  if (options.check && audits.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
}

function dateOf(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('Write a date such as 2025-06-18.');
  return text;
}

const titleOf = ({ article }: Reading): string => article.title;

function placeOf({ article, claim }: Spot, { readings }: Comparison) {
  const reading = readings.find((each) => each.article.id === article);
  const found = reading?.claims[claim];
  if (!reading || !found) throw new Failure('A finding points to no claim.');
  return { reading, claim: found };
}

function jsonOf(each: Audit, comparison: Comparison, lang: string, knowledge: Knowledge) {
  const at = (spot: Spot) => {
    const { reading, claim } = placeOf(spot, comparison);
    return { file: titleOf(reading), start: claim.start, end: claim.end, quote: claim.quote };
  };
  return {
    file: titleOf(each.reading),
    summary: summaryOf(each, lang, knowledge),
    counts: each.counts,
    figures: each.figures.map(({ figure, standing, agreesWith, findings }) => ({
      start: figure.claim.start,
      end: figure.claim.end,
      quote: figure.claim.quote,
      standing,
      agreesWith: agreesWith.map(at),
      findings,
    })),
    findings: each.findings.map((found) => ({
      check: found.check,
      class: found.class,
      message: found.message,
      text: say(lang, found.message, found.values, knowledge),
      values: shown(found.values, lang, knowledge),
      steps: found.steps,
      spots: found.spots.map(at),
    })),
    copies: each.copies.map((copy) => ({
      other: titleOf(copy.earlier === each.reading ? copy.later : copy.earlier),
      how: copy.how,
      orderKnown: copy.orderKnown,
      isEarlier: copy.earlier === each.reading,
      shingles: round(copy.shingles),
      containment: round(copy.containment),
      sharedFacts: copy.shared.length,
      changes: (comparison.changes.get(copy) ?? []).map(({ kind, part, from, to, values }) => ({
        kind,
        part,
        from: from && at(from),
        to: to && at(to),
        values: shown(values, lang, knowledge),
      })),
    })),
  };
}

const round = (share: number): number => Number(share.toFixed(3));

const summaryOf = ({ figures, counts }: Audit, lang: string, knowledge: Knowledge): string =>
  figures.length === 0
    ? say(lang, 'summary.none', {}, knowledge)
    : say(lang, 'summary', { figures: figures.length, ...counts }, knowledge);

const marks = { agree: '=', conflict: '✗', alone: '·' } as const;

/** In 80 columns: the summary, where it was copied from, what was found with its proof, every figure. */
function tableOf(each: Audit, comparison: Comparison, lang: string, knowledge: Knowledge): string {
  const lines = [titleOf(each.reading), `  ${summaryOf(each, lang, knowledge)}`];
  for (const copy of each.copies) {
    const other = titleOf(copy.earlier === each.reading ? copy.later : copy.earlier);
    const values = {
      other,
      facts: copy.shared.length,
      containment: Math.round(copy.containment * 100),
      shingles: Math.round(copy.shingles * 100),
    };
    lines.push(`  ${say(lang, `copy.${copy.how}`, values, knowledge)}`);
  }
  for (const found of each.findings) lines.push('', ...findingLines(found, comparison, lang, knowledge));
  if (each.figures.length > 0) lines.push('');
  for (const { figure, standing, agreesWith } of each.figures) {
    const others = agreesWith.slice(0, 3).map((spot) => titleOf(placeOf(spot, comparison).reading));
    const more = agreesWith.length > others.length ? ` +${agreesWith.length - others.length}` : '';
    const told = say(lang, `standing.${standing}`, {}, knowledge);
    lines.push(
      `  ${marks[standing]} ${oneLine(figure.claim.quote).padEnd(36)} ${told}${others.length ? ` · ${others.join(', ')}${more}` : ''}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function findingLines(found: Found, comparison: Comparison, lang: string, knowledge: Knowledge): string[] {
  const kind = say(lang, `class.${found.class}`, {}, knowledge);
  const spots = found.spots.map((spot) => {
    const { reading, claim } = placeOf(spot, comparison);
    const sentence = sentenceAt(reading.sentences, claim.start);
    const line = reading.article.text.slice(0, claim.start).split('\n').length;
    return `      ${titleOf(reading)}:${line}  “${oneLine(around(sentence?.text ?? claim.quote, claim.start - (sentence?.start ?? claim.start), claim.quote.length))}”`;
  });
  return [
    `  ✗ ${kind}: ${say(lang, found.message, found.values, knowledge)}`,
    ...spots,
    ...found.steps.map((step) => `      ${step}`),
  ];
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The quote with what stands near it, cut at words. */
function around(sentence: string, at: number, length: number): string {
  const [from, to] = [Math.max(0, at - 50), Math.min(sentence.length, at + length + 40)];
  const start = from === 0 ? 0 : sentence.indexOf(' ', from) + 1;
  const end = to === sentence.length ? to : sentence.lastIndexOf(' ', to);
  return `${start > 0 ? '… ' : ''}${sentence.slice(start, Math.max(end, at + length))}${end < sentence.length ? ' …' : ''}`;
}
