/**
 * How long a hold still lasts, by the server's clock. The reader's own clock may be hours wrong, so it only measures what has passed since
 * the server said what time it is; it goes on while a laptop sleeps, which a monotonic clock need not.
 */
export interface Told {
  /** The server's clock in its answer, and the reader's when that came. */
  serverMs: number;
  readerMs: number;
}

export const told = (now: string, readerMs: number): Told => ({ serverMs: Date.parse(now), readerMs });

export function secondsLeft(heldUntil: string, { serverMs, readerMs }: Told, nowMs: number): number {
  const left = Date.parse(heldUntil) - (serverMs + (nowMs - readerMs));
  return Math.max(0, Math.ceil(left / 1000));
}

/** `14:05`, `1:02:30`, and from two days on in words, which the caller has. */
export function clockText(seconds: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The tone it is shown in: the last five minutes warn, the last one is urgent. */
export const urgency = (seconds: number): 'calm' | 'soon' | 'last' | 'over' =>
  seconds <= 0 ? 'over' : seconds <= 60 ? 'last' : seconds <= 300 ? 'soon' : 'calm';

/** Seconds left at which it is said aloud: often enough to act, too seldom to be in the way. */
export const saidAt = [3600, 1800, 900, 600, 300, 120, 60, 30, 0] as const;

/** The moment to say, if one was passed between two looks at the clock; after a long sleep only the last of them. */
export function passedMoment(before: number, after: number): number | null {
  const passed = saidAt.filter((moment) => before > moment && after <= moment);
  return passed.at(-1) ?? null;
}
