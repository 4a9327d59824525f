/** Mappings are saved under a name and used again; one that names what there is not is refused. */
import type { Corridor } from '../../../../corridor/index.ts';
import type { Indicator } from '../../../../ledgers/evidence/index.ts';
import { type By, recordChange } from '../../../../platform/audit/audit.ts';
import type { Database } from '../../../../platform/database/index.ts';
import { transaction } from '../../../../platform/database/transaction.ts';
import { type Fault, refuse } from '../../../../platform/errors.ts';
import type { Mapping } from './api.ts';
import type { ImportRefusal } from './errors.ts';
import { saveMapping } from './import.store.ts';

/** Those of trade, and whatever else an indicator of the pack is told apart by. */
export function faultsIn(
  mapping: Mapping,
  indicators: readonly Indicator[],
  corridor: Pick<Corridor, 'indicators'>,
): Fault[] {
  const faults: Fault[] = [];
  if (!indicators.some(({ id }) => id === mapping.indicator))
    faults.push({
      at: '/indicator',
      problem: `there is no indicator “${mapping.indicator}”`,
      suggestions: indicators.map(({ id }) => id).slice(0, 20),
    });
  const expected = corridor.indicators.get(mapping.indicator)?.dimensions;
  for (const part of ['dimensions', 'constants', 'codes'] as const)
    for (const name of Object.keys(mapping[part])) {
      if (expected && !expected.includes(name))
        faults.push({
          at: `/${part}/${name}`,
          problem: `${mapping.indicator} is not told apart by “${name}”`,
          suggestions: expected,
        });
      if (part === 'constants' && name in mapping.dimensions)
        faults.push({ at: `/constants/${name}`, problem: 'is given by a column as well' });
    }
  return faults;
}

export async function putMapping(
  { db }: Pick<Database, 'db'>,
  mapping: Mapping,
  faults: readonly Fault[],
  by: By,
): Promise<Mapping | ImportRefusal> {
  const [first] = faults;
  if (first) return refuse('mapping-invalid', `${first.at}: ${first.problem}.`, faults);
  await transaction(db, async (tx) => {
    const before = await saveMapping(tx, mapping);
    if (JSON.stringify(sorted(before)) !== JSON.stringify(sorted(mapping)))
      await recordChange(tx, by, {
        what: 'series-mapping.saved',
        subject: `series-mapping:${mapping.name}`,
        before,
        after: mapping,
      });
  });
  return mapping;
}

/** The database gives the members of an object in an order of its own. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, each]) => [name, sorted(each)])
    : value;
