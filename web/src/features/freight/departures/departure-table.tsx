import { Link } from '@tanstack/react-router';
import { KindMark } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { tableRoles as roles } from '../../../sheet/table.tsx';
import controls from '../../../styles/controls.module.css';
import { zoneOffset } from '../trains/runs.ts';
import { byDay, type Departure } from './board.ts';
import styles from './departure-table.module.css';
import type { Rhythm, Rhythms } from './rhythms.ts';
import { WeekDays } from './week-days.tsx';
import './messages.ts';

interface Props {
  departures: readonly Departure[];
  caption: string;
  rhythms: Rhythms;
  crossingNames: ReadonlyMap<string, string>;
  /** The terminal's own board leaves the column out that would say the same in every row. */
  showFrom: boolean;
}

/** Departures as a table, one group of rows a day. */
export function DepartureTable({ departures, caption, rhythms, crossingNames, showFrom }: Props) {
  const { t, format } = useLanguage();
  const columns = showFrom ? 5 : 4;
  return (
    <table className={styles.board} {...roles.table} data-from={showFrom}>
      <caption className={controls.hidden}>{caption}</caption>
      <thead {...roles.rowgroup}>
        <tr {...roles.row}>
          <Head>{t('departures.time')}</Head>
          {showFrom && <Head>{t('departures.from')}</Head>}
          <Head>{t('departures.to')}</Head>
          <Head>{t('departures.days')}</Head>
          <Head>{t('departures.arrives')}</Head>
        </tr>
      </thead>
      {byDay(departures).map(({ day, departures: rows }) => (
        <tbody key={day} {...roles.rowgroup}>
          <tr {...roles.row} className={styles.day}>
            <th scope="rowgroup" {...roles.rowheader} colSpan={columns}>
              {format.date(`${day}T12:00:00Z`, 'full')}
            </th>
          </tr>
          {rows.map((departure) => (
            <Row
              key={departure.id}
              departure={departure}
              rhythm={rhythms.get(departure.run.service.id)}
              crossingNames={crossingNames}
              showFrom={showFrom}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" {...roles.columnheader}>
      {children}
    </th>
  );
}

function Row({
  departure,
  rhythm,
  crossingNames,
  showFrom,
}: { departure: Departure; rhythm: Rhythm | undefined } & Pick<Props, 'crossingNames' | 'showFrom'>) {
  const { t, format } = useLanguage();
  const { run, from, to, crossings, zone, toZone } = departure;
  const estimated = run.kind === 'model';
  const via = crossings.map((id) => crossingNames.get(id) ?? id);
  return (
    <tr {...roles.row}>
      <td {...roles.cell} className={styles.time}>
        <time dateTime={from.departure}>{format.time(from.departure, zone)}</time>
        <KindMark kind={run.kind} />
        {estimated && <span className={controls.hidden}>{t('departures.estimated')}</span>}
        <small>{zoneOffset(from.departure, zone)}</small>
      </td>
      {showFrom && (
        <td {...roles.cell} className={styles.from}>
          <Link to="/terminals/$id" params={{ id: from.stop }}>
            {from.name}
          </Link>
        </td>
      )}
      <td {...roles.cell} className={styles.to}>
        <strong>
          <Link to="/terminals/$id" params={{ id: to.stop }}>
            {to.name}
          </Link>
        </strong>
        {via.length > 0 && <small>{t('departures.via', { crossings: via.join(', ') })}</small>}
      </td>
      <td {...roles.cell} className={styles.days}>
        <WeekDays rhythm={rhythm} />
      </td>
      <td {...roles.cell} className={styles.arrives}>
        <span className={styles.folded}>{t('departures.arrives')} </span>
        {format.date(to.arrival, 'weekday', toZone)}
      </td>
    </tr>
  );
}
