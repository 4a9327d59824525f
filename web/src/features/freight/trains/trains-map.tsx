import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import type { NetworkAnswer, Run } from '../../../api/freight.ts';
import { type Format, type Translate, useLanguage } from '../../../i18n/index.ts';
import type { LonLat } from '../../../map/geometry.ts';
import type { Train } from '../../../map/subject.ts';
import { type TrainAt, trainPositions } from './positions.ts';
import { dayMs, runsQuery, zoneOffset } from './runs.ts';
import { TimeBar } from './time-bar.tsx';
import styles from './trains-map.module.css';
import type { Clock } from './use-clock.ts';

const CorridorMap = lazy(() => import('../../../map/index.ts'));
const nothingElse: string[][] = [];

interface Props {
  network: NetworkAnswer;
  clock: Clock;
  /** The terminal whose board is read beside the map. */
  terminal: string | undefined;
}

/** The corridor with its trains where the timetable has them at the clock's moment. */
export function TrainsMap({ network, clock, terminal }: Props) {
  const { t, tag, format } = useLanguage();
  const running = useTrains(network, clock.instant);
  const trains = useMemo(
    () => running.map((train) => describe(train, network, t, format)),
    [running, network, t, format],
  );
  const selected = useMemo(
    () => (terminal ? { track: [], stops: [terminal], crossings: [] } : null),
    [terminal],
  );
  return (
    <div className={styles.live} data-language={tag}>
      <div className={styles.map}>
        <Suspense fallback={null}>
          <CorridorMap network={network} selected={selected} alternatives={nothingElse} trains={trains} />
        </Suspense>
      </div>
      <TimeBar clock={clock} under={trains.length} />
    </div>
  );
}

/** A day's runs serve every moment of that day; the next day's are asked for when the clock reaches it. */
export function useTrains(network: NetworkAnswer, instant: number): TrainAt[] {
  const { tag } = useLanguage();
  const dayStart = Math.floor(instant / dayMs) * dayMs;
  const { data } = useQuery(runsQuery({ from: new Date(dayStart), to: new Date(dayStart + dayMs) }, tag));
  const lines = useMemo(
    () => ({
      legs: new Map(network.legs.map((leg) => [leg.id, leg])),
      stops: new Map<string, LonLat>(network.terminals.map((terminal) => [terminal.id, terminal.at])),
    }),
    [network],
  );
  return useMemo(() => trainPositions(data?.items ?? [], lines, new Date(instant)), [data, lines, instant]);
}

function describe(
  { id, at, run, nextCall, standing }: TrainAt,
  network: NetworkAnswer,
  t: Translate,
  format: Format,
): Train {
  return {
    id,
    at,
    title: run.service.name,
    serviceId: run.service.id,
    describe: () => linesOf(run, nextCall, standing, network, t, format),
  };
}

/** Where it is next and where it ends. */
function linesOf(
  run: Run,
  nextCall: number,
  standing: boolean,
  network: NetworkAnswer,
  t: Translate,
  format: Format,
): string[] {
  const zoneAt = (stop: string) => network.terminals.find((terminal) => terminal.id === stop)?.zone ?? 'UTC';
  const call = run.calls[nextCall];
  const last = run.calls.at(-1);
  if (!call || !last) return [];
  const zone = zoneAt(call.stop);
  const arrival = {
    stop: call.name,
    date: format.date(call.arrival, 'weekday', zone),
    time: format.time(call.arrival, zone),
    zone: zoneOffset(call.arrival, zone),
  };
  const state = call.crossing ? 'crossesTo' : standing ? 'standsAt' : 'nextStop';
  const next = t(`departures.${state}`, arrival);
  return last === call
    ? [next]
    : [
        next,
        t('departures.goesTo', {
          stop: last.name,
          date: format.date(last.arrival, 'weekday', zoneAt(last.stop)),
        }),
      ];
}
