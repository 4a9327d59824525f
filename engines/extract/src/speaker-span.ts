/** Names in a sentence: where one begins and ends, and what only looks like one. */
import { written } from './speaker-name.ts';
import type { Token } from './text.ts';

export const isCapital = (each: Token | undefined): boolean =>
  each?.kind === 'word' && /^\p{Lu}/u.test(each.text);

/** A word of a name, the second half of "Hye-jin" too. */
const isOfName = (tokens: readonly Token[], at: number): boolean =>
  isCapital(tokens[at]) ||
  (tokens[at]?.kind === 'word' &&
    tokens[at]!.glued &&
    tokens[at - 1]?.text === '-' &&
    tokens[at - 1]!.glued &&
    isCapital(tokens[at - 2]));

/** What an institution is called by its kind. */
export const kinds =
  /^(ministry|department|committee|agency|bureau|administration|office|company|association|bank|operator|government|authority|customs|commission|institute|regulator|carrier|developer|consortium|fund|port|union|council|university|centre|center|group|firm|railway|embassy|secretariat|chamber|service|board|exchange|airline|line|mill|plant|platform|retailer|lender|insurer|producer|manufacturer|corporation|foundation|institution|organisation|organization|think-tank|tank|monitor|database|party|federation|alliance|club|utility|grocer|builder|contractor|terminal|zone|statement|report|outlook|study|survey|bulletin|newspaper|paper|magazine|academy|hospital|court|parliament|police|municipality|city|province|akimat|khokimiyat|refinery|mine|exporter|refiner|miner|supplier|start-up|startup)$/;
/** Who says something and has no name. */
export const unnamed =
  /^(analysts|officials|experts|organisers|organizers|traders|observers|sources|locals|economists|reports|media|critics|residents|farmers|shippers|forwarders|scientists|researchers|authorities|investigators|witnesses|diplomats|drivers|dealers|growers|brokers|executives|engineers|some|many|others|nobody|everyone|they|people|hoteliers|hauliers|managers|insiders|campaigners|doctors|merchants|shopkeepers|users)$/;

export const isVerbal = ({ low }: Token): boolean =>
  /^(is|are|was|were|has|have|had|will|would|that|which|who|when|while|because|if|rose|fell|grew|said|says)$/.test(
    low,
  );

/** Capitalised only because a sentence begins there. */
export const isNothing = (first: Token, length: number): boolean =>
  length === 1 &&
  (unnamed.test(first.low) ||
    /^(it|this|that|he|she|we|i|you|which|these|those|there|who|what|data|figures|all|both|more|most|another|one|two|three|four|such|its|their|his|her|our|nothing|everything|here|as|if|not|so|yet|no)$/.test(
      first.low,
    ) ||
    kinds.test(first.low) ||
    /^(sunday|monday|tuesday|wednesday|thursday|friday|saturday|january|february|march|april|may|june|july|august|september|october|november|december)$/.test(
      first.low,
    ));

const joins = /^(of|for|and|the|de|&)$/;

/** A name that begins here: capitalised words with small words between them, without a leading article. */
export function nameAt(tokens: readonly Token[], at: number): { text: string; next: number } | null {
  let from = at;
  while (
    /^(the|a|an|its|his|her|their|local|official|latest|new|state|recent|national|union|group|senior|former)$/.test(
      tokens[from]?.low ?? '',
    ) &&
    !isCapital(tokens[from])
  )
    from++;
  if (tokens[from]?.low === 'the') from++;
  let [end, next] = [from, from];
  for (; next < tokens.length; next++) {
    const each = tokens[next]!;
    const dash =
      each.glued && (/^[-–&.]$/.test(each.text) || (/^['’]$/.test(each.text) && isCapital(tokens[next + 1])));
    const list = each.text === ',' && end > from && isListed(tokens, next);
    if (isCapital(each) || (next > from && isOfName(tokens, next))) end = next + 1;
    else if (
      !(
        (each.kind === 'word' && joins.test(each.low) && end > from) ||
        dash ||
        list ||
        (each.kind === 'number' && end > from)
      )
    )
      break;
  }
  if (end === from || isNothing(tokens[from]!, end - from)) return null;
  return { text: written(tokens, from, end), next: end };
}

/** "Russia, Eastern Europe and Central Asia": a list inside an institution's name goes on after an "and". */
function isListed(tokens: readonly Token[], comma: number): boolean {
  const ahead = tokens.slice(comma + 1, comma + 7);
  return (
    isCapital(ahead[0]) &&
    ahead.some((each) => each.low === 'and') &&
    !ahead.some(isVerbal) &&
    tokens.slice(Math.max(0, comma - 6), comma).some((each) => each.low === 'for' || each.low === 'of')
  );
}

export function nameEndingAt(tokens: readonly Token[], end: number): { text: string; from: number } | null {
  let from = end;
  let listed = -1;
  while (from > 0) {
    const each = tokens[from - 1]!;
    const joint =
      each.kind === 'word' && joins.test(each.low) && from < end && from > 1 && isCapital(tokens[from - 2]);
    const mark =
      from < end &&
      each.glued &&
      (/^[-–&.]$/.test(each.text) || (/^['’]$/.test(each.text) && /s$/.test(tokens[from - 2]?.text ?? '')));
    // "Ministry of Investment, Industry and Trade".
    const comma =
      each.text === ',' &&
      from < end &&
      isCapital(tokens[from - 2]) &&
      tokens.slice(from, end).some(({ low }) => low === 'and');
    if (comma) listed = listed < 0 ? from : listed;
    if (!isOfName(tokens, from - 1) && !joint && !mark && !comma) break;
    from--;
  }
  if (
    listed >= 0 &&
    !/^(?:ministry|department|committee|agency|bureau|centre|center|institute|state|administration|chamber)$/.test(
      tokens[from]!.low,
    ) &&
    !/^(?:ministry|committee|centre|center|department)$/.test(tokens[from + 1]?.low ?? '')
  )
    from = listed;
  while (
    from < end &&
    /^(the|a|an|and|of|for|but|in|on|by|at|to|however|meanwhile|moreover|furthermore|also|while|as|when|if|per|after|since|still|then|yet|so|or|with|not|for|elsewhere|instead|its|their)$/.test(
      tokens[from]!.low,
    )
  )
    from++;
  if (from >= end) return null;
  return { text: written(tokens, from, end), from };
}
