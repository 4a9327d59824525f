/** Whether indicators and the figures of their series fit together. */
import type { Corridor } from './corridor.ts';
import { periodOf } from './facts.ts';
import type { Report } from './read.ts';
import type { PackObservation } from './rows.ts';

const dimensions = ['reporter', 'partner', 'flow', 'category'] as const;

export function checkSeries(corridor: Corridor, report: Report): void {
  for (const indicator of corridor.indicators.values())
    for (const each of indicator.fixed)
      if (!indicator.dimensions.includes(each.split('=')[0] ?? ''))
        report(
          indicator,
          'fixed',
          `gives ${each}, which is none of its dimensions`,
          'Add the dimension, or take this away.',
        );
  const seen = new Set<string>();
  for (const row of corridor.rows.observations) {
    checkObservation(row, corridor, report);
    const key = [row.series, row.indicator, ...dimensions.map((name) => row[name]), row.period].join('|');
    if (seen.has(key))
      report(row, 'period', 'is stated a second time for the same series', 'Keep one of the two.');
    seen.add(key);
  }
}

function checkObservation(row: PackObservation, corridor: Corridor, report: Report): void {
  if (periodOf(row.period) === null)
    report(
      row,
      'period',
      `"${row.period}" is no period`,
      'Write it as 2024, 2024-H1, 2024-Q1, 2024-05, a day, or first/last.',
    );
  const indicator = corridor.indicators.get(row.indicator);
  for (const name of dimensions)
    if (row[name] !== '' && indicator && !indicator.dimensions.includes(name))
      report(row, name, `${row.indicator} has no dimension ${name}`, 'Leave it empty.');
  for (const side of ['reporter', 'partner'] as const) {
    const id = row[side];
    if (id !== '' && id !== 'WLD' && !corridor.countries.has(id) && !corridor.regions.has(id))
      report(row, side, `there is no country or region "${id}"`, 'Add it, or correct the id.');
  }
}
