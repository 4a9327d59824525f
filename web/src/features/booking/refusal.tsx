import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { type Booking, bookingKey, bookingQuery } from '../../api/booking.ts';
import { ProblemError } from '../../api/client.ts';
import type { Option } from '../../api/freight.ts';
import { useSaid } from '../../form/use-said.ts';
import { useLanguage } from '../../i18n/index.ts';
import type { Address } from '../../journey/address.ts';
import { leftOnRide } from '../../journey/left.ts';
import controls from '../../styles/controls.module.css';
import './messages.ts';
import { eventText } from './one/event-text.ts';
import css from './refusal.module.css';
import { refusalWords } from './refusal-words.ts';
import { Trains } from './trains.tsx';

interface Props {
  error: unknown;
  /** What would be planned again. */
  question?: Address | undefined;
  /** The way that was refused, so that the trains without room are shown. */
  option?: Option | undefined;
  /** How much was asked for. */
  teu?: number;
  booking?: Booking | null | undefined;
  onAgain?: (() => void) | undefined;
  onWait?: (() => void) | undefined;
}

/** Why it was not done, in plain words, and what can be done instead. It takes the focus, so that it is read and the next step is one key away. */
export function BookingRefusal({ error, question, option, teu = 1, booking, onAgain, onWait }: Props) {
  const language = useLanguage();
  const { t } = language;
  const queries = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const words = refusalWords(error, t);
  const { code } = words;
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'nearest' });
    // what is left has changed since the way was planned
    const stale = ['full', 'departure-cancelled', 'option-gone'];
    if (error instanceof ProblemError && stale.includes(error.problem.code))
      void queries.invalidateQueries({ queryKey: ['plan'] });
  }, [error, queries]);
  const reload = () => {
    if (booking) void queries.invalidateQueries({ queryKey: bookingKey(booking.id) });
  };
  const said = useSaid(error);
  const faults = error instanceof ProblemError ? (error.problem.faults ?? []) : [];
  const done = useWhatColleaguesDid(error, booking);
  const tight = ['short', 'full', 'cancelled'];
  const short = option?.rides.filter((ride) => tight.includes(leftOnRide(ride, teu).level)) ?? [];
  return (
    <div ref={box} tabIndex={-1} role="alert" className={css.refusal} data-refusal={code}>
      <h2 lang={words.lang}>{words.title}</h2>
      <p lang={words.lang}>{words.text}</p>
      {code === 'full' && option && short.length > 0 ? (
        <Trains rides={short} option={option} teu={teu} />
      ) : (
        said.length > 0 && (
          <ul className={css.detail}>
            {said.slice(0, faultsMax).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )
      )}
      {words.detail &&
        said.length === 0 &&
        (faults.length > 1 ? (
          <ul className={css.detail} lang="en">
            {faults.slice(0, faultsMax).map(({ at, problem }) => (
              <li key={`${at} ${problem}`}>{problem}</li>
            ))}
          </ul>
        ) : (
          <p className={css.detail} lang="en">
            {faults[0]?.problem ?? words.detail}
          </p>
        ))}
      {done.length > 0 && (
        <ul className={css.detail}>
          {done.map((event) => (
            <li key={`${event.at} ${event.what}`}>{eventText(event, language)}</li>
          ))}
        </ul>
      )}
      <div className={css.ways}>
        {words.ways.map((way) => {
          if (way === 'wait')
            return onWait ? (
              <button key={way} type="button" className={controls.primary} onClick={onWait}>
                {t('booking.wait.do')}
              </button>
            ) : null;
          if (way === 'again')
            return onAgain ? (
              <button key={way} type="button" className={controls.button} onClick={onAgain}>
                {t('shell.again')}
              </button>
            ) : null;
          if (way === 'reload')
            return booking ? (
              <button key={way} type="button" className={controls.button} onClick={reload}>
                {t('booking.reload')}
              </button>
            ) : null;
          if (way === 'plan')
            return question ? (
              <Link key={way} to="/" search={question} className={controls.button}>
                {t('booking.planAgain')}
              </Link>
            ) : null;
          return null;
        })}
      </div>
    </div>
  );
}
const faultsMax = 8;

/** Where the booking is not the one that was looked at any more, it is asked for again, and what was done to it since is told. */
function useWhatColleaguesDid(error: unknown, booking: Booking | null | undefined): Booking['history'] {
  const { tag } = useLanguage();
  const queries = useQueryClient();
  const [done, setDone] = useState<Booking['history']>([]);
  const seen = useRef(booking);
  useEffect(() => {
    const before = seen.current;
    if (!before || !(error instanceof ProblemError) || error.problem.code !== 'booking-changed') return;
    const last = before.history.at(-1)?.at ?? '';
    queries.fetchQuery({ ...bookingQuery(before.id, tag), staleTime: 0 }).then(
      (fresh) => setDone(fresh.history.filter(({ at }) => at > last)),
      // the refusal says enough without it
      () => undefined,
    );
  }, [error, queries, tag]);
  return done;
}
