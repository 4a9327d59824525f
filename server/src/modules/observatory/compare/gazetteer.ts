/** The corridor's names as the extraction engine looks for them: countries, regions, places, organisations, plants; with their adjectives. */
import { type Name, type NameKind, Names } from '@serai/extract';
import type { Corridor } from '../../../corridor/index.ts';

/** Subjects of the pack by what the engine calls them, those first that keep a name several have. */
const kinds: readonly (readonly [subject: string, kind: NameKind])[] = [
  ['country', 'country'],
  ['region', 'region'],
  ['place', 'place'],
  ['asset', 'project'],
  ['party', 'organisation'],
];

/**
 * Countries are called by their code and regions by their id (`KZ`, `central-asia`): they are the parties of figures. What else there is
 * keeps its kind before its id (`place:khorgos`, `asset:zhanatas`), since ids are unique within a table only.
 */
export function gazetteer(corridor: Corridor): Names {
  return new Names(gazetteerNames(corridor));
}

export function gazetteerNames(corridor: Corridor): Name[] {
  const bySubject = new Map<string, { names: string[]; adjectives: string[] }>();
  for (const { subject, name, kind } of corridor.rows.names) {
    if (!kinds.some(([prefix]) => subject.startsWith(`${prefix}:`))) continue;
    const held = bySubject.get(subject) ?? { names: [], adjectives: [] };
    (kind === 'adjective' ? held.adjectives : held.names).push(name);
    bySubject.set(subject, held);
  }
  return kinds.flatMap(([prefix, kind]) =>
    [...bySubject]
      .filter(([subject]) => subject.startsWith(`${prefix}:`))
      .map(([subject, held]) => ({
        id: kind === 'country' || kind === 'region' ? idOf(subject) : subject,
        kind,
        ...held,
      })),
  );
}

const idOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1);
