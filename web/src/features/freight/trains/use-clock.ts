/** The clock trains run by: now, or any moment of the week around it; still, or faster than life. */
import { useCallback, useEffect, useState } from 'react';
import { dayMs } from './runs.ts';

/** Timetable milliseconds that pass in one real one. */
export const speeds = [1, 600, 3600, 21_600] as const;
export type Speed = (typeof speeds)[number];

export interface Clock {
  instant: number;
  playing: boolean;
  speed: Speed;
  /** How far the clock can be turned. */
  first: number;
  last: number;
  turnTo(instant: number): void;
  play(): void;
  pause(): void;
  setSpeed(speed: Speed): void;
  backToNow(): void;
}

const stepMs = 100;

export function useClock(): Clock {
  const [opened] = useState(() => Date.now());
  const [instant, setInstant] = useState(opened);
  const [speed, setSpeed] = useState<Speed>(600);
  const [playing, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const [first, last] = [opened - dayMs, opened + 9 * dayMs];

  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    let before = performance.now();
    const step = (at: number) => {
      const elapsed = at - before;
      // a page that slept goes on from where it was instead of leaping
      if (elapsed >= (speed === 1 ? 1000 : stepMs)) {
        before = at;
        setInstant((shown) => Math.min(last, shown + Math.min(elapsed, 1000) * speed));
      }
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [playing, speed, last]);
  useEffect(() => {
    if (instant >= last) setPlaying(false);
  }, [instant, last]);

  const turnTo = useCallback((to: number) => setInstant(Math.max(first, Math.min(last, to))), [first, last]);
  const play = useCallback(() => {
    setInstant((shown) => (shown >= last ? opened : shown));
    setPlaying(true);
  }, [last, opened]);
  const pause = useCallback(() => setPlaying(false), []);
  const backToNow = useCallback(() => setInstant(Math.min(last, Date.now())), [last]);
  return { instant, playing, speed, first, last, turnTo, play, pause, setSpeed, backToNow };
}
