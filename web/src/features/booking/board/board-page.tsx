import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { type BookingState, type BookingsPage, bookingsQuery } from '../../../api/booking.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { ErrorPage } from '../../../shell/pages.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import { usePageTitle } from '../../../shell/title.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { useBookingStream } from '../stream.ts';
import { useNow } from '../use-now.ts';
import css from './board.module.css';
import { BoardTable } from './board-table.tsx';
import { grouped } from './next-step.ts';
import { NothingBooked } from './nothing-booked.tsx';

const states = ['held', 'offered', 'confirmed', 'waiting', 'departed', 'expired', 'cancelled'] as const;

/** A forwarder's board: everything booked, what has to be done next first. */
export function BoardPage() {
  return (
    <Permitted to="bookings:read">
      <Board />
    </Permitted>
  );
}

function Board() {
  const { t, tag } = useLanguage();
  usePageTitle(t('booking.board.title'));
  useBookingStream();
  const search = useSearch({ strict: false }) as { state?: string; query?: string };
  const state = states.find((known) => known === search.state);
  const bookings = useInfiniteQuery({
    ...bookingsQuery({ state, query: search.query }, tag),
    // should the stream be silent, what is shown is a minute old at most
    refetchInterval: 60_000,
    refetchOnWindowFocus: 'always',
  });
  const nowMs = useNow(30_000);
  const rows = useMemo(() => (bookings.data?.pages ?? []).flatMap((page) => page.items), [bookings.data]);
  const groups = useMemo(() => grouped(rows, nowMs), [rows, nowMs]);
  const counts = bookings.data?.pages.at(-1)?.counts;
  if (bookings.error && !bookings.data)
    return <ErrorPage error={bookings.error} reset={() => void bookings.refetch()} />;
  const all = sum(counts);
  const untouched = bookings.data !== undefined && all === 0 && !state && !search.query;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('booking.board.title')}</h1>
        <Link to="/" className={controls.button}>
          {t('booking.board.new')}
        </Link>
      </header>
      {untouched ? (
        <NothingBooked />
      ) : (
        <>
          <div className={css.filters}>
            <States counts={counts} all={all} chosen={state} query={search.query} />
            <SearchField query={search.query ?? ''} state={state} />
          </div>
          {bookings.isPending ? (
            <div className={css.bones} aria-busy="true">
              <div />
              <div />
              <div />
            </div>
          ) : rows.length === 0 ? (
            <p className={css.none} role="status">
              {t('booking.board.nothing')}{' '}
              <Link to="/bookings" search={{}}>
                {t('booking.board.all')}
              </Link>
            </p>
          ) : (
            <BoardTable groups={groups} nowMs={nowMs} stale={bookings.isPlaceholderData} />
          )}
          {bookings.hasNextPage && (
            <button
              type="button"
              className={controls.button}
              aria-disabled={bookings.isFetchingNextPage}
              onClick={() => bookings.isFetchingNextPage || void bookings.fetchNextPage()}
            >
              {t('booking.board.more')}
            </button>
          )}
        </>
      )}
    </div>
  );
}

const sum = (counts: BookingsPage['counts'] | undefined) =>
  Object.values(counts ?? {}).reduce((total, count) => total + (count ?? 0), 0);

interface StatesProps {
  counts: BookingsPage['counts'] | undefined;
  all: number;
  chosen: BookingState | undefined;
  query: string | undefined;
}

/** The states there are, each with how many; the chosen one stays even when it has become empty. */
function States({ counts, all, chosen, query }: StatesProps) {
  const { t, format } = useLanguage();
  const search = (state?: string) => ({ ...(state ? { state } : {}), ...(query ? { query } : {}) });
  return (
    <nav aria-label={t('booking.board.filter')} className={css.states}>
      <Link to="/bookings" search={search()} aria-current={chosen ? undefined : 'true'} data-on={!chosen}>
        {t('booking.board.all')} <small>{format.number(all)}</small>
      </Link>
      {states
        .filter((state) => (counts?.[state] ?? 0) > 0 || state === chosen)
        .map((state) => (
          <Link
            key={state}
            to="/bookings"
            search={search(state)}
            aria-current={chosen === state ? 'true' : undefined}
            data-on={chosen === state}
          >
            {t(`booking.state.${state}`)} <small>{format.number(counts?.[state] ?? 0)}</small>
          </Link>
        ))}
    </nav>
  );
}

function SearchField({ query, state }: { query: string; state: string | undefined }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [text, setText] = useState(query);
  useEffect(() => {
    if (text.trim() === query) return;
    const timer = setTimeout(
      () =>
        void navigate({
          to: '/bookings',
          search: { ...(state ? { state } : {}), ...(text.trim() ? { query: text.trim() } : {}) },
          replace: true,
          resetScroll: false,
        }),
      250,
    );
    return () => clearTimeout(timer);
  }, [text, query, state, navigate]);
  return (
    <label className={css.search}>
      <span className={controls.hidden}>{t('booking.board.search')}</span>
      <input
        type="search"
        className={controls.input}
        value={text}
        maxLength={100}
        placeholder={t('booking.board.search')}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
