/** Which subjects a figure is looked for under, the most particular first (docs/corridor-packs.md, "Measures"). */
import type { Corridor, Crossing, PackLeg, Terminal } from '../../../corridor/index.ts';

/** `rail-1435`, `rail-1520`, `rail-europe` (1435 in Europe), `rail-1000`, `sea` or `road`: what tariffs and factors speak of. */
export function modeOf(corridor: Corridor, leg: PackLeg): string {
  if (leg.mode !== 'rail') return leg.mode;
  const inEurope = [leg.from, leg.to].every((end) => continentOf(corridor, end) === 'europe');
  return leg.gauge === '1435' && inEurope ? 'rail-europe' : `rail-${leg.gauge}`;
}

export function modeSubjects(mode: string): string[] {
  return mode.startsWith('rail') ? [`mode:${mode}`, 'mode:rail', 'mode:any'] : [`mode:${mode}`, 'mode:any'];
}
export const legSubjects = (corridor: Corridor, leg: PackLeg) => [
  `leg:${leg.id}`,
  ...modeSubjects(modeOf(corridor, leg)),
];
export const crossingSubjects = (crossing: Crossing) => [
  `crossing:${crossing.id}`,
  `mode:${crossing.kind}`,
  'mode:any',
];
/** What crossing any border costs or takes, whether or not the gauge changes there as well. */
export const borderSubjects = (crossing: Crossing) => [`crossing:${crossing.id}`, 'mode:border', 'mode:any'];
export const terminalSubjects = (terminal: Terminal) => [
  `terminal:${terminal.id}`,
  ...modeSubjects(terminal.kind === 'port' ? 'sea' : 'rail'),
];

function continentOf(corridor: Corridor, end: string): string {
  const [kind, id = ''] = end.split(':');
  const placeId = kind === 'terminal' ? (corridor.terminals.get(id)?.place ?? '') : id;
  return corridor.countries.get(corridor.places.get(placeId)?.country ?? '')?.continent ?? '';
}
