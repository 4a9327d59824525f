/** What Serai's own people and modules state: decisions and definitions, in a source of their own. */
import type { Kysely } from 'kysely';
import { newId } from '../../platform/ids.ts';
import { describe } from './add-version.ts';
import { append, type Turn, takeTurns } from './chain.store.ts';
import { lastDecision } from './decision.store.ts';
import { type Decision, type Indicator, register } from './evidence.ts';
import { definitions } from './indicator.store.ts';
import { json } from './rows.ts';

/** Whoever decides again what is decided so already changes nothing. */
export async function decide<T>(
  within: Kysely<T>,
  decision: Omit<Decision, 'id' | 'recordedAt'>,
): Promise<string> {
  const turn = await takeRegister(within);
  const { about, accepted, person, reason } = decision;
  const last = await lastDecision(within, about);
  if (
    last &&
    last.accepted.type === accepted.type &&
    last.accepted.id === accepted.id &&
    last.person === person &&
    last.reason === reason
  )
    return last.id;
  const id = newId();
  await append(within, turn, 'decision', [
    { id, about, accepted_type: accepted.type, accepted_id: accepted.id, person, reason },
  ]);
  return id;
}

export async function addIndicators<T>(within: Kysely<T>, indicators: readonly Indicator[]): Promise<number> {
  const turn = await takeRegister(within);
  const known = new Map(
    (
      await definitions(
        within,
        indicators.map(({ id }) => id),
      )
    ).map((each) => [each.id, json(each)]),
  );
  const added = indicators.filter((each) => {
    const said = json(each);
    if (known.get(each.id) === said) return false;
    known.set(each.id, said);
    return true;
  });
  await append(
    within,
    turn,
    'indicator',
    added.map(({ id, name, unit, nature, frequency, definition, rule }) => ({
      id,
      name,
      unit,
      nature,
      frequency,
      definition,
      rule,
    })),
  );
  return added.length;
}

async function takeRegister<T>(within: Kysely<T>): Promise<Turn> {
  const turns = await takeTurns(within, [register]);
  await describe(within, turns, [
    {
      id: register,
      kind: 'log',
      standing: 'attested',
      publisher: 'Serai',
      title: 'Register',
      address: '',
      licence: '',
    },
  ]);
  return turns.get(register)!;
}
