/** The plan as a person reads it in a terminal of 80 columns. Texts come from locales/<lang>/cli.json. */
import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../../../locales/en/cli.json' with { type: 'json' };
import ru from '../../../../locales/ru/cli.json' with { type: 'json' };
import zh from '../../../../locales/zh/cli.json' with { type: 'json' };
import type { Figure, FigureKind } from '../../platform/figure.ts';
import type { Leg, Option, PlanAnswer } from './api.ts';

export type TextKey = keyof typeof en;
const texts: Record<string, Record<TextKey, string>> = { en, zh, ru };

/** The catalogue's language nearest to a tag such as `zh-CN`; English where there is none. */
export const languageOf = (tag: string): string => {
  const primary = tag.toLowerCase().split(/[-_.]/)[0] ?? '';
  return primary in texts ? primary : 'en';
};
export function say(lang: string, key: TextKey, values: Record<string, string | number> = {}): string {
  return String(new IntlMessageFormat((texts[lang] ?? en)[key], lang).format(values));
}

export const hasText = (key: string): key is TextKey => Object.hasOwn(en, key);

const marks: Record<FigureKind, string> = {
  metered: '●',
  official: '◆',
  reported: '○',
  attested: '◇',
  model: '◌',
  target: '▲',
  unknown: '?',
};

export function planTable(answer: PlanAnswer, lang: string): string {
  const zones = zonesOf(answer);
  const when = answer.arriveBy
    ? say(lang, 'plan.due', { date: date(lang, answer.arriveBy, zones.to) })
    : say(lang, 'plan.ready', { date: date(lang, answer.readyAt, zones.from) });
  const weight = number(lang, Number(answer.weightKg.value) / 1000, 1);
  const title = say(lang, 'plan.title', {
    from: answer.from.name,
    to: answer.to.name,
    teu: answer.teu,
    weight,
    mark: mark(answer.weightKg),
    when,
  });
  const count = say(lang, 'plan.count', { shown: answer.options.length, considered: answer.considered });
  const [first] = answer.options;
  return [
    title,
    count,
    '',
    ...optionRows(answer, lang, zones),
    '',
    ...(first
      ? [
          say(lang, 'leg.title'),
          ...first.legs.flatMap((leg) => legRow(leg, lang)),
          ...arrivalRows(first, lang),
          '',
        ]
      : []),
    say(lang, 'marks'),
  ].join('\n');
}

interface Zones {
  from: string;
  to: string;
}
function zonesOf({ options: [first] }: PlanAnswer): Zones {
  return { from: first?.legs[0]?.from.zone ?? 'UTC', to: first?.legs.at(-1)?.to.zone ?? 'UTC' };
}

function optionRows(answer: PlanAnswer, lang: string, zones: Zones): string[] {
  const heads = (['leaves', 'arrives', 'by', 'days', 'cost', 'co2', 'transfers', 'risk'] as const).map(
    (key) => say(lang, `plan.${key}`),
  );
  const rows = answer.options.map((option) => [
    day(lang, option.departure, zones.from),
    day(lang, option.arrival.p50, zones.to),
    shortDay(lang, option.arrival.p90, zones.to),
    number(lang, Number(option.transit.value), 1),
    shown(lang, option.cost, 0),
    tonnes(lang, option.co2),
    String(option.transfers),
    `${number(lang, Number(option.risk.figure.value), 0)} % ${mark(option.risk.figure)}`,
  ]);
  const widths = heads.map((head, column) =>
    Math.max(...[head, ...rows.map((row) => row[column] ?? '')].map(width)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column < 3 ? padEnd : padStart)(cell, widths[column] ?? 0)).join('  ');
  return [
    `   ${line(heads)}`.trimEnd(),
    ...answer.options.flatMap((option, index) => [
      `${String(index + 1).padStart(2)} ${line(rows[index] ?? [])}`.trimEnd(),
      ...wrap(aboutOption(option, lang, answer.arriveBy !== null)).map((text) => `   ${text}`),
    ]),
  ];
}

function aboutOption(option: Option, lang: string, dueBy: boolean): string[] {
  const via = option.via.map((each) => each.name).join(', ');
  const risk = say(lang, `risk.${option.risk.level}`, { place: option.risk.at?.name ?? '' });
  const best = option.best.map((criterion) =>
    say(lang, criterion === 'time' && dueBy ? 'best.latest' : `best.${criterion}`),
  );
  const where = via ? say(lang, 'plan.via', { places: via }) : say(lang, 'plan.direct');
  return [where, risk, ...best, ...leftOn(option, lang)];
}

/** The least that is left on any of its trains. Nothing where no server was there to ask. */
function leftOn({ rides }: Option, lang: string): string[] {
  if (rides.some((ride) => ride.cancelled)) return [say(lang, 'plan.cancelled')];
  if (rides.length === 0 || rides.some((ride) => ride.left === null)) return [];
  const left = rides.map((ride) => ride.left?.teu ?? null).filter((teu) => teu !== null);
  // Where nobody has said of one of them, the others promise nothing.
  if (left.length < rides.length) return [say(lang, 'plan.unsaid')];
  return [say(lang, 'plan.left', { teu: Math.min(...left) })];
}

function legRow(leg: Leg, lang: string): string[] {
  const when = time(lang, leg.departure, leg.from.zone);
  const figures = [
    leg.distance.value !== '0.0'
      ? say(lang, 'leg.distance', { km: Math.round(Number(leg.distance.value)) })
      : '',
    Number(leg.cost.value) > 0 ? `$${shown(lang, leg.cost, 0)}` : '',
    Number(leg.co2.value) > 0
      ? say(lang, 'leg.co2', { kg: Math.round(Number(leg.co2.value)), mark: ` ${mark(leg.co2)}` })
      : '',
  ].filter((text) => text !== '');
  return timed(when, [whatHappens(leg, lang), ...figures]);
}

function whatHappens(leg: Leg, lang: string): string {
  const duration = durationOf(lang, leg.departure, leg.arrival);
  if (leg.kind === 'wait') return say(lang, 'leg.wait', { time: duration, place: leg.from.name });
  if (leg.crossing) {
    const { name, kind, fromGauge, toGauge } = leg.crossing;
    return `${say(lang, `leg.crossing.${kind}`, { name, fromGauge, toGauge })}, ${duration}`;
  }
  const mode = leg.mode === 'none' ? 'road' : leg.mode;
  return `${say(lang, `leg.ride.${mode}`, { from: leg.from.name, to: leg.to.name })}, ${duration}`;
}

function arrivalRows(option: Option, lang: string): string[] {
  const last = option.legs.at(-1);
  const zone = last?.to.zone ?? 'UTC';
  const text = say(lang, 'leg.arrives', {
    date: day(lang, option.arrival.p90, zone).replaceAll(' ', '\u00a0'),
  });
  return timed(time(lang, option.arrival.p50, zone), [`${last?.to.name ?? ''}: ${text}`]);
}

/** Lines of a step, the time beside the first. */
const timed = (when: string, parts: readonly string[]) =>
  wrap(parts).map((text, index) => `  ${padEnd(index === 0 ? when : '', width(when))}  ${text}`);

function durationOf(lang: string, from: string, to: string): string {
  const allHours = Math.round((Date.parse(to) - Date.parse(from)) / 3_600_000);
  const [days, hours] = [Math.floor(allHours / 24), allHours % 24];
  const text = say(lang, 'leg.duration', { days, hours, both: days > 0 && hours > 0 ? 'yes' : 'no' });
  const shown = text || `< ${say(lang, 'leg.duration', { days: 0, hours: 1, both: 'no' })}`;
  // A number and its unit stay on one line.
  return shown.replaceAll(' ', '\u00a0');
}

/** Three digits are enough to compare by. */
function tonnes(lang: string, co2: Figure): string {
  const value = Number(co2.value) / 1000;
  return `${number(lang, value, value < 10 ? 2 : value < 100 ? 1 : 0)} ${mark(co2)}`;
}

const mark = (figure: Figure) => marks[figure.kind];
const shown = (lang: string, figure: Figure, digits: number) =>
  `${number(lang, Number(figure.value), digits)} ${mark(figure)}`;
const number = (lang: string, value: number, digits: number) =>
  new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
const format = (lang: string, instant: string, zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { timeZone: zone, ...options }).format(
    new Date(instant),
  );
const date = (lang: string, instant: string, zone: string) =>
  format(lang, instant, zone, { day: 'numeric', month: 'short', year: 'numeric' });
const day = (lang: string, instant: string, zone: string) =>
  format(lang, instant, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
const shortDay = (lang: string, instant: string, zone: string) =>
  format(lang, instant, zone, { day: 'numeric', month: 'short' });
const time = (lang: string, instant: string, zone: string) =>
  format(lang, instant, zone, {
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).replace(',', '');

/** Columns a text takes: Chinese characters and full-width marks take two. */
export const width = (text: string) =>
  [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/.test(character)
        ? 2
        : 1),
    0,
  );
const padEnd = (text: string, columns: number) => text + ' '.repeat(Math.max(0, columns - width(text)));
const padStart = (text: string, columns: number) => ' '.repeat(Math.max(0, columns - width(text))) + text;

/** Parts joined by ` · ` into lines that leave room for their indent within 80 columns; a long part breaks between words. */
function wrap(parts: readonly string[], columns = 62): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    for (const [index, word] of part.split(' ').entries()) {
      const joint = index > 0 ? ' ' : ' · ';
      const rest = index === 0 && width(part) <= columns ? part : word;
      const last = lines.at(-1);
      if (last !== undefined && width(last) + width(joint) + width(rest) <= columns)
        lines[lines.length - 1] = `${last}${joint}${word}`;
      else lines.push(word);
    }
  }
  return lines;
}
