/** Two kinds of claims no number states: where something stands, and what is the largest or first of its kind, and of where. */
import { type Claim, type Mention, type Sentence, sentencesOf, type Token } from '@serai/extract';
import type { Knowledge } from './knowledge.ts';

export function statementsOf(text: string, knowledge: Knowledge): Claim[] {
  return sentencesOf(text).flatMap((sentence) => {
    const mentions = knowledge.names.in(sentence.tokens);
    return [...located(text, sentence, mentions, knowledge), ...ranked(text, sentence, mentions)];
  });
}

const statement = (text: string, tokens: readonly Token[], from: number, to: number): Claim => {
  const [start, end] = [tokens[from]!.start, tokens[to - 1]!.end]; // within the sentence
  return {
    start,
    end,
    quote: text.slice(start, end),
    kind: 'event',
    lo: null,
    hi: null,
    precision: null,
    unit: null,
    modifier: null,
    direction: null,
    modality: 'reported',
    measure: 'location',
    subject: null,
    partner: null,
    place: null,
    period: null,
    speaker: null,
    confidence: 0.8,
    restates: null,
  };
};

const plantNoun =
  /^(?:wind|solar|photovoltaic|pv|hydropower|hydroelectric|hydro|hpp|dam|nuclear|npp|thermal|tpp|chp|gas|coal|power|station|plant|park|farm|reservoir|cascade|project|-)$/;
/** What a plant is called by its kind: a wind farm of a dam's name is another plant. */
const kindNouns: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:wind)$/, ['wind']],
  [/^(?:solar|photovoltaic|pv)$/, ['solar']],
  [/^(?:hydropower|hydroelectric|hydro|hpp|dam|reservoir)$/, ['hydro']],
  [/^(?:nuclear|npp)$/, ['nuclear']],
  [/^(?:thermal|tpp|chp|gas|coal)$/, ['coal', 'gas']],
];
const placeNoun = /^(?:city|port|region|province|district|airport|terminal|oblast|zone|hub|market|station)$/;

/** "Kyrgyzstan's Turgusun hydropower station", "the Turgusun hydropower station in Kyrgyzstan": plants and towns by the country they are put in. */
function located(
  text: string,
  { tokens }: Sentence,
  mentions: readonly Mention[],
  knowledge: Knowledge,
): Claim[] {
  const found: Claim[] = [];
  const countries = mentions.filter(({ kind }) => kind === 'country');
  for (const mention of mentions) {
    if (mention.kind !== 'project' && mention.kind !== 'place') continue;
    const end = plantEnd(tokens, mention, knowledge);
    const isPlant = end !== null;
    if (mention.kind === 'project' && !isPlant) continue;
    const to = end ?? mention.to;
    const before = countries.find((each) => puts(tokens, each, mention, isPlant));
    const country =
      before ??
      countries.find((each) => follows(tokens, to, each, isPlant)) ??
      (isPlant ? countries.find((each) => opens(tokens, each, mention, to)) : undefined);
    if (!country) continue;
    const [first, last] = [Math.min(country.from, mention.from), Math.max(country.to, to)];
    found.push({ ...statement(text, tokens, first, last), subject: mention.id, place: country.id });
  }
  return found;
}

/** Where a plant's name ends with its nouns; null where no plant is meant. */
function plantEnd(tokens: readonly Token[], { id, from, to }: Mention, knowledge: Knowledge): number | null {
  let end = to;
  while (end < to + 5 && plantNoun.test(tokens[end]?.low ?? '')) end++;
  const nouns = tokens.slice(from, end).map(({ low }) => low);
  if (end === to && !nouns.slice(1).some((noun) => plantNoun.test(noun) && noun !== '-')) return null;
  const asset = knowledge.assets.get(id);
  const kinds = kindNouns.find(([pattern]) => nouns.some((noun) => pattern.test(noun)))?.[1];
  return asset && kinds && !kinds.includes(asset.kind) ? null : end;
}

/** "Kyrgyzstan's [giant] Turgusun …", "Kazakhstan's 100-MW Zhanatas …", "the Kyrgyz Turgusun …". */
function puts(tokens: readonly Token[], country: Mention, { from, to }: Mention, isPlant: boolean): boolean {
  const between = tokens
    .slice(country.to, from)
    .filter(({ text }) => !/^(?:[\d.,]+|-|[MG]W|megawatts?)$/.test(text));
  if (country.to > from || between.length > 2 || between.some(({ text }) => !/^\p{Ll}[\p{L}-]*$/u.test(text)))
    return false;
  // "Kazakhstan's Tashkent embassy" is no claim about Tashkent.
  const whole = isPlant || placeNoun.test(tokens[to]?.low ?? '');
  if (country.adjective) return isPlant && country.to === from;
  return whole && isOwner(tokens, country);
}

const isOwner = (tokens: readonly Token[], { to }: Mention): boolean =>
  tokens[to - 1]?.low.endsWith("'s") ?? false;

const stands = /^(?:is|was|which|that|stands|lies|standing|lying|located|situated|built|sited|based)$/;
const partOfCountry =
  /^(?:north|south|east|west|(?:north|south)-?(?:east|west)|northern|southern|eastern|western|central|cent(?:er|re)|\p{Lu}.*)$/u;

/** "… in Kyrgyzstan", "…, located in the Jalal-Abad region of Kyrgyzstan", "… in Kyrgyzstan's south", "… (Kyrgyzstan)". */
function follows(tokens: readonly Token[], at: number, country: Mention, isPlant: boolean): boolean {
  if (country.adjective || country.from <= at - 1) return false;
  const between = tokens.slice(at, country.from);
  if (between.length === 1 && between[0]?.text === '(') return tokens[country.to]?.text === ')';
  if (isOwner(tokens, country) && !partOfCountry.test(tokens[country.to]?.text ?? '')) return false;
  if (!isPlant) return false;
  const place = between.slice(leadOf(between));
  if (place[0]?.low !== 'in' || place.length > 7) return false;
  return place
    .slice(1)
    .every(
      ({ text, low }) =>
        /^\p{Lu}/u.test(text) ||
        /^(?:the|of|-|,|region|province|district|oblast|northern|southern|eastern|western|central)$/.test(
          low,
        ),
    );
}

/** How many words lead to "in": none, or "is", ", located", ", which stands". */
function leadOf(between: readonly Token[]): number {
  const comma = between[0]?.text === ',' ? 1 : 0;
  let lead = comma;
  while (lead < comma + 3 && stands.test(between[lead]?.low ?? '')) lead++;
  return lead === comma ? 0 : lead;
}

/** "In Kyrgyzstan, the Turgusun hydropower station is being rebuilt": what it does there, not what is thought of it there. */
function opens(tokens: readonly Token[], country: Mention, { from }: Mention, to: number): boolean {
  if (country.from !== 1 || tokens[0]?.low !== 'in' || isOwner(tokens, country)) return false;
  const between = tokens.slice(country.to, from).map(({ low }) => low);
  if (!/^(?:, )?(?:the )?$/.test(between.map((each) => `${each} `).join(''))) return false;
  const [verb, next] = [tokens[to]?.low ?? '', tokens[to + 1]?.low ?? ''];
  return (
    /^(?:is|was|has|will|began|begins|started|generates|produces|went|came|reached)$/.test(verb) &&
    !/^(?:seen|viewed|regarded|considered|known|called|discussed|criticised|criticized|important|vital|key|a|an|the)$/.test(
      next,
    )
  );
}

const sizes =
  /^(?:largest|biggest|top|leading|main|highest|greatest|principal|number-one|foremost|longest|fastest|tallest)$/;
const firsts = /^(?:first)$/;
const onlys = /^(?:only|sole)$/;
/** What ends the thing that is ranked. */
const stops =
  /^(?:,|;|:|\(|\)|\.|and|with|while|which|that|who|where|is|are|was|were|has|have|will|to|as|after|since|because|but|when|by|at|on|from)$/;

/** "the largest export destination for wind turbines in Central Asia": rank, thing and scope. */
function ranked(text: string, { tokens }: Sentence, mentions: readonly Mention[]): Claim[] {
  const found: Claim[] = [];
  tokens.forEach(({ low }, index) => {
    const family = sizes.test(low) ? 'largest' : firsts.test(low) ? 'first' : onlys.test(low) ? 'only' : null;
    if (!family || isOtherwise(tokens, index)) return;
    const scope = scopeAfter(tokens, index, mentions);
    const to = scope?.to ?? thingEnd(tokens, index);
    if (to - index < 2) return;
    // "Kazakhstan's first nuclear plant": the scope stands before.
    const owner = mentions.find(
      (each) => each.to === index && (tokens[index - 1]?.low.endsWith("'s") || each.adjective),
    );
    const ofIts =
      owner ??
      (/^(?:its|their)$/.test(tokens[index - 1]?.low ?? '')
        ? mentions.find((each) => each.kind === 'country' && !each.adjective && each.to <= index)
        : undefined);
    const subject = mentions.findLast(
      (each) => each.to <= index && each !== owner && !each.adjective && each.kind !== 'place',
    );
    found.push({
      ...statement(text, tokens, index, to),
      kind: 'ordinal',
      measure: family,
      lo: '1',
      hi: '1',
      modifier: '=',
      subject: subject?.id ?? null,
      partner: ofIts?.id ?? null,
      place: scope?.id ?? scopeBefore(tokens, index),
      confidence: 0.7,
    });
  });
  return found;
}

/** "at first", "first five months", "first-hand", "not only", "leading to", "the first time", "second-largest". */
function isOtherwise(tokens: readonly Token[], index: number): boolean {
  const [before, next] = [tokens[index - 1], tokens[index + 1]];
  if (next?.kind === 'number' || next === undefined || next.kind === 'mark') return true;
  if (
    /^(?:time|half|place|of|to|months?|days?|quarter|week|year|years|phase|stage|step|two|three|four|five|six|seven|eight|nine|ten|deputy|vice|secretary|batch)$/.test(
      next.low,
    )
  )
    return true;
  if (
    before?.text === '-' ||
    /^(?:at|not|second|third|fourth|fifth|at-|has|have|officially|was|were|is|are)$/.test(before?.low ?? '')
  )
    return true;
  return false;
}

/** A scope that a text leaves to what stands before it. */
export const theRegion = 'region';

const scopeMarks = /^(?:in|across|within|throughout|of)$/;
function scopeAfter(
  tokens: readonly Token[],
  index: number,
  mentions: readonly Mention[],
): { id: string; to: number } | null {
  for (let at = index + 2; at < Math.min(tokens.length, index + 14); at++) {
    const { low, text } = tokens[at]!; // below the length
    if (/^[;:.(]$/.test(text) && !tokens[at + 1]?.glued) return null;
    // "Asia's largest park was opened in …" is no park of there.
    if (/^(?:is|are|was|were|has|have|had|will|opened|began|came|went|became|which|that|who)$/.test(low))
      return null;
    if (!scopeMarks.test(low)) continue;
    const start = tokens[at + 1]?.low === 'the' ? at + 2 : at + 1;
    if (/^(?:world|globe)$/.test(tokens[start]?.low ?? '')) return { id: 'world', to: start + 1 };
    if (/^(?:region)$/.test(tokens[start]?.low ?? '')) return { id: theRegion, to: start + 1 };
    const mention = mentions.find((each) => each.from === start && !each.adjective);
    if (mention && (low !== 'of' || mention.kind === 'region')) return { id: mention.id, to: mention.to };
  }
  return null;
}

/** "The region's first", "the world's largest". */
function scopeBefore(tokens: readonly Token[], index: number): string | null {
  const before = tokens[index - 1]?.low;
  return before === "region's" ? theRegion : before === "world's" ? 'world' : null;
}

function thingEnd(tokens: readonly Token[], index: number): number {
  let end = index + 1;
  while (end < Math.min(tokens.length, index + 10) && !stops.test(tokens[end]!.low)) end++; // below the length
  return end;
}
