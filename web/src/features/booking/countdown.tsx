import { useEffect, useRef } from 'react';
import { useLanguage } from '../../i18n/index.ts';
import { useAnnounce } from '../../shell/announce.tsx';
import css from './countdown.module.css';
import { clockText, passedMoment, secondsLeft, told, urgency } from './countdown.ts';
import './messages.ts';
import { useNow } from './use-now.ts';

export interface Hold {
  heldUntil: string;
  /** The server's clock, and the reader's when the server said it. */
  now: string;
  receivedMs: number;
}
interface Props {
  hold: Hold;
  /** When it began, for the line that runs out. */
  since?: string | undefined;
  /** Said aloud at moments; only where it is the page's one countdown. */
  spoken?: string;
  onOver?: () => void;
  size?: 'large' | 'inline';
}

/** How long a hold lasts: a figure, and where it began is known a line that runs out. */
export function Countdown({ hold, since, spoken, onOver, size = 'inline' }: Props) {
  const { t, format } = useLanguage();
  const seconds = useSecondsLeft(hold, spoken, onOver);
  const totalMs = since ? Date.parse(hold.heldUntil) - Date.parse(since) : 0;
  const days = Math.floor(seconds / 86_400);
  const text =
    days >= 2 ? t('shell.unit.d', { number: format.number(days), count: days }) : clockText(seconds);
  return (
    <span className={css.countdown} data-size={size} data-urgency={urgency(seconds)} role="timer">
      <span className={css.clock}>{text}</span>
      {totalMs > 0 && (
        <span className={css.line} aria-hidden="true">
          <span style={{ width: `${Math.min(100, (seconds * 100_000) / totalMs)}%` }} />
        </span>
      )}
    </span>
  );
}

function useSecondsLeft({ heldUntil, now, receivedMs }: Hold, spoken = '', onOver?: () => void): number {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const seconds = secondsLeft(heldUntil, told(now, receivedMs), useNow());
  const before = useRef(seconds);
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    const moment = passedMoment(before.current, seconds);
    if (moment !== null && spoken)
      announce(t('booking.hold.spoken', { what: spoken, seconds: moment, minutes: Math.round(moment / 60) }));
    if (before.current > 0 && seconds === 0) over.current?.();
    before.current = seconds;
  }, [seconds, spoken, announce, t]);
  return seconds;
}
