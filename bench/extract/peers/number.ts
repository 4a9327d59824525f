const WORDS: Record<string, number> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
);
'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').forEach((word, index) => {
  WORDS[word] = (index + 2) * 10;
});
const SCALES: Record<string, number> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  m: 1e6,
  bn: 1e9,
};

/** The number at the start of an entity's text: "US$640 million", "thirty-five people", "6.2bn". */
export function numberOf(quote: string): number | null {
  let value: number | null = null;
  for (const [word] of quote.toLowerCase().matchAll(/\d[\d,]*(?:\.\d+)?|[a-z]+/g)) {
    const digits = /^\d/.test(word) ? Number(word.replaceAll(',', '')) : WORDS[word];
    if (digits !== undefined) value = (value ?? 0) + digits;
    else if (value !== null && SCALES[word] !== undefined) value *= SCALES[word];
  }
  return value;
}
