import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type CustomsItem, type CustomsStatus, customsQuery } from '../../../api/customs.ts';
import { networkQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { ErrorPage } from '../../../shell/pages.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import { usePageTitle } from '../../../shell/title.ts';
import controls from '../../../styles/controls.module.css';
import { shownNumber } from '../container-number.ts';
import '../messages.ts';
import { BookingRefusal } from '../refusal.tsx';
import { useStatus } from './borders.tsx';
import { Decide } from './decide.tsx';
import { statuses } from './declaration.ts';
import css from './queue.module.css';
import { StatusMark } from './status-mark.tsx';

/** What comes to the borders, the soonest first; an authority holds and releases here. */
export function CustomsPage() {
  return (
    <Permitted to="customs:read">
      <Queue />
    </Permitted>
  );
}

function Queue() {
  const { t, tag } = useLanguage();
  usePageTitle(t('booking.queue.title'));
  const search = useSearch({ strict: false }) as { crossing?: string; status?: string };
  const navigate = useNavigate();
  const { data: network } = useQuery(networkQuery(tag));
  const queue = useInfiniteQuery({ ...customsQuery(search, tag), refetchInterval: 60_000 });
  const items = (queue.data?.pages ?? []).flatMap((page) => page.items);
  const set = (part: { crossing?: string; status?: string }) => {
    const next = { ...search, ...part };
    void navigate({
      to: '/customs',
      search: {
        ...(next.crossing ? { crossing: next.crossing } : {}),
        ...(next.status ? { status: next.status } : {}),
      },
      replace: true,
    });
  };
  if (queue.error && !queue.data) return <ErrorPage error={queue.error} reset={() => void queue.refetch()} />;
  const crossings = [...(network?.crossings ?? [])].sort((a, b) => a.name.localeCompare(b.name, tag));
  return (
    <div className={css.page}>
      <h1>{t('booking.queue.title')}</h1>
      <div className={css.filters}>
        <label>
          <span className={controls.label}>{t('booking.queue.border')}</span>
          <select
            className={controls.input}
            value={search.crossing ?? ''}
            onChange={(event) => set({ crossing: event.target.value })}
          >
            <option value="">{t('booking.queue.allBorders')}</option>
            {crossings.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className={controls.label}>{t('booking.queue.status')}</span>
          <select
            className={controls.input}
            value={search.status ?? ''}
            onChange={(event) => set({ status: event.target.value })}
          >
            <option value="">{t('booking.queue.allStatuses')}</option>
            {statuses.map((status) => (
              <option key={status} value={status}>
                {t(`booking.customs.${status}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {queue.isPending ? (
        <div className={css.bone} aria-busy="true" />
      ) : items.length === 0 ? (
        <p className={css.none} role="status">
          {t(search.crossing || search.status ? 'booking.queue.nothing' : 'booking.queue.empty')}
        </p>
      ) : (
        <ol className={css.queue} data-stale={queue.isPlaceholderData}>
          {items.map((item) => (
            <QueueItem key={`${item.booking} ${item.crossing}`} item={item} />
          ))}
        </ol>
      )}
      {queue.hasNextPage && (
        <button type="button" className={controls.button} onClick={() => void queue.fetchNextPage()}>
          {t('booking.board.more')}
        </button>
      )}
    </div>
  );
}

function QueueItem({ item }: { item: CustomsItem }) {
  const { t, format } = useLanguage();
  const [deciding, setDeciding] = useState<CustomsStatus | null>(null);
  const change = useStatus(item.booking, item.crossing, item.version);
  const decisions = item.next.filter((status) => status === 'held' || status === 'released');
  return (
    <li>
      <div className={css.item}>
        <time dateTime={item.expectedAt} className={css.day}>
          {format.date(item.expectedAt, 'weekday')}
        </time>
        <span className={css.what}>
          <Link to="/bookings/$id/declaration" params={{ id: item.booking }}>
            {item.number}
          </Link>{' '}
          · {item.organisation.name}
          <small>
            {[
              item.name,
              t('booking.queue.lines', { count: item.lines }),
              item.containers.map(shownNumber).join(format.table.list),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
        <StatusMark status={item.status} />
        <span className={css.buttons}>
          {decisions.map((status) => (
            <button
              key={status}
              type="button"
              className={controls.button}
              aria-label={`${t(status === 'held' ? 'booking.border.hold' : 'booking.border.release')}: ${item.number}, ${item.name}`}
              aria-expanded={deciding === status}
              onClick={() => setDeciding(deciding === status ? null : status)}
            >
              {t(status === 'held' ? 'booking.border.hold' : 'booking.border.release')}
            </button>
          ))}
        </span>
      </div>
      {deciding && (
        <Decide
          status={deciding}
          pending={change.isPending}
          onSend={(note, reference) =>
            change.mutate({ status: deciding, note, reference }, { onSuccess: () => setDeciding(null) })
          }
          onClose={() => setDeciding(null)}
        />
      )}
      {change.error && <BookingRefusal error={change.error} />}
    </li>
  );
}
