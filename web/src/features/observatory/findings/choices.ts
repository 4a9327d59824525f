/** What can be accepted of a finding. */
import type { Finding, Spot } from '../../../api/observatory.ts';

/** Of a copy's drift nothing is to be accepted: both texts say what they say. */
const decidable: readonly Finding['class'][] = ['error', 'revision', 'definition'];

/** One for each figure, also where a finding names it twice. */
export function choicesOf({
  class: kind,
  spots,
  stands,
}: Pick<Finding, 'class' | 'spots' | 'stands'>): Spot[] {
  if (!stands || !decidable.includes(kind)) return [];
  return [...new Map(spots.map((spot) => [spot.claim, spot])).values()];
}
