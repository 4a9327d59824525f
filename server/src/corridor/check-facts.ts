/** Whether a pack's figures can be what they say: units, periods, sources, and speeds that are physically sensible. */
import type { Corridor } from './corridor.ts';
import { periodOf } from './facts.ts';
import type { Report } from './read.ts';
import type { Service } from './rows.ts';
import { crossingBetween, type TrackNetwork, trackBetween } from './track.ts';

/** Overall speed, stops and borders included, outside which a published transit time is taken for a slip. km/h. */
const overallSpeed = {
  rail: { least: 3, most: 90 },
  sea: { least: 1, most: 60 },
  road: { least: 3, most: 100 },
} as const;

/** Without these no search can be answered; each is a fact of a mode that more particular facts may override. */
const needed: readonly (readonly [measure: string, ...subjects: string[]])[] = [
  ['detour', 'mode:rail', 'mode:any'],
  ['running-speed', 'mode:rail', 'mode:any'],
  ['tariff', 'mode:rail', 'mode:any'],
  ['emission', 'mode:rail', 'mode:any'],
  ['crossing-time', 'mode:border', 'mode:any'],
  ['crossing-time', 'mode:gauge-change', 'mode:any'],
  ['queue-spread', 'mode:border', 'mode:any'],
  ['border-price', 'mode:border', 'mode:any'],
  ['gauge-change-price', 'mode:gauge-change', 'mode:any'],
  ['terminal-price', 'mode:rail', 'mode:any'],
  ['terminal-time', 'mode:rail', 'mode:any'],
  ['frequency', 'mode:rail', 'mode:any'],
  ['mass-per-teu', 'mode:any'],
];

export function checkFacts(corridor: Corridor, track: TrackNetwork, report: Report) {
  const seen = new Set<string>();
  for (const row of corridor.rows.facts) {
    const id = `${row.subject}/${row.measure}/${row.source}/${row.period}`;
    if (seen.has(id))
      report(
        row,
        'subject',
        `a second ${row.measure} of ${row.subject} from ${row.source}${row.period ? ` for ${row.period}` : ''}`,
        'Give the two different periods, or keep one.',
      );
    seen.add(id);
    if (Number(row.lo) > Number(row.hi))
      report(row, 'hi', `${row.hi} is below lo, ${row.lo}`, 'Exchange them, or correct one.');
    if (row.period && !periodOf(row.period))
      report(
        row,
        'period',
        `"${row.period}" is not a period`,
        'Write 2022, 2025-H1, 2025-Q1, 2024-07, 2024-07-05 or start/end.',
      );
    if (row.confidence === 'estimated' && !row.formula)
      report(
        row,
        'formula',
        'an estimate without its formula',
        'State the formula and its inputs, or leave the figure out.',
      );
    if (row.confidence === 'published' && corridor.sources.get(row.source)?.kind === 'model')
      report(
        row,
        'source',
        `${row.source} is a model, which publishes nothing`,
        'Name who published it, or call it estimated with its formula.',
      );
    const measure = corridor.measures.get(row.measure);
    if (!measure) continue;
    if (!measure.units.includes(row.unit))
      report(
        row,
        'unit',
        `"${row.unit}" is not a unit of ${row.measure}`,
        `Use ${measure.units.join(' or ')}.`,
      );
    const kind = row.subject.split(':')[0] ?? '';
    if (!measure.subjects.includes(kind))
      report(
        row,
        'subject',
        `${row.measure} is not measured of a ${kind}`,
        `It is of ${measure.subjects.join(', ')}; correct the subject or measures.csv.`,
      );
  }
  for (const service of corridor.services.values()) checkSpeed(service, corridor, track, report);
  if (corridor.services.size === 0) return; // a pack to build on, such as common: the corridor on top is asked
  for (const [measure, ...subjects] of needed) {
    if (!corridor.choose(measure, ...subjects))
      report(
        corridor.rows.facts[0] ?? {},
        'measure',
        `no fact gives the ${measure} of ${subjects.join(' or ')}, which every search needs`,
        'Add one: published with its source, or estimated with its formula.',
      );
  }
}

function checkSpeed(service: Service, corridor: Corridor, track: TrackNetwork, report: Report) {
  // The rows themselves, which know where they stand.
  const days = corridor.rows.facts.filter(
    (fact) => fact.measure === 'transit-time' && fact.subject === `service:${service.id}`,
  );
  if (days.length === 0) return;
  let km = 0;
  for (let index = 1; index < service.calls.length; index++) {
    const [from, to] = [service.calls[index - 1]!, service.calls[index]!]; // both in range
    if (crossingBetween(corridor, from, to)) continue;
    const way = trackBetween(corridor, track, service.mode, from, to);
    if (!way) return; // reported where the calls are checked
    for (const { leg } of way.steps) km += track.chordKm(leg);
  }
  const { least, most } = overallSpeed[service.mode];
  for (const fact of days) {
    for (const column of fact.lo === fact.hi ? (['lo'] as const) : (['lo', 'hi'] as const)) {
      const speed = km / (Number(fact[column]) * 24);
      if (speed > most || speed < least)
        report(
          fact,
          column,
          `${service.id} in ${fact[column]} d for ${Math.round(km)} km: ${speed.toFixed(1)} km/h is ${speed > most ? 'faster' : 'slower'} than ${service.mode} freight goes`,
          `Correct the figure, or the calls in services.csv; ${least} to ${most} km/h overall are taken as sensible.`,
        );
    }
  }
}
