/** A way as the API answers it: every number a figure that opens to what it was made of. */
import type { Corridor } from '../../corridor/index.ts';
import type { Evidence, Figure } from '../../platform/figure.ts';
import type { Leg, Option } from './api.ts';
import type { Ride } from './capacity/api.ts';
import { runName } from './capacity/departure.ts';
import type { Criterion } from './choose.ts';
import { components, type Load, type Stage } from './itinerary.ts';
import { crossingMedian, crossingP90 } from './methods/crossing.ts';
import { crossingName, operatorName, serviceName, stopAnswer } from './names.ts';
import { decimal, estimate, figure, given, sumFigure } from './quantity.ts';
import { riskOf, transitOf } from './risk.ts';
import { type FreightWay, optionId, type WayRide } from './ways.ts';
import { instantOf } from './zone.ts';

export function optionAnswer(
  corridor: Corridor,
  way: FreightWay,
  load: Load,
  lang: string,
  best: Criterion[],
): Option {
  const legs = way.stages.map((stage, index) =>
    legAnswer(corridor, stage, way.lateness.p90[index] ?? stage.arrival, lang),
  );
  const costs = components.flatMap((component) => {
    const own = way.stages.flatMap((stage) => stage.costs.filter((cost) => cost.component === component));
    return own.length > 0
      ? [
          {
            component,
            figure: sumFigure(
              own.map((cost) => cost.quantity),
              'USD',
              2,
            ),
          },
        ]
      : [];
  });
  return {
    id: optionId(corridor.meta.version, load, way.key),
    departure: instantOf(way.departure),
    arrival: { p50: instantOf(way.arrival), p90: instantOf(way.arrivalP90) },
    transit: transitOf(corridor, way),
    cost: {
      value: decimal(way.cents / 100, 2),
      unit: 'USD',
      kind: 'model',
      // Each component's own figure opens further.
      evidence: costs.flatMap(({ component, figure: part }) => totals(part, component)),
    },
    costs,
    co2: figure(
      estimate(
        corridor,
        'leg-co2',
        way.co2Grams / 1000,
        'kg',
        way.stages.flatMap((stage) =>
          stage.co2 ? [given(`${stage.from.id} – ${stage.to.id}`, stage.co2.value, 'kg')] : [],
        ),
      ),
      1,
    ),
    risk: riskOf(corridor, way, lang),
    transfers: way.transfers,
    via: viaOf(corridor, way, lang),
    best,
    legs,
    rides: way.rides.map((ride) => rideAnswer(ride)),
  };
}

/** What is left is not the plan's to know: whoever serves it joins that (capacity/plans.ts). */
const rideAnswer = ({ service, runDeparture, fromCall, toCall, departure, arrival }: WayRide): Ride => ({
  run: runName(service.id, runDeparture),
  service: service.id,
  fromCall,
  toCall,
  from: service.calls[fromCall] ?? '',
  to: service.calls[toCall] ?? '',
  departure: instantOf(departure),
  arrival: instantOf(arrival),
  left: null,
  cancelled: false,
});

function legAnswer(corridor: Corridor, stage: Stage, p90: number, lang: string): Leg {
  const { border, running } = stage;
  return {
    kind: stage.kind,
    mode: stage.mode,
    gauge: (stage.gauge || null) as Leg['gauge'],
    from: stopAnswer(corridor, stage.from, lang),
    to: stopAnswer(corridor, stage.to, lang),
    departure: instantOf(stage.departure),
    arrival: instantOf(stage.arrival),
    arrivalP90: instantOf(p90),
    service: running && {
      id: running.service.id,
      name: serviceName(corridor, running.service, lang),
      operator: operatorName(corridor, running.service, lang),
      days: [...running.pattern.days],
      routePublished: running.service.routeSource !== '',
    },
    crossing: border && {
      id: border.crossing.id,
      name: crossingName(corridor, border.crossing, lang),
      kind: border.crossing.kind,
      fromGauge: border.inbound ? border.crossing.toGauge : border.crossing.fromGauge,
      toGauge: border.inbound ? border.crossing.fromGauge : border.crossing.toGauge,
      queue: queueFigure(corridor, border),
    },
    track: stage.steps.map(({ leg, reversed }) => (reversed ? `-${leg.id}` : leg.id)),
    distance: sumFigure(
      stage.stretches.map((stretch) => stretch.length),
      'km',
      1,
    ),
    cost: sumFigure(
      stage.costs.map((cost) => cost.quantity),
      'USD',
      2,
    ),
    co2: sumFigure(stage.co2 ? [stage.co2] : [], 'kg', 1),
  };
}

/** Half have crossed in `value` hours, 9 in 10 in `hi`. */
export function queueFigure(corridor: Corridor, { crossing, inbound }: NonNullable<Stage['border']>): Figure {
  const median = crossingMedian(corridor, crossing, inbound);
  const p90 = crossingP90(corridor, crossing, inbound);
  const shown = figure(median, 1);
  return {
    ...shown,
    lo: decimal(median.value, 1),
    hi: decimal(p90.value, 1),
    evidence: [...shown.evidence, ...figure(p90, 1).evidence],
  };
}

/** A component's total as one line of the whole's evidence: which method, how much. */
function totals(part: Figure, component: string): Evidence[] {
  const [first] = part.evidence;
  return first && part.value !== null
    ? [
        {
          type: first.type,
          id: first.id,
          version: first.version,
          inputs: [{ name: component, value: part.value, unit: part.unit }],
        },
      ]
    : [];
}

/** The borders it crosses and the cities where it changes trains, in order. */
function viaOf(corridor: Corridor, way: FreightWay, lang: string): Option['via'] {
  const via: Option['via'] = [];
  for (const [index, stage] of way.stages.entries()) {
    const { border } = stage;
    const before = nearest(way.stages, index);
    // A change at a border is told by the border.
    if (stage.boards && before && before.kind !== 'road' && !border && !before.border)
      via.push({ id: stage.from.place, name: corridor.name(`place:${stage.from.place}`, lang) });
    if (border) via.push({ id: border.crossing.id, name: crossingName(corridor, border.crossing, lang) });
  }
  return via;
}
/** The stage before, waits left out. */
const nearest = (stages: readonly Stage[], index: number) =>
  stages.slice(0, index).findLast((stage) => stage.kind !== 'wait');
