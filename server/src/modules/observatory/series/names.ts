/** Names of dimensions' values for a reader: countries, regions, the world, flows, categories (of goods too). */
import type { Corridor } from '../../../corridor/index.ts';

/** Dimensions in the order a series is named by. */
export const dimensionNames = ['reporter', 'partner', 'flow', 'category'] as const;
export type Dimensions = Readonly<Record<string, string>>;

export function valueName(corridor: Corridor, dimension: string, value: string, lang: string): string {
  if (dimension === 'flow') return corridor.name(`flow:${value}`, lang);
  if (dimension === 'category')
    return corridor.goods.has(value)
      ? corridor.name(`goods:${value}`, lang)
      : corridor.name(`category:${value}`, lang);
  if (value === 'WLD') return corridor.name('world:WLD', lang);
  if (corridor.countries.has(value)) return corridor.name(`country:${value}`, lang);
  // Countries that the pack doesn't know are known by the language.
  return /^[A-Z]{2}$/.test(value)
    ? (regionNames(lang).of(value) ?? value)
    : corridor.name(`region:${value}`, lang);
}

function regionNames(lang: string): Intl.DisplayNames {
  try {
    return new Intl.DisplayNames([lang, 'en'], { type: 'region' });
  } catch {
    // What a caller gives as a language may be none.
    return new Intl.DisplayNames(['en'], { type: 'region' });
  }
}

/** All of it: what has no such dimension, or says so. */
export const isTotal = (value: string | undefined): boolean => value === undefined || value === 'total';

/** `China – Central Asia · Exports and imports`; empty where a series has no dimensions. */
export function seriesName(corridor: Corridor, dimensions: Dimensions, lang: string): string {
  const name = (dimension: string) => {
    const value = dimensions[dimension];
    return value === undefined ? [] : [valueName(corridor, dimension, value, lang)];
  };
  const others = Object.keys(dimensions).filter((each) => !dimensionNames.includes(each as never));
  return [
    [...name('reporter'), ...name('partner')].join(' – '),
    ...name('flow'),
    ...(isTotal(dimensions.category) ? [] : name('category')),
    ...others.flatMap(name),
  ]
    .filter(Boolean)
    .join(' · ');
}

export const keyOf = (dimensions: Dimensions): string =>
  JSON.stringify(Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)));
