import type { Run } from '../../../api/freight.ts';

type Call = Run['calls'][number];
export interface Passage {
  run: Run;
  /** The call before the border and the one behind it. */
  reaches: Call;
  leaves: Call;
}

/** The trains still to reach a crossing, in either direction, soonest first. */
export function passagesOf(runs: readonly Run[], crossingId: string, after: Date): Passage[] {
  return runs
    .flatMap((run) =>
      run.calls.flatMap((leaves, index): Passage[] => {
        const reaches = run.calls[index - 1];
        return reaches && leaves.crossing === crossingId && Date.parse(reaches.arrival) >= after.getTime()
          ? [{ run, reaches, leaves }]
          : [];
      }),
    )
    .sort((one, other) => Date.parse(one.reaches.arrival) - Date.parse(other.reaches.arrival));
}
