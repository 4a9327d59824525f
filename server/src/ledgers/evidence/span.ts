/** A quote is kept with what stands around it, so that it can be found again where only the text is known. UTF-16 units. */
const wanted = 32;

export function around(text: string, start: number, end: number): { prefix: string; suffix: string } {
  let from = Math.max(0, start - wanted);
  let to = Math.min(text.length, end + wanted);
  // Not through the middle of a character: one unit more on either side.
  if (isSecondHalf(text, from)) from -= 1;
  if (isSecondHalf(text, to)) to += 1;
  return { prefix: text.slice(from, start), suffix: text.slice(end, to) };
}

const isSecondHalf = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff;
};
