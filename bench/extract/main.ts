import type { Reader } from './found.ts';
import { writeLabels } from './label.ts';
import { type Measures, measure } from './measure.ts';
import { chronoNode } from './peers/chrono.ts';
import { compromise } from './peers/compromise.ts';
import { recognizersText } from './peers/recognizers.ts';
import { regex } from './peers/regex.ts';
import { serai } from './peers/serai.ts';
import { wink } from './peers/wink.ts';
import { show } from './show.ts';
import { answerTurns, textsPerSecond } from './speed.ts';
import { missedTargets, tableOf } from './table.ts';
import { readArticles, readSet, type Text } from './texts.ts';

/**
 * Reads labelled texts with our engine and the peers, and holds ours to the targets.
 * `--quick`: without the one peer that takes minutes. `--show=tuning|articles`: every miss with its sentence. `--label`: makes
 * the labels. `--articles=FOLDER` or SERAI_ARTICLES: where the five articles lie.
 */
const quick = process.argv.includes('--quick');
const option = (name: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const articlesFolder = option('articles') ?? process.env.SERAI_ARTICLES;
const readers = [serai, regex, wink, compromise, chronoNode, ...(quick ? [] : [recognizersText])];

async function main(): Promise<void> {
  const [shown, timed] = [option('show'), option('speed-of')];
  if (timed !== undefined) await answerTurns(readerCalled(timed), textsToTime(option('texts')!));
  else if (process.argv.includes('--label')) writeLabels(articlesFolder, say);
  else if (shown !== undefined) showSet(shown);
  else await compare();
}

async function compare(): Promise<void> {
  const sets = readSets();
  const figures: Record<string, Record<string, Measures>> = {};
  for (const [name, texts] of Object.entries(sets)) {
    // The peers read English.
    const here = texts[0]!.language === 'en' ? readers : [serai];
    figures[name] = Object.fromEntries(here.map((reader) => [reader.name, measure(reader, texts)]));
    for (const line of tableOf(name, figures[name]!)) say(line);
  }
  const textsASecond = await speeds();
  const ours = Object.fromEntries(Object.entries(figures).map(([name, of]) => [name, of.serai!]));
  const misses = missedTargets(
    ours,
    Math.min(
      ...Object.entries(textsASecond)
        .filter(([name]) => name.startsWith('serai'))
        .map(([, rate]) => rate),
    ),
  );
  for (const miss of misses) say(`FAILED: ${miss}`);
  const pass = misses.length === 0;
  const ratios = ratiosOf(figures.corridor!);
  process.stdout.write(
    `${JSON.stringify({ bench: 'extract', figures: { ...figures, textsASecond }, ratios, pass })}\n`,
  );
  if (!pass) process.exitCode = 1;
}

/** What is held out is named by what it is of; the rest says that it may be tuned on. */
function readSets(): Record<string, Text[]> {
  const tuning = readSet('tuning');
  const heldOut = readSet('held-out');
  const articles = readArticles(articlesFolder);
  if (!articles)
    say('The five articles are left out: --articles=FOLDER or SERAI_ARTICLES says where they lie.');
  const of = (texts: Text[], language: string) => texts.filter((text) => text.language === language);
  return {
    corridor: of(heldOut, 'en').filter((text) => text.class === 'corridor'),
    general: of(heldOut, 'en').filter((text) => text.class === 'general'),
    chinese: of(heldOut, 'zh'),
    russian: of(heldOut, 'ru'),
    ...(articles ? { articles } : {}),
    tuning: of(tuning, 'en'),
    tuningChinese: of(tuning, 'zh'),
    tuningRussian: of(tuning, 'ru'),
  };
}

/** All on our English texts, of some 200 words; ours also on the articles, which are three times as long and count as well. */
async function speeds(): Promise<Record<string, number>> {
  const rates = await textsPerSecond(readers, textsToTime('english'), 'english', quick ? 5 : 7);
  const articles = textsToTime('articles');
  if (articles.length > 0)
    rates['serai, articles'] = (await textsPerSecond([serai], articles, 'articles', 9)).serai!;
  say('texts a second of processor time');
  for (const [name, rate] of Object.entries(rates)) say(`  ${name.padEnd(16)}${String(rate).padStart(9)}`);
  return rates;
}

const textsToTime = (set: string): Text[] =>
  set === 'articles'
    ? (readArticles(articlesFolder) ?? [])
    : [...readSet('held-out'), ...readSet('tuning')].filter(({ language }) => language === 'en');

function readerCalled(name: string): Reader {
  const found = readers.find((reader) => reader.name === name);
  if (!found) throw new Error(`No reader is called ${name}.`);
  return found;
}

/** Ours over the best of the others, on the held-out corridor texts. */
function ratiosOf(figures: Record<string, Measures>): Record<string, number> {
  const ratio = (of: (measures: Measures) => number | null | undefined) => {
    const best = Math.max(...readers.slice(1).map(({ name }) => of(figures[name]!) ?? 0));
    return Math.round(((of(figures.serai!) ?? 0) / best) * 100) / 100;
  };
  return {
    valueOverBestPeer: ratio(({ value }) => value?.f1),
    unitOverBestPeer: ratio(({ unit }) => unit?.f1),
    tupleOverBestPeer: ratio(({ tuple }) => tuple?.f1),
    timesOverBestPeer: ratio(({ times }) => times),
  };
}

function showSet(name: string): void {
  const texts =
    name === 'tuning' ? readSet('tuning') : name === 'articles' ? readArticles(articlesFolder) : null;
  if (texts) {
    show(serai, texts, (line) => process.stderr.write(`${line}\n`));
    return;
  }
  say(
    name === 'articles'
      ? 'the five articles are not there'
      : 'only tuning and articles are shown: who sees the misses on held-out texts tunes on them',
  );
  process.exitCode = 2;
}

function say(line: string): void {
  process.stderr.write(`extract: ${line}\n`);
}

await main();
