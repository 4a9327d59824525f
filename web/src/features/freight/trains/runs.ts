/** Runs of the timetable, asked for by window: the departures board and the moving trains read the same answer. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { runsPage } from '../../../../../server/src/modules/freight/api.ts';
import { get } from '../../../api/client.ts';

type RunsAnswer = z.infer<typeof runsPage>;

/** At most eight days, which is what the server answers at once. */
export interface RunsWindow {
  from: Date;
  to: Date;
  terminal?: string | undefined;
  /** Leaves out what was under way before the window began. */
  leaving?: boolean;
}
const runsMax = 2000;

export const runsQuery = ({ from, to, terminal, leaving }: RunsWindow, language: string) => {
  const query = {
    from: from.toISOString(),
    to: to.toISOString(),
    terminal,
    leaving: leaving ? 'true' : undefined,
    limit: runsMax,
  };
  return queryOptions({
    queryKey: ['runs', query, language],
    queryFn: ({ signal }) => get<RunsAnswer>('/runs', query, language, signal),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
};

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The start of the UTC hour: windows that begin on the hour are the same question for an hour. */
export const hourOf = (instant: number): Date => new Date(Math.floor(instant / hourMs) * hourMs);

/** A zone's distance from UTC at an instant, as `UTC+5` or `UTC+5:30`. */
export function zoneOffset(instant: string | Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts(new Date(instant));
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
  return name.replace('GMT', 'UTC');
}
