/** Which indicators say something of the subject of a dossier. */
import type { ObservatoryParts } from '../parts.ts';
import { type AttachedClaims, attachedOf } from './attached.ts';

type Parts = Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>;

/** Series are told apart by countries and regions: other dossiers have none. */
export async function indicatorsAbout(
  parts: Parts,
  kind: 'country' | 'place' | 'project' | 'organisation',
  id: string,
  lang: string,
  claims: AttachedClaims = attachedOf(parts),
): Promise<{ id: string; name: string }[]> {
  if (kind !== 'country') return [];
  const corridor = parts.corridor();
  const told = new Set(
    (await claims.of(null, undefined))
      .filter(({ dimensions }) => dimensions.reporter === id || dimensions.partner === id)
      .map(({ indicator }) => indicator),
  );
  for (const side of ['reporter', 'partner'])
    for (const { indicator } of await parts.evidence().read.series({ dimensions: { [side]: id } }))
      told.add(indicator);
  return [...corridor.indicators.keys()]
    .filter((indicator) => told.has(indicator))
    .map((indicator) => ({ id: indicator, name: corridor.name(`indicator:${indicator}`, lang) }));
}
