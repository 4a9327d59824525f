/** What an operator has stated, beside what could be: authorities without a border and borders without an authority are what has to be seen. */
import type { CustomsOffice } from '../../api/customs.ts';
import type { NetworkAnswer } from '../../api/freight.ts';
import type { Organisation } from '../../api/identity.ts';

export type Office = CustomsOffice;
export interface Border {
  id: string;
  name: string;
  /** As `China – Kazakhstan`; one where the gauge changes inside a country. */
  countries: string;
}

/** Every organisation that can have an office, with its borders; and every office that was stated, whatever became of its organisation. */
export function officesOf(organisations: readonly Organisation[], stated: readonly Office[]): Office[] {
  const byId = new Map(stated.map((office) => [office.organisation.id, office]));
  const able = organisations
    .filter(({ id, roles }) => roles.includes('customs') && !byId.has(id))
    .map(({ id, name }) => ({ organisation: { id, name }, crossings: [] }));
  return [...stated, ...able].sort((one, other) =>
    one.organisation.name.localeCompare(other.organisation.name),
  );
}

export function bordersOf(
  { crossings, terminals }: Pick<NetworkAnswer, 'crossings' | 'terminals'>,
  tag: string,
): Border[] {
  const names = new Intl.DisplayNames(tag, { type: 'region' });
  const countryOf = new Map(terminals.map(({ id, country }) => [id, names.of(country) ?? country]));
  return crossings
    .map(({ id, name, from, to }) => ({
      id,
      name,
      countries: [...new Set([countryOf.get(from), countryOf.get(to)])].filter(Boolean).join(' – '),
    }))
    .sort((one, other) => one.name.localeCompare(other.name, tag));
}

export function uncovered(borders: readonly Border[], offices: readonly Office[]): Border[] {
  const covered = new Set(offices.flatMap(({ crossings }) => crossings.map(({ id }) => id)));
  return borders.filter(({ id }) => !covered.has(id));
}

/** By name, or by the country on either side. */
export const matches = ({ name, countries }: Border, word: string): boolean =>
  `${name} ${countries}`.toLowerCase().includes(word.trim().toLowerCase());
