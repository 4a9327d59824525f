/** A text cut into tokens and sentences. Every position counts UTF-16 units of the text as given. */

export interface Token {
  kind: 'number' | 'word' | 'mark';
  start: number;
  end: number;
  text: string;
  /** Lower case, apostrophes made straight. */
  low: string;
  /** Nothing stands between it and the token before. */
  glued: boolean;
}

export interface Sentence {
  start: number;
  end: number;
  tokens: Token[];
  /** Number of the paragraph it stands in. */
  paragraph: number;
}

// A number with or without groups of three; the point belongs to it only where a digit follows. Words keep apostrophes (China's)
// and inner points (U.S.); hyphens stand alone, since "12-month" and "China-Europe" are read in parts.
const token =
  /(?<number>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?)|(?<word>(?:\p{L}\.){2,20}|\p{L}[\p{L}\p{M}]{0,199}(?:['’]\p{L}+)*)|(?<mark>[^\s])/gu;

/** A longer run of digits is a code and no number. */
const longestNumber = 40;

export function tokensOf(text: string, start = 0, end = text.length): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = start;
  let last = -1;
  for (let match = token.exec(text); match !== null && match.index < end; match = token.exec(text)) {
    const found = match[0];
    const kind =
      match.groups?.number !== undefined && found.length <= longestNumber
        ? 'number'
        : match.groups?.mark !== undefined
          ? 'mark'
          : 'word';
    tokens.push({
      kind,
      start: match.index,
      end: match.index + found.length,
      text: found,
      low: found.toLowerCase().replaceAll('’', "'"),
      glued: match.index === last,
    });
    last = match.index + found.length;
  }
  return tokens;
}

/** In tokens. What goes on longer is a table or no prose; cut there, no rule takes longer than the text is long. */
const longestSentence = 200;

/** Sentences by their own rules: an abbreviation, an initial or a number does not end one; a line break between paragraphs does. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph = 0;
  for (const block of text.matchAll(/[^\n]+/g)) {
    if (block[0].trim() === '') continue;
    const from = block.index;
    const tokens = tokensOf(text, from, from + block[0].length);
    let begin = 0;
    tokens.forEach((_each, index) => {
      if (!endsSentence(tokens, index) && index - begin < longestSentence) return;
      let last = index;
      while (last + 1 < tokens.length && tokens[last + 1]!.glued && /["'”’)\]»]/.test(tokens[last + 1]!.text))
        last++;
      if (last < begin) return;
      sentences.push(sentence(tokens.slice(begin, last + 1), paragraph));
      begin = last + 1;
    });
    if (begin < tokens.length) sentences.push(sentence(tokens.slice(begin), paragraph));
    paragraph++;
  }
  return sentences;
}

const sentence = (tokens: Token[], paragraph: number): Sentence => ({
  start: tokens[0]!.start,
  end: tokens.at(-1)!.end,
  tokens,
  paragraph,
});

const abbreviations = new Set(
  'mr mrs ms dr prof st rep sen gov gen col lt co ltd inc corp llc jr sr vs no vol approx est etc jan feb mar apr jun jul aug sep sept oct nov dec mt ft fig dept univ assn bros cf al ca'.split(
    ' ',
  ),
);

function endsSentence(tokens: readonly Token[], index: number): boolean {
  const each = tokens[index]!;
  // "At 4 a.m. The institute".
  if (each.kind === 'word' && each.text.endsWith('.') && each.text.length > 2)
    return (
      /^(The|It|In|A|An|He|She|They|This|That|At|On|But|For|And|Its|If|There|We)$/.test(
        tokens[index + 1]?.text ?? '',
      ) && !tokens[index + 1]!.glued
    );
  if (/^[。！？]$/.test(each.text)) return true;
  if (!/^[.!?]$/.test(each.text)) return false;
  let next = index + 1;
  while (tokens[next]?.glued && /["'”’)\]»]/.test(tokens[next]!.text)) next++;
  const after = tokens[next];
  // "How many?" laughs Zhao Lin.
  if (each.text !== '.') return next === index + 1 || after === undefined || !/^\p{Ll}/u.test(after.text);
  if (after === undefined) return true;
  if (after.glued) return false;
  const before = tokens[index - 1];
  if (
    before?.glued === false &&
    before.kind === 'word' &&
    before.text.length === 1 &&
    /\p{Lu}/u.test(before.text)
  )
    return false;
  if (before?.kind === 'word' && abbreviations.has(before.low)) {
    // "Co., Ltd. is" goes on; "… Co. The" ends. A title before a name never ends one.
    return (
      !/^(mr|mrs|ms|dr|prof|st|rep|sen|gov|gen|col|lt|no|vs|approx|est)$/.test(before.low) &&
      /^\p{Lu}/u.test(after.text) &&
      !/^(Ltd|Inc|LLC)$/.test(after.text)
    );
  }
  return /^[\p{Lu}\p{Lo}\d"“'‘(«$€£¥–—-]/u.test(after.text);
}
