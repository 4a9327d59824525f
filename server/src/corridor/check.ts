/**
 * Whether a pack makes sense as a whole: references, gauges, geography, figures. Each fault names file, row, column, what
 * is wrong and the mend. Cells by themselves are checked while reading (columns.ts). Nothing is loaded unless both are clean.
 */
import { checkFacts } from './check-facts.ts';
import { checkSeries } from './check-series.ts';
import { Corridor } from './corridor.ts';
import type { PackFault, PackFiles, Report } from './read.ts';
import { kindsOfSubject, type PackRows, type Service } from './rows.ts';
import { crossingBetween, greatCircleKm, TrackNetwork, trackBetween } from './track.ts';

/** A terminal farther than this from its place is more likely a slip than a large city. */
const terminalToPlaceKmMax = 120;
/** Waypoints farther apart than this are no longer a line but a chord. */
const waypointGapKmMax = { rail: 1000, road: 600, sea: 2500 } as const;

export function checkPack(pack: PackFiles): PackFault[] {
  const faults = [...pack.faults];
  // Without one of the packs it builds on, or a whole file, every reference would be a fault that hides the one that matters.
  if (faults.some((fault) => fault.file.endsWith('datapackage.json')) || pack.unread.size > 0) return faults;
  const report: Report = (row, column, problem, mend) => {
    const { file, row: line } = pack.positions.get(row) ?? { file: '', row: 0 };
    faults.push({ file, row: line, column, problem, mend });
  };
  checkIds(pack.rows, report);
  checkReferences(pack.rows, report);
  const corridor = new Corridor(pack.meta, pack.rows);
  checkPlaces(corridor, report);
  checkCrossings(corridor, report);
  checkLegs(corridor, report);
  const track = new TrackNetwork(corridor);
  for (const service of pack.rows.services) checkService(service, corridor, track, report);
  checkFacts(corridor, track, report);
  checkSeries(corridor, report);
  return faults;
}

function checkIds(rows: PackRows, report: Report) {
  for (const [table, list] of Object.entries(rows) as [keyof PackRows, object[]][]) {
    const seen = new Set<string>();
    for (const row of list) {
      const ids = identitiesOf(table, row as Record<string, string>);
      const twice = ids.find((id) => seen.has(id));
      if (twice !== undefined)
        report(
          row,
          table === 'names' ? 'subject' : 'id',
          `"${twice}" stands here a second time`,
          'Give it an id of its own, or remove one of the two.',
        );
      for (const id of ids) seen.add(id);
    }
  }
}

/** A subject has one name in a language, and no words stand for it twice, as its name and as an alias. */
function identitiesOf(table: keyof PackRows, row: Record<string, string>): string[] {
  if (table === 'facts') return []; // check-facts.ts
  if (table === 'names') {
    const words = `${row.subject} ${row.lang} ${row.name}`;
    return row.kind === 'name' ? [`${row.subject} ${row.lang}`, words] : [words];
  }
  return row.id === undefined ? [] : [row.id];
}

function checkReferences(rows: PackRows, report: Report) {
  const known = Object.fromEntries(
    Object.entries(rows).map(([table, list]) => [
      table,
      new Set((list as { id?: string }[]).map((row) => row.id ?? '')),
    ]),
  ) as Record<keyof PackRows, Set<string>>;
  const refer = (row: object, column: string, table: keyof PackRows, id: string) => {
    if (id !== '' && !known[table].has(id))
      report(row, column, `there is no "${id}" in ${table}.csv`, `Add it to ${table}.csv or correct the id.`);
  };
  const subject = (row: object, value: string) => {
    const [kind = '', id = ''] = value.split(':');
    const table = kindsOfSubject[kind];
    if (table === undefined)
      report(
        row,
        'subject',
        `"${kind}" is not a kind of subject`,
        `Use one of ${Object.keys(kindsOfSubject).join(', ')}.`,
      );
    else if (table !== null) refer(row, 'subject', table, id);
  };
  for (const row of rows.countries) refer(row, 'currency', 'currencies', row.currency);
  for (const row of rows.places) {
    refer(row, 'country', 'countries', row.country);
    refer(row, 'coordSource', 'sources', row.coordSource);
  }
  for (const row of rows.terminals) {
    refer(row, 'place', 'places', row.place);
    refer(row, 'operator', 'parties', row.operator);
    refer(row, 'coordSource', 'sources', row.coordSource);
  }
  for (const row of rows.crossings) {
    refer(row, 'from', 'terminals', row.from);
    refer(row, 'to', 'terminals', row.to);
  }
  for (const row of rows.legs) {
    for (const column of ['from', 'to'] as const) {
      const [kind, id = ''] = row[column].split(':');
      refer(row, column, kind === 'terminal' ? 'terminals' : 'places', id);
    }
    for (const id of row.via) refer(row, 'via', 'places', id);
  }
  for (const row of rows.services) {
    refer(row, 'operator', 'parties', row.operator);
    refer(row, 'routeSource', 'sources', row.routeSource);
    for (const id of row.calls) refer(row, 'calls', 'terminals', id);
  }
  for (const row of rows.goods) refer(row, 'parent', 'goods', row.parent);
  for (const row of rows.parties) refer(row, 'country', 'countries', row.country);
  for (const row of rows.regions) {
    for (const id of row.countries) refer(row, 'countries', 'countries', id);
    for (const id of row.sources) refer(row, 'sources', 'sources', id);
  }
  for (const row of rows.assets) {
    refer(row, 'country', 'countries', row.country);
    for (const id of row.sources) refer(row, 'sources', 'sources', id);
  }
  for (const row of rows.methods) refer(row, 'measure', 'measures', row.measure);
  for (const row of rows.observations) {
    refer(row, 'indicator', 'indicators', row.indicator);
    refer(row, 'series', 'sources', row.series);
    refer(row, 'source', 'sources', row.source);
  }
  for (const row of rows.names) subject(row, row.subject);
  for (const row of rows.facts) {
    subject(row, row.subject);
    refer(row, 'measure', 'measures', row.measure);
    refer(row, 'source', 'sources', row.source);
  }
}

function checkPlaces(corridor: Corridor, report: Report) {
  const zones = new Set<string>();
  for (const place of corridor.places.values()) {
    if (place.lat === 0 && place.lon === 0)
      report(place, 'lat', 'lies at 0, 0, in the Gulf of Guinea', 'Give the real point.');
    if (!zones.has(place.zone)) {
      try {
        new Intl.DateTimeFormat('en', { timeZone: place.zone });
        zones.add(place.zone);
      } catch {
        report(
          place,
          'zone',
          `"${place.zone}" is not an IANA time zone`,
          'Write a zone such as Asia/Almaty.',
        );
      }
    }
    if (place.locode && !place.locode.startsWith(place.country))
      report(
        place,
        'locode',
        `${place.locode} is not a code of ${place.country}`,
        'Correct the code or the country.',
      );
  }
  for (const terminal of corridor.terminals.values()) {
    const place = corridor.places.get(terminal.place);
    if (!place) continue;
    const km = greatCircleKm(terminal, place);
    if (km > terminalToPlaceKmMax)
      report(
        terminal,
        'lat',
        `lies ${Math.round(km)} km from its place ${place.id}`,
        'Correct the point (latitude and longitude may be exchanged) or the place.',
      );
  }
}

function checkCrossings(corridor: Corridor, report: Report) {
  for (const crossing of corridor.crossings.values()) {
    if (!/^(daily|[1-7]-[1-7] \d{2}:\d{2}-\d{2}:\d{2})$/.test(crossing.calendar))
      report(
        crossing,
        'calendar',
        `"${crossing.calendar}" is not a calendar`,
        'Write daily, or days and UTC hours such as 1-5 06:00-18:00.',
      );
    const differs = crossing.fromGauge !== crossing.toGauge;
    if (crossing.kind === 'gauge-change' && !differs)
      report(
        crossing,
        'toGauge',
        `a gauge change has ${crossing.toGauge} mm on both sides`,
        'Correct the pair, or call it a border.',
      );
    if (crossing.kind === 'border' && differs)
      report(
        crossing,
        'toGauge',
        `a plain border has ${crossing.fromGauge} mm on one side and ${crossing.toGauge} mm on the other`,
        'Correct the pair, or call it a gauge-change.',
      );
    for (const [side, gauge] of [
      ['from', crossing.fromGauge],
      ['to', crossing.toGauge],
    ] as const) {
      const terminal = corridor.terminals.get(crossing[side]);
      if (terminal && !terminal.gauges.includes(gauge))
        report(
          crossing,
          `${side}Gauge`,
          `${terminal.id} has no ${gauge} mm track (it has ${terminal.gauges.join(', ') || 'none'})`,
          'Correct the gauge pair here or the gauges in terminals.csv.',
        );
    }
    const [from, to] = [corridor.terminals.get(crossing.from), corridor.terminals.get(crossing.to)];
    const km = from && to ? greatCircleKm(from, to) : 0;
    if (km > 150)
      report(
        crossing,
        'to',
        `its two sides lie ${Math.round(km)} km apart`,
        'Name the border stations on either side; the line between them is a leg.',
      );
  }
}

function checkLegs(corridor: Corridor, report: Report) {
  const track = new TrackNetwork(corridor);
  for (const leg of corridor.legs.values()) {
    if (leg.from === leg.to) report(leg, 'to', 'ends where it begins', 'Name another end.');
    if ((leg.mode === 'rail') !== (leg.gauge !== ''))
      report(
        leg,
        'gauge',
        leg.gauge ? 'only rail has a gauge' : 'a rail leg has no gauge',
        leg.gauge ? 'Leave it empty.' : 'Write the gauge in mm.',
      );
    const points = track.points(leg);
    for (let index = 1; index < points.length; index++) {
      const km = greatCircleKm(points[index - 1]!, points[index]!); // both in range
      if (km > waypointGapKmMax[leg.mode])
        report(
          leg,
          'via',
          `${Math.round(km)} km lie between two neighbouring points (number ${index} and ${index + 1})`,
          'Add waypoints, or correct a misplaced one.',
        );
    }
  }
}

function checkService(service: Service, corridor: Corridor, track: TrackNetwork, report: Report) {
  for (let index = 1; index < service.calls.length; index++) {
    const [from, to] = [service.calls[index - 1]!, service.calls[index]!]; // both in range
    if (from === to) {
      report(service, 'calls', `calls at ${from} twice in a row`, 'Remove one.');
      continue;
    }
    if (!corridor.terminals.has(from) || !corridor.terminals.has(to) || crossingBetween(corridor, from, to))
      continue;
    if (trackBetween(corridor, track, service.mode, from, to) === null)
      report(
        service,
        'calls',
        `no ${service.mode} leg of one gauge joins ${from} and ${to}`,
        'Add the missing legs, name the crossing’s two sides between them, or correct the calls.',
      );
  }
}
