/** For tests and benches: texts of the corridor from templates, seeded. Many share figures, some contradict each other, some are rewritten. */
import type { Article } from '../compare/reading.ts';

export type Draw = (below: number) => number;

/** The same numbers for the same seed (mulberry32). */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const countries = ['Kazakhstan', 'Uzbekistan', 'Kyrgyzstan', 'Tajikistan', 'Turkmenistan'];
const speakers = ['the customs office', 'the ministry of trade', 'Orda Institute', 'the embassy', 'a bank'];
const towns = ['Almaty', 'Tashkent', 'Khorgos', 'Aktau', 'Samarkand', 'Dushanbe', 'Osh'];
const goods = ['melons', 'copper', 'cotton', 'pumps', 'cars', 'wheat', 'honey', 'steel', 'tyres', 'silk'];

const plants = { Nurek: 'Tajikistan', Toktogul: 'Kyrgyzstan', Rogun: 'Tajikistan' } as const;

export interface Kind {
  /** How many different counts there are of each thing. */
  variety: number;
  /** Of so many figures that many texts give, one is wrong: 1 makes contradictions, 100 makes texts as one reads them. */
  wrongOneIn: number;
}

export function sentence(draw: Draw, { variety, wrongOneIn }: Kind): string {
  const pick = <Each>(list: readonly Each[]): Each => list[draw(list.length)]!; // below its length
  const [country, year] = [pick(countries), 2021 + draw(4)];
  // The same of every text that is right.
  const amount = (base: number, of: string) =>
    (base + (draw(wrongOneIn) === 0 ? draw(6) * 1.3 : (base * (drawing(hashOf(of))(90) + 5)) / 100)).toFixed(
      1,
    );
  const plant = pick(['Nurek', 'Toktogul', 'Rogun'] as const);
  const templates = [
    () =>
      `Trade between China and ${country} reached $${amount(20, country + year)} billion in ${year}, ${pick(speakers)} said.`,
    () => `China's trade with Central Asia came to $${amount(80, `${year}`)} billion in ${year}.`,
    () =>
      `In ${year}, trade between China and ${country} was $${draw(wrongOneIn) ? amount(20, country + year) : amount(80, `${year}`)} billion.`,
    () =>
      `From 2007 to 2023 Chinese investment in ${country} exceeded $${amount(3, country)} billion, including grants.`,
    () =>
      `Last year Chinese investment in ${country} exceeded $${draw(wrongOneIn) ? amount(1, `${country} last`) : amount(3, country)} billion, the paper noted.`,
    () =>
      `The depot in ${pick(towns)} sent ${412 + draw(variety)} trains with ${pick(goods)} to ${pick(towns)}.`,
    () => `Exports of ${pick(goods)} through ${pick(towns)} rose by ${11 + draw(variety)} percent.`,
    () =>
      `A park in ${pick(towns)} cost ${350 + draw(variety)} million yuan (about $${draw(wrongOneIn) ? Math.round((350 + draw(variety)) / 7.2) : 61} million).`,
    () => `Some ${1200 + draw(variety) * 37} people of ${pick(towns)} work with ${pick(goods)} there.`,
    () => `Trade could approach the $100 billion mark, ${pick(speakers)} said of ${country}.`,
    () => `The fair in ${pick(towns)} is the largest of its kind in Central Asia for ${pick(goods)}.`,
    () => `Engineers visited ${draw(wrongOneIn) ? plants[plant] : country}'s ${plant} hydropower plant.`,
  ];
  return pick(templates)();
}

const hashOf = (text: string): number =>
  [...text].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);

/** Of each text a fifth is made from an earlier one: shuffled, shortened, hardened. */
export function corpus(
  draw: Draw,
  texts: number,
  { variety = 6, wrongOneIn = 1, sentences = 7 } = {},
): Article[] {
  const made: { article: Article; parts: string[] }[] = [];
  for (let at = 0; at < texts; at++) {
    const original = at > 3 && draw(5) === 0 ? made[draw(made.length)] : undefined;
    const parts = original
      ? rewritten(original.parts, draw)
      : Array.from({ length: sentences }, () => sentence(draw, { variety, wrongOneIn }));
    const date = draw(8) === 0 ? null : `2025-0${1 + draw(6)}-1${draw(9)}`;
    const id = `text:${String(at).padStart(5, '0')}`;
    made.push({
      article: { id, title: id, publisher: '', date, text: `${id} says so. ${parts.join(' ')}` },
      parts,
    });
  }
  return made.map(({ article }) => article);
}

const rewritten = (parts: readonly string[], draw: Draw): string[] =>
  shuffled(parts, draw)
    .slice(draw(2))
    .map((part) =>
      part
        .replace('could approach', draw(2) ? 'is on track to reach' : 'could approach')
        .replace(/ in Central Asia for/, draw(2) ? ' for' : ' in Central Asia for')
        .replace(/^The depot in (\w+) sent/, 'Some $1 depot reports say it sent'),
    );

export function shuffled<Each>(list: readonly Each[], draw: Draw): Each[] {
  const left = [...list];
  return list.map(() => left.splice(draw(left.length), 1)[0]!); // one for each
}
