import { writeLabels } from './label.ts';
import { type Measures, measure } from './measure.ts';
import { chronoNode } from './peers/chrono.ts';
import { compromise } from './peers/compromise.ts';
import { recognizersText } from './peers/recognizers.ts';
import { regex } from './peers/regex.ts';
import { serai } from './peers/serai.ts';
import { wink } from './peers/wink.ts';
import { show } from './show.ts';
import { textsPerSecond } from './speed.ts';
import { readArticles, readSet, type Text } from './texts.ts';

/**
 * Reads labelled texts with our engine and the peers, and holds ours to the targets.
 * `--quick`: ours and the fast peers alone. `--show=tuning|articles`: every miss with its sentence. `--label`: makes the labels.
 * `--articles=FOLDER` or SERAI_ARTICLES: where the five articles lie.
 */
const quick = process.argv.includes('--quick');
const option = (name: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const articlesFolder = option('articles') ?? process.env.SERAI_ARTICLES;

function main(): void {
  const shown = option('show');
  if (process.argv.includes('--label')) writeLabels(articlesFolder, say);
  else if (shown !== undefined) showSet(shown);
  else compare();
}

function compare(): void {
  const sets = readSets();
  const readers = [serai, regex, wink, compromise, chronoNode, ...(quick ? [] : [recognizersText])];
  const figures: Record<string, Record<string, Measures>> = {};
  for (const [name, texts] of Object.entries(sets)) {
    // The peers read English.
    const here = texts[0]!.language === 'en' ? readers : [serai];
    figures[name] = Object.fromEntries(here.map((reader) => [reader.name, measure(reader, texts)]));
    printSet(name, figures[name]!);
  }
  const own = [...sets.corridor!, ...sets.general!, ...sets.tuning!];
  const speed = textsPerSecond(readers, own, quick ? 3 : 5);
  const articles = sets.articles;
  const articleSpeed = articles ? textsPerSecond([serai], articles, 9).get('serai')! : null;
  printSpeed(speed, articleSpeed);
  const textsASecond = {
    ...Object.fromEntries(speed),
    ...(articleSpeed === null ? {} : { 'serai, articles': articleSpeed }),
  };

  const misses = missedTargets(figures, [speed.get('serai')!, articleSpeed ?? Number.POSITIVE_INFINITY]);
  for (const miss of misses) say(`FAILED: ${miss}`);
  const best = (of: (measures: Measures) => number) =>
    Math.max(...readers.slice(1).map(({ name }) => of(figures.corridor![name]!)));
  const ours = figures.corridor!.serai!;
  const ratios = {
    valueOverBestPeer: ratio(
      ours.value.f1,
      best(({ value }) => value.f1),
    ),
    unitOverBestPeer: ratio(
      ours.unit.f1,
      best(({ unit }) => unit.f1),
    ),
    tupleOverBestPeer: ratio(
      ours.tuple.f1,
      best(({ tuple }) => tuple.f1),
    ),
    timesOverBestPeer: ratio(
      ours.times ?? 0,
      best(({ times }) => times ?? 0),
    ),
  };
  const pass = misses.length === 0;
  process.stdout.write(
    `${JSON.stringify({ bench: 'extract', figures: { ...figures, textsASecond }, ratios, pass })}\n`,
  );
  if (!pass) process.exitCode = 1;
}

/** What is held out is named by what it is of; the rest says that it may be tuned on. */
function readSets(): Record<string, Text[]> {
  const tuning = readSet('tuning');
  const heldOut = readSet('held-out');
  const english = (texts: Text[]) => texts.filter(({ language }) => language === 'en');
  const articles = readArticles(articlesFolder);
  if (!articles)
    say('The five articles are left out: --articles=FOLDER or SERAI_ARTICLES says where they lie.');
  return {
    corridor: english(heldOut).filter((text) => text.class === 'corridor'),
    general: english(heldOut).filter((text) => text.class === 'general'),
    chinese: heldOut.filter(({ language }) => language === 'zh'),
    russian: heldOut.filter(({ language }) => language === 'ru'),
    ...(articles ? { articles } : {}),
    tuning: english(tuning),
    tuningChinese: tuning.filter(({ language }) => language === 'zh'),
    tuningRussian: tuning.filter(({ language }) => language === 'ru'),
  };
}

function showSet(name: string): void {
  const texts =
    name === 'tuning' ? readSet('tuning') : name === 'articles' ? readArticles(articlesFolder) : null;
  if (!texts) {
    say(
      name === 'articles'
        ? 'the five articles are not there'
        : 'only tuning and articles are shown: who sees the misses on held-out texts tunes on them',
    );
    process.exitCode = 2;
    return;
  }
  show(serai, texts, (line) => process.stderr.write(`${line}\n`));
}

const TARGETS: [set: string, what: string, of: (measures: Measures) => number | null, least: number][] = [
  ['corridor', 'value F1', ({ value }) => value.f1, 93],
  ['corridor', 'value+unit F1', ({ unit }) => unit.f1, 88],
  ['corridor', 'with modifier F1', ({ modifier }) => modifier.f1, 85],
  ['corridor', 'full tuple F1', ({ tuple }) => tuple.f1, 75],
  ['corridor', 'times', ({ times }) => times, 90],
  ['corridor', 'speaker', ({ speaker }) => speaker, 80],
  ['general', 'value F1', ({ value }) => value.f1, 88],
  ['general', 'value+unit F1', ({ unit }) => unit.f1, 75],
];

function missedTargets(figures: Record<string, Record<string, Measures>>, speeds: number[]): string[] {
  const misses = TARGETS.filter(([set, , of, least]) => (of(figures[set]!.serai!) ?? 0) < least).map(
    ([set, what, of, least]) => `${set}: ${what} ${of(figures[set]!.serai!)}, target ${least}`,
  );
  for (const [set, of] of Object.entries(figures))
    if (of.serai!.spans !== 100) misses.push(`${set}: spans ${of.serai!.spans}, target 100`);
  if (Math.min(...speeds) < 200) misses.push(`${Math.min(...speeds)} texts a second, target 200`);
  return misses;
}

function printSet(name: string, of: Record<string, Measures>): void {
  const { texts, labelled } = of.serai!;
  say(`${name}: ${texts} texts, ${labelled} quantities`);
  say('                     value P     R    F1   +unit  +modif.  +period   times   (prec.)  speaker  (all)');
  for (const [reader, measures] of Object.entries(of)) {
    const cell = (value: number | null, width: number) =>
      (value === null ? '–' : value.toFixed(1)).padStart(width);
    const quantities =
      reader === 'chrono-node'
        ? Array(6).fill(null)
        : [
            measures.value.precision,
            measures.value.recall,
            measures.value.f1,
            measures.unit.f1,
            measures.modifier.f1,
            measures.tuple.f1,
          ];
    const times = ['compromise', 'wink-nlp'].includes(reader)
      ? [null, null]
      : [measures.times, measures.timesPrecision];
    const speaker = reader === 'serai' ? [measures.speaker, measures.speakerOfAll] : [null, null];
    say(
      `  ${reader.padEnd(18)}${[...quantities, ...times, ...speaker].map((value, at) => cell(value, [8, 6, 6, 8, 9, 9, 8, 9, 9, 8][at]!)).join('')}`,
    );
  }
  const ours = of.serai!;
  say(
    `  of ours: direction ${ours.direction}, modality ${ours.modality}, ordinals ${ours.ordinals}, spans ${ours.spans}`,
  );
}

function printSpeed(speed: Map<string, number>, articles: number | null): void {
  say('texts a second of processor time');
  for (const [name, rate] of speed) say(`  ${name.padEnd(18)}${String(rate).padStart(8)}`);
  if (articles !== null)
    say(`  ${'serai, articles'.padEnd(18)}${String(articles).padStart(8)}   (three times as long)`);
}

const ratio = (ours: number, theirs: number) => Math.round((ours / theirs) * 100) / 100;

function say(line: string): void {
  process.stderr.write(`extract: ${line}\n`);
}

main();
