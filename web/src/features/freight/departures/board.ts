/** The departures board as data: which trains leave where, in the order of the clocks on their own platforms. */
import type { NetworkAnswer, Run } from '../../../api/freight.ts';
import { civilDay } from '../../../i18n/format.ts';

export interface Departure {
  id: string;
  run: Run;
  /** The call it leaves from, its last one, and the crossings between them. */
  from: Call;
  to: Call;
  crossings: string[];
  /** The zones of the clocks at either end. */
  zone: string;
  toZone: string;
  /** The day and minute on the terminal's own clock: `2026-12-01`, `2026-12-01 06:05`. */
  localDay: string;
  localMinute: string;
}
type Call = Run['calls'][number];

/**
 * Of every run its departures within the window: from the wanted terminal, or from where each run begins. Sorted by local
 * clocks, as boards are read; a call behind a border is a departure too, the last call never is.
 */
export function departuresOf(
  runs: readonly Run[],
  zones: ReadonlyMap<string, string>,
  after: Date,
  terminal?: string,
): Departure[] {
  const departures = runs.flatMap((run) =>
    run.calls.slice(0, -1).flatMap((from, index): Departure[] => {
      if (terminal ? from.stop !== terminal : index > 0) return [];
      if (Date.parse(from.departure) < after.getTime()) return [];
      const to = run.calls.at(-1)!;
      const zone = zones.get(from.stop) ?? 'UTC';
      const day = civilDay(new Date(from.departure), zone);
      const two = (number: number) => String(number).padStart(2, '0');
      const localDay = `${day.year}-${two(day.month)}-${two(day.day)}`;
      return [
        {
          id: `${run.id}/${index}`,
          run,
          from,
          to,
          crossings: run.calls.slice(index + 1).flatMap((call) => call.crossing ?? []),
          zone,
          toZone: zones.get(to.stop) ?? 'UTC',
          localDay,
          localMinute: `${localDay} ${two(day.hour)}:${two(day.minute)}`,
        },
      ];
    }),
  );
  return departures.sort(
    (one, other) => compare(one.localMinute, other.localMinute) || compare(one.id, other.id),
  );
}

export interface BoardDay {
  day: string;
  departures: Departure[];
}

export function byDay(departures: readonly Departure[]): BoardDay[] {
  const days: BoardDay[] = [];
  for (const departure of departures) {
    const last = days.at(-1);
    if (last?.day === departure.localDay) last.departures.push(departure);
    else days.push({ day: departure.localDay, departures: [departure] });
  }
  return days;
}

export const zonesOf = (network: NetworkAnswer): ReadonlyMap<string, string> =>
  new Map(network.terminals.map((terminal) => [terminal.id, terminal.zone]));

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
