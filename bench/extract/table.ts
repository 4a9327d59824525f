import type { Measures } from './measure.ts';

const COLUMNS: [title: string, width: number, of: (measures: Measures) => number | null][] = [
  ['value P', 9, ({ value }) => value?.precision ?? null],
  ['R', 7, ({ value }) => value?.recall ?? null],
  ['F1', 7, ({ value }) => value?.f1 ?? null],
  ['+unit', 8, ({ unit }) => unit?.f1 ?? null],
  ['+modifier', 11, ({ modifier }) => modifier?.f1 ?? null],
  ['+period', 9, ({ tuple }) => tuple?.f1 ?? null],
  ['times', 8, ({ times }) => times],
  ['(precision)', 13, ({ timesPrecision }) => timesPrecision],
  ['speaker', 9, ({ speaker }) => speaker],
  ['(all)', 7, ({ speakerOfAll }) => speakerOfAll],
];

/** Each part of the tuple is right only where those to the left of it are. */
export function tableOf(name: string, of: Record<string, Measures>): string[] {
  const ours = of.serai!;
  return [
    `${name}: ${ours.texts} texts, ${ours.labelled} quantities`,
    ''.padEnd(18) + COLUMNS.map(([title, width]) => title.padStart(width)).join(''),
    ...Object.entries(of).map(
      ([reader, measures]) =>
        `  ${reader.padEnd(16)}${COLUMNS.map(([, width, cell]) => (cell(measures)?.toFixed(1) ?? '–').padStart(width)).join('')}`,
    ),
    `  of ours: direction ${ours.direction}, modality ${ours.modality}, ordinals ${ours.ordinals ?? '–'}, spans ${ours.spans}`,
  ];
}

const TARGETS: [
  set: string,
  what: string,
  of: (measures: Measures) => number | null | undefined,
  least: number,
][] = [
  ['corridor', 'value F1', ({ value }) => value?.f1, 93],
  ['corridor', 'value+unit F1', ({ unit }) => unit?.f1, 88],
  ['corridor', 'with modifier F1', ({ modifier }) => modifier?.f1, 85],
  ['corridor', 'full tuple F1', ({ tuple }) => tuple?.f1, 75],
  ['corridor', 'times', ({ times }) => times, 90],
  ['corridor', 'speaker', ({ speaker }) => speaker, 80],
  ['general', 'value F1', ({ value }) => value?.f1, 88],
  ['general', 'value+unit F1', ({ unit }) => unit?.f1, 75],
];
const TEXTS_A_SECOND = 200;

/** What our figures, by set, fall short of. */
export function missedTargets(ours: Record<string, Measures>, textsASecond: number): string[] {
  const misses = TARGETS.filter(([set, , of, least]) => (of(ours[set]!) ?? 0) < least).map(
    ([set, what, of, least]) => `${set}: ${what} ${of(ours[set]!)}, target ${least}`,
  );
  for (const [set, { spans }] of Object.entries(ours))
    if (spans !== 100) misses.push(`${set}: spans ${spans}, target 100`);
  if (textsASecond < TEXTS_A_SECOND) misses.push(`${textsASecond} texts a second, target ${TEXTS_A_SECOND}`);
  return misses;
}
