import type { Change } from '../../../api/observatory.ts';
import type { Translate } from '../../../i18n/index.ts';
import { plain } from '../words.ts';

/** What says more or other than before is read first; within a kind the order of the text stays. */
const order: readonly Change['kind'][] = ['changed', 'sharpened', 'dropped', 'added', 'softened'];

export function changedFirst(changes: readonly Change[]): { changed: Change[]; kept: Change[] } {
  return {
    changed: changes
      .filter(({ kind }) => kind !== 'kept')
      .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)),
    kept: changes.filter(({ kind }) => kind === 'kept'),
  };
}

const parts = ['value', 'modifier', 'modality', 'period', 'scope', 'place', 'speaker', 'text'] as const;
export function partName(part: string, t: Translate): string {
  const known = parts.find((each) => each === part);
  return known ? t(`observatory.part.${known}`) : plain(part);
}
