/** What may go wrong on a way, where, and how likely: the figures of `late-chance` and `arrival-p90`. */
import type { Corridor } from '../../corridor/index.ts';
import type { EvidenceInput, Figure } from '../../platform/figure.ts';
import type { Option } from './api.ts';
import { crossingMedian, crossingP90 } from './methods/crossing.ts';
import { crossingName } from './names.ts';
import { decimal, estimate, figure, given, input } from './quantity.ts';
import type { FreightWay } from './ways.ts';

/** A connection that fails more often than one time in ten is tight; a border as often late makes the way one of queues. */
const likely = 0.9;

export function riskOf(corridor: Corridor, way: FreightWay, lang: string): Option['risk'] {
  const { chances, lateChance } = way.lateness;
  const weakest = (kind: 'crossing' | 'connection') =>
    chances
      .filter((each) => each.kind === kind && each.chance < likely)
      .sort((a, b) => a.chance - b.chance)[0];
  const [tight, queue] = [weakest('connection'), weakest('crossing')];
  const shown = figure(
    estimate(corridor, 'late-chance', lateChance * 100, 'percent', chanceInputs(corridor, way)),
    0,
  );
  if (tight) {
    const place = way.stages[tight.stage]?.from.place ?? '';
    return { level: 'tight', at: { id: place, name: corridor.name(`place:${place}`, lang) }, figure: shown };
  }
  const border = queue && way.stages[queue.stage]?.border;
  if (border)
    return {
      level: 'queue',
      at: { id: border.crossing.id, name: crossingName(corridor, border.crossing, lang) },
      figure: shown,
    };
  return { level: 'steady', at: null, figure: shown };
}

/** Days from ready to arrival: the median, and up to what 9 in 10 take. */
export function transitOf(corridor: Corridor, way: FreightWay): Figure {
  const days = (minutes: number) => minutes / 1440;
  const median = days(way.arrival - way.ready);
  const shown = figure(
    estimate(corridor, 'arrival-p90', median, 'd', [
      given('median', median, 'd'),
      ...queueInputs(corridor, way),
      given('missed-connections', days(way.lateness.missedMinutes), 'd'),
    ]),
    2,
  );
  return { ...shown, lo: decimal(median, 2), hi: decimal(days(way.arrivalP90 - way.ready), 2) };
}

function chanceInputs(corridor: Corridor, way: FreightWay): EvidenceInput[] {
  return way.lateness.chances.map(({ kind, stage, chance }) => {
    const at = way.stages[stage];
    const name = kind === 'crossing' ? `crossing:${at?.border?.crossing.id}` : `connection:${at?.from.id}`;
    const shown = given(name, Math.round(chance * 1e4) / 100, 'percent');
    return at?.border && kind === 'crossing'
      ? { ...shown, ...evidenceOf(crossingP90(corridor, at.border.crossing, at.border.inbound)) }
      : shown;
  });
}

function queueInputs(corridor: Corridor, way: FreightWay): EvidenceInput[] {
  return way.stages.flatMap(({ border }) => {
    if (!border) return [];
    const { crossing, inbound } = border;
    return [
      input(`median:${crossing.id}`, crossingMedian(corridor, crossing, inbound)),
      input(`p90:${crossing.id}`, crossingP90(corridor, crossing, inbound)),
    ];
  });
}
const evidenceOf = ({ evidence }: { evidence: EvidenceInput['evidence'] | null }) =>
  evidence ? { evidence } : {};
