/** What physics and size allow: a plant's yearly output, the CO2 it saves, a train's speed, a flow larger than any of its kind. */
import { type Found, quoteOf, spot } from '../finding.ts';
import { written } from '../interval.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Figure, type Reading, standingIn } from '../reading.ts';
import type { Rule } from './rule.ts';

export const plausible: Rule = {
  name: 'plausible',
  inText: (reading, knowledge) => [
    ...outputOf(reading),
    ...savedOf(reading),
    ...speedOf(reading),
    ...sizeOf(reading, knowledge),
  ],
};

const hoursOfYear = 8_760;
/** Highest yearly mean output over capacity that any plant of the kind reaches; published ones of the corridor lie at 14 to 46 %. */
const factorMax = { solar: 0.4, wind: 0.65, other: 1 } as const;
/** Less than this is no poor year; of other kinds some run for peaks only. */
const unitMistaken = 0.01;
const factorMin = { solar: 0.07, wind: 0.1, other: unitMistaken } as const;
/** The energy of one of several, or the power of all there will be: not of the same plant. */
const ofPart =
  /\b(?:each|every|per|apiece|(?:first|initial) \w+|phase|stage|one of|units?|turbines? generates?|partial(?:ly)?)\b/i;
/** Tonnes of CO2 a megawatt-hour saves: claims that hold lie at 0.3 to 1.1, the worst lignite at about 1.3. */
const co2PerMwh = { lo: 0.15, hi: 1.5 } as const;

const yearly = /\b(?:annual(?:ly)?|a year|per year|every year|each year|yearly|per annum)\b/i;

interface Pair {
  a: Figure;
  b: Figure;
  text: string;
}
/** The only figure of either unit in a sentence, or in two that follow each other in a paragraph: with more it is unsaid which goes with which. */
function pairsOf(
  reading: Reading,
  isA: (figure: Figure) => boolean,
  isB: (figure: Figure) => boolean,
): Pair[] {
  const pairs: Pair[] = [];
  reading.sentences.forEach((sentence, at) => {
    const next = reading.sentences[at + 1];
    const within = (sentences: readonly (typeof sentence | undefined)[], is: (figure: Figure) => boolean) =>
      sentences.flatMap((each) => (each ? standingIn(reading, each).figures.filter(is) : []));
    const [a, b] = [within([sentence], isA), within([sentence], isB)];
    if (a.length === 1 && b.length === 1)
      pairs.push({ a: a[0]!, b: b[0]!, text: sentence.text }); // one each
    else if (a.length > 1 && a.length === b.length) pairs.push(...inTurn(sentence, a, b));
    else if (a.length === 1 && b.length === 0 && next?.paragraph === sentence.paragraph) {
      const [moreA, later] = [within([next], isA), within([next], isB)];
      if (moreA.length === 0 && later.length === 1)
        pairs.push({ a: a[0]!, b: later[0]!, text: `${sentence.text} ${next.text}` }); // one
    }
  });
  return pairs;
}

/** "The 40-MW farm makes 80 GWh a year and the 120-MW station 460 GWh": each before the one that goes with it. */
function inTurn(
  sentence: Reading['sentences'][number],
  as: readonly Figure[],
  bs: readonly Figure[],
): Pair[] {
  const isInTurn = as.every((a, at) => {
    const [b, next] = [bs[at], as[at + 1]];
    return b !== undefined && a.claim.start < b.claim.start && (!next || b.claim.start < next.claim.start);
  });
  if (!isInTurn) return [];
  // What is said of all: "a year" stands behind the last or the first.
  const shared = yearly.exec(sentence.text)?.[0] ?? '';
  return as.flatMap((a, at): Pair[] => {
    const b = bs[at];
    if (!b) return [];
    const from = (bs[at - 1]?.claim.end ?? sentence.start) - sentence.start;
    return [{ a, b, text: `${sentence.text.slice(from, b.claim.end - sentence.start)} ${shared}` }];
  });
}

function outputOf(reading: Reading): Found[] {
  return pairsOf(
    reading,
    ({ claim }) => claim.unit === 'W',
    ({ claim }) => claim.unit === 'Wh',
  ).flatMap(({ a, b, text }) => {
    // Storage has both, and no yearly output; without "a year" the energy may be of a day.
    if (
      !yearly.test(text) ||
      /\b(?:storage|batter(?:y|ies)|cumulative|since|additional|total of all)\b/i.test(text)
    )
      return [];
    if (ofPart.test(text.replace(/\b(?:per|each|every) (?:year|annum)\b/gi, ''))) return [];
    if (a.claim.direction !== null || b.claim.direction !== null) return [];
    const kind = /\b(?:solar|photovoltaic|pv)\b/i.test(text)
      ? 'solar'
      : /\bwind\b/i.test(text)
        ? 'wind'
        : 'other';
    const [power, energy] = [Number(a.claim.lo), Number(b.claim.lo)];
    const factor = energy / (power * hoursOfYear);
    const least = factorMin[kind];
    if (factor >= least && factor <= factorMax[kind]) return [];
    const limit = factor < least ? least : factorMax[kind];
    return [
      {
        check: 'plausible',
        class: 'error' as const,
        spots: [spot(reading, b.index), spot(reading, a.index)],
        message:
          factor >= least ? 'output-too-high' : factor < unitMistaken ? 'output-too-low' : 'output-low',
        values: {
          energy: quoteOf(b.claim),
          power: quoteOf(a.claim),
          factor: percent(factor),
          limit: percent(limit),
        },
        steps: [
          `${written(energy)} Wh / (${written(power)} W × ${hoursOfYear} h) = ${percent(factor)} %`,
          `${percent(factor)} % ${factor < least ? '<' : '>'} ${percent(limit)} %`,
        ],
      },
    ];
  });
}

const percent = (share: number): string => String(Number((share * 100).toPrecision(3)));

function savedOf(reading: Reading): Found[] {
  const isSaved = ({ claim, sentence }: Figure) =>
    (claim.unit === 't' &&
      /^[^.;]{0,60}\b(?:carbon|co2|co₂|emissions?|greenhouse)\b/i.test(
        sentence.text.slice(claim.end - sentence.start),
      )) ||
    (claim.unit === 't' &&
      /\b(?:carbon dioxide|co2|co₂|carbon|greenhouse gas|emissions)(?: \w+)? (?:emissions? )?(?:by|of)(?: \w+){0,3} $/i.test(
        sentence.text.slice(0, claim.start - sentence.start),
      ));
  return pairsOf(reading, ({ claim }) => claim.unit === 'Wh', isSaved).flatMap(({ a, b, text }) => {
    if (
      !/\b(?:sav(?:e|es|ed|ing)|cut|cuts|cutting|reduc\w+|avoid\w*|offset\w*|lower\w*|prevent\w*|displac\w+|less)\b/i.test(
        text,
      )
    )
      return [];
    // Both must be of the same time.
    if (!yearly.test(text) || /\b(?:over its life|lifetime|by 20\d\d|in total|since)\b/i.test(text))
      return [];
    const [energy, saved] = [Number(a.claim.lo), Number(b.claim.lo)];
    const rate = saved / (energy / 1e6);
    if (rate >= co2PerMwh.lo && rate <= co2PerMwh.hi) return [];
    return [
      {
        check: 'plausible',
        class: 'error' as const,
        spots: [spot(reading, b.index), spot(reading, a.index)],
        message: 'co2',
        values: {
          saved: quoteOf(b.claim),
          energy: quoteOf(a.claim),
          rate: String(Number(rate.toPrecision(3))),
        },
        steps: [
          `${written(saved)} t / ${written(energy / 1e6)} MWh = ${Number(rate.toPrecision(3))} t/MWh`,
          `∉ [${co2PerMwh.lo}, ${co2PerMwh.hi}] t/MWh`,
        ],
      },
    ];
  });
}

/** Fastest in service: a maglev's 430 km/h; freight trains of the corridor are allowed 120. */
const speedMaxKmh = { freight: 160, passenger: 450 } as const;

function speedOf(reading: Reading): Found[] {
  const found: Found[] = [];
  for (const figure of reading.figures) {
    const { claim, sentence, index } = figure;
    if (
      !/\b(?:trains?|railways?|rail|locomotives?)\b/i.test(sentence.text) ||
      /\b(?:planes?|flights?|aircraft|airlines?|rockets?)\b/i.test(sentence.text)
    )
      continue;
    const max = /\b(?:freight|cargo|container)\b/i.test(sentence.text)
      ? speedMaxKmh.freight
      : speedMaxKmh.passenger;
    if (claim.unit === 'km/h' && Number(claim.lo) > max)
      found.push(tooFast([spot(reading, index)], quoteOf(claim), Number(claim.lo), max, []));
    if (claim.unit !== 'm' || claim.direction !== null) continue;
    const { figures } = standingIn(reading, sentence);
    const hours = figures.filter((each) => each.claim.unit === 'hours');
    const lengths = figures.filter((each) => each.claim.unit === 'm');
    const [time] = hours;
    if (!time || hours.length > 1 || lengths.length > 1 || time.claim.direction !== null) continue;
    const between = sentence.text.slice(
      Math.min(claim.end, time.claim.end) - sentence.start,
      Math.max(claim.start, time.claim.start) - sentence.start,
    );
    if (
      !/\b(?:in|within|takes?|taking)\b/i.test(between) ||
      /\b(?:by|cut|sav|reduc|shorten|less|faster|every|from)\w*\b/i.test(between)
    )
      continue;
    const speed = Number(claim.lo) / 1_000 / Number(time.claim.lo);
    if (speed > max)
      found.push(
        tooFast(
          [spot(reading, index), spot(reading, time.index)],
          `${quoteOf(claim)}, ${quoteOf(time.claim)}`,
          speed,
          max,
          [`${written(Number(claim.lo) / 1_000)} km / ${time.claim.lo} h = ${speed.toFixed(0)} km/h`],
        ),
      );
  }
  return found;
}

const tooFast = (
  spots: Found['spots'],
  said: string,
  speed: number,
  max: number,
  steps: string[],
): Found => ({
  check: 'plausible',
  class: 'error',
  spots,
  message: 'speed',
  values: { said, speed: speed.toFixed(0), max: String(max) },
  steps: [...steps, `${speed.toFixed(0)} km/h > ${max} km/h`],
});

/** No two countries trade or invest as much between them: the largest pairs of the world trade some 900 billion dollars a year. */
const flowMaxUsd = 1.2e12;

function sizeOf(reading: Reading, { regions, perUsd }: Knowledge): Found[] {
  return reading.figures.flatMap(({ claim, index }) => {
    const parties = [claim.subject, claim.partner];
    if (claim.kind !== 'money' || !claim.unit || parties.some((each) => each === null)) return [];
    if (
      !/^(?:trade|exports|imports|investment|direct-investment|contracted-projects|loan)$/.test(
        claim.measure ?? '',
      )
    )
      return [];
    const isOfRegion = [...regions].some(([region, countries]) =>
      parties.some((each) => each === region || countries.includes(each ?? '')),
    );
    const rate = claim.unit === 'USD' ? 1 : (perUsd.get(claim.unit)?.at(-1)?.lo ?? 0);
    if (!isOfRegion || !rate || Number(claim.lo) / rate < flowMaxUsd) return [];
    return [
      {
        check: 'plausible',
        class: 'error' as const,
        spots: [spot(reading, index)],
        message: 'too-large',
        values: { figure: quoteOf(claim) },
        steps: [`${written(Number(claim.lo) / rate)} USD > ${written(flowMaxUsd)} USD`],
      },
    ];
  });
}
