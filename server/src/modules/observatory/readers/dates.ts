/** The day a page, a feed or a header says: as it is written there, in that place's own day. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** ISO day, or null where it is written in no way that has one meaning (06/07/2025 has two). */
export function dayOf(written: string | null | undefined): string | null {
  const text = written?.trim().slice(0, 100) ?? '';
  const numbers =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|\b|T)/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/.exec(text);
  if (numbers) return day(numbers[1], numbers[2], numbers[3]);
  const english = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})\b/i.exec(text);
  if (english) return day(english[3], monthOf(english[2]), english[1]);
  const american = /^(?:[a-z]{6,9},?\s+)?([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/i.exec(
    text,
  );
  return american ? day(american[3], monthOf(american[1]), american[2]) : null;
}

const monthOf = (name: string | undefined): string => String(months.indexOf(name?.toLowerCase() ?? '') + 1);

/** Only days the calendar has, and since there are web pages or wire services to have said them. */
function day(year = '', month = '', date = ''): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== iso || year < '1850'
    ? null
    : iso;
}
