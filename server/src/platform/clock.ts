/** Time comes in through a parameter, so that a test can say what time it is. */
export interface Clock {
  now(): Date;
}
export const systemClock: Clock = { now: () => new Date() };

/** A clock a test sets by hand. */
export function manualClock(
  start: string | Date,
): Clock & { set(to: string | Date): void; pass(ms: number): void } {
  let nowMs = new Date(start).getTime();
  return {
    now: () => new Date(nowMs),
    set: (to) => {
      nowMs = new Date(to).getTime();
    },
    pass: (ms) => {
      nowMs += ms;
    },
  };
}
