import { type Found, overlap, type Reader, sentencesOf } from './found.ts';
import type { Interval, Label } from './labels.ts';
import { matchQuantities, matchTimes, speakerRight } from './match.ts';
import type { Text } from './texts.ts';

/** Every miss, false find and wrong part with its sentence: for whoever tunes, on the texts that may be tuned on. */
export function show(reader: Reader, texts: readonly Text[], say: (line: string) => void): void {
  for (const { file, text, date, labels } of texts) {
    say(`\n== ${file}${date ? ` (${date})` : ' (undated)'}`);
    const reading = reader.read(text, date);
    const lines: { at: number; line: string }[] = [];
    const add = (at: { start: number; end: number }, what: string) =>
      lines.push({ at: at.start, line: `${what}\n      ${inSentence(text, at)}` });
    const quantities = matchQuantities(labels, reading.quantities, reader.asWritten);
    for (const { label, found, unit, modifier, period } of quantities.pairs) {
      if (!found) {
        const near = reading.quantities.filter((each) => overlap(each, label)).map(ofFound);
        add(label, `MISSED    ${ofLabel(label)}${near.length > 0 ? `; found ${near.join(', ')}` : ''}`);
        continue;
      }
      const wrong = [
        unit ? '' : `unit ${found.unit}, not ${label.unit}`,
        modifier ? '' : `modifier ${found.modifier}, not ${label.modifier}`,
        period ? '' : `period ${ofInterval(found.period)}, not ${ofInterval(label.period)}`,
        speakerRight(label, found.speaker) ? '' : `speaker ${found.speaker}, not ${label.speaker}`,
      ].filter(Boolean);
      if (wrong.length > 0) add(label, `WRONG     ${ofLabel(label)}: ${wrong.join('; ')}`);
    }
    for (const found of quantities.false) add(found, `FALSE     ${ofFound(found)}`);
    const times = matchTimes(labels, reading.times);
    for (const { label, found, right } of times.pairs)
      if (!right)
        add(
          label,
          `TIME      ${found ? ofInterval(found.period) : 'missed'}, not ${ofInterval(label.period)}`,
        );
    for (const found of times.false) add(found, `FALSE TIME ${ofInterval(found.period)}`);
    for (const { line } of lines.toSorted((one, other) => one.at - other.at)) say(line);
  }
}

function inSentence(text: string, { start, end }: { start: number; end: number }): string {
  const sentence = sentencesOf(text).find((each) => each.start <= start && start < each.end) ?? {
    start,
    end,
  };
  const last = Math.max(sentence.end, end);
  return `${text.slice(sentence.start, start)}«${text.slice(start, end)}»${text.slice(end, last)}`
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const ofLabel = ({ quote, lo, hi, unit, modifier }: Label) =>
  `“${quote}” ${modifier} ${lo === hi ? lo : `${lo}–${hi}`} ${unit}`;
const ofFound = ({ lo, hi, unit, modifier }: Found) =>
  `${modifier} ${lo === hi ? lo : `${lo}–${hi}`} ${unit}`;
const ofInterval = (interval: Interval | null) =>
  interval ? `${interval.start ?? '…'}/${interval.end ?? '…'}` : 'none';
