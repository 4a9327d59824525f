/** Runs under way or leaving in a window of time: the moving trains of the map and the departures board. */
import type { Run } from './api.ts';
import { type FreightRefusal, refuseField } from './errors.ts';
import { trackIds } from './map.ts';
import { crossingOf } from './methods/service.ts';
import { operatorName, serviceName, terminalName } from './names.ts';
import type { FreightNetwork } from './network.ts';
import { type RunningService, runsBetween, type ServiceRun } from './running.ts';
import { dayMinutes, instantOf, minuteOf } from './zone.ts';

export const windowDaysMax = 8;

export interface RunsQuery {
  from?: string | undefined;
  to?: string | undefined;
  terminal?: string | undefined;
  leaving?: 'true' | 'false' | undefined;
  limit: number;
}

export function runsAnswer(network: FreightNetwork, query: RunsQuery, now: Date, lang: string) {
  const window = windowOf(query, minuteOf(now));
  if ('refused' in window) return window;
  const { terminal } = query;
  if (terminal !== undefined && !network.corridor.terminals.has(terminal))
    return refuseField(
      'terminal-not-found',
      'terminal',
      `There is no terminal "${terminal}". Use an id from /api/v1/terminals.`,
    );
  const { from, to } = window;
  const found = [...network.running.values()].flatMap((running) => {
    const call = terminal === undefined ? -1 : running.service.calls.indexOf(terminal);
    if (terminal !== undefined && call < 0) return [];
    return runsSeen(running, from, to, call)
      .map((run) => ({
        running,
        run,
        at: run.departure + (run.departMinutes[Math.max(call, 0)] ?? 0),
      }))
      .filter(({ at }) => query.leaving !== 'true' || at >= from);
  });
  found.sort((a, b) => a.at - b.at || (a.running.service.id < b.running.service.id ? -1 : 1));
  return {
    from: instantOf(from),
    to: instantOf(to),
    items: found.slice(0, query.limit).map(({ running, run }) => runAnswer(network, running, run, lang)),
    more: found.length > query.limit,
  };
}

/** From now for a day, unless told. */
function windowOf(query: RunsQuery, now: number): { from: number; to: number } | FreightRefusal {
  const from = query.from === undefined ? now : minuteOf(query.from);
  const to = query.to === undefined ? from + dayMinutes : minuteOf(query.to);
  if (to < from)
    return refuseField('window-invalid', 'to', 'The window ends before it begins. Exchange from and to.');
  if (to - from > windowDaysMax * dayMinutes)
    return refuseField(
      'window-invalid',
      'to',
      `The window may be at most ${windowDaysMax} days long. Ask for less at a time.`,
    );
  return { from, to };
}

/** Runs that are between their first departure and last arrival in the window, or that call at `call` in it. */
function runsSeen(running: RunningService, from: number, to: number, call: number): ServiceRun[] {
  // A train may have left as long ago as its way takes, and a day more where it waits for a border to open.
  const begun = from - running.segmentMinutes.reduce((sum, minutes) => sum + minutes, 0) - 7 * dayMinutes;
  return runsBetween(running, begun, to + 1).filter((run) => {
    const [first, last] = call < 0 ? [0, run.arriveMinutes.length - 1] : [call, call];
    const leaves = run.departure + Math.max(run.departMinutes[first] ?? 0, run.arriveMinutes[first] ?? 0);
    const arrives = run.departure + (run.arriveMinutes[last] ?? 0);
    return call < 0 ? leaves <= to && arrives >= from : leaves >= from && arrives <= to;
  });
}

function runAnswer(network: FreightNetwork, running: RunningService, run: ServiceRun, lang: string): Run {
  const { corridor } = network;
  const { service } = running;
  return {
    id: `${service.id}@${instantOf(run.departure)}`,
    service: { id: service.id, name: serviceName(corridor, service, lang) },
    mode: service.mode,
    operator: operatorName(corridor, service, lang),
    // Nobody publishes these departures to the hour: they follow from the pattern.
    kind: 'model',
    calls: service.calls.map((call, index) => {
      const terminal = corridor.terminals.get(call);
      return {
        stop: call,
        name: terminal ? terminalName(corridor, terminal, lang) : call,
        arrival: instantOf(run.departure + (run.arriveMinutes[index] ?? 0)),
        departure: instantOf(run.departure + (run.departMinutes[index] ?? 0)),
        track: index === 0 ? [] : trackIds(network, service.id, index - 1, index),
        crossing:
          index === 0
            ? null
            : (crossingOf(corridor, service.calls[index - 1] ?? '', call)?.crossing.id ?? null),
      };
    }),
  };
}
