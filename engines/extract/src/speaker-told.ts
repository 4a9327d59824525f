/** Who was told of so far in a text: the people, the one told of last, the institution. */
import { isPerson, isState } from './speaker-name.ts';
import type { Sentence } from './text.ts';

/** Who was told of so far. */
export interface Told {
  people: string[];
  person: string | null;
  institution: string | null;
}

export function remember(told: Told, name: string): void {
  if (isPerson(name)) {
    if (!told.people.includes(name)) told.people.push(name);
    told.person = name;
  } else if (told.people.some((each) => each.split(' ').includes(name))) told.person = fullName(told, name);
  else if (isFirstName(name)) {
    told.people.push(name);
    told.person = name;
  } else told.institution = name;
}

/** Somebody told of before, by the last name at the head of a sentence: "For Abenov the queue is good business". */
export function mentioned({ tokens }: Sentence, { people }: Told): string | null {
  for (const { text } of tokens.slice(0, 3)) {
    if (!/^\p{Lu}/u.test(text)) continue;
    const last = text.replace(/['’]s$/, '');
    const found = people.findLast((each) => each.split(' ').at(-1) === last);
    if (found) return found;
  }
  return null;
}

/** Somebody with one name: no country or capital, and no agency. */
const isFirstName = (name: string): boolean =>
  /^\p{Lu}\p{Ll}+$/u.test(name) && !isState(name) && !isAgency(name);
const isAgency = (name: string): boolean =>
  /^(?:Reuters|Xinhua|Interfax|Bloomberg|Customs|Parliament|Police|Congress|Eurostat|Comtrade|Statement|Government)$/.test(
    name,
  );

/** "Tan" is Tan Rui, who was told of before. */
export const fullName = ({ people }: Told, name: string): string =>
  name.includes(' ') ? name : (people.findLast((each) => each.split(' ').includes(name)) ?? name);
