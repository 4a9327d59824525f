import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { BookingRow } from '../../../api/booking.ts';
import { Figure } from '../../../figure/index.ts';
import type { Language } from '../../../i18n/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { shownNumber } from '../container-number.ts';
import { Countdown } from '../countdown.tsx';
import '../messages.ts';
import css from './board.module.css';
import { BoardAxis, BoardStrip, boardSpan } from './board-strip.tsx';
import type { Grouped, NextStep } from './next-step.ts';
import { useZones, type Zones } from './use-zones.ts';

interface Props {
  groups: readonly Grouped[];
  nowMs: number;
  stale: boolean;
}

/** One table, its groups in the order in which they want something; on a phone each row is a card. */
export function BoardTable({ groups, nowMs, stale }: Props) {
  const { t } = useLanguage();
  const rows = groups.flatMap(({ items }) => items.map(({ row }) => row));
  const several = new Set(rows.map(({ organisation }) => organisation.id)).size > 1;
  const span = boardSpan(groups, nowMs);
  const zones = useZones();
  return (
    <table className={css.board} data-stale={stale}>
      <thead>
        <tr>
          <th scope="col">{t('booking.board.next')}</th>
          <th scope="col">{t('booking.board.booking')}</th>
          <th scope="col">{t('booking.board.way')}</th>
          <th scope="col" className={css.days}>
            <BoardAxis span={span} />
          </th>
          <th scope="col" className={css.end}>
            {t('booking.board.load')}
          </th>
        </tr>
      </thead>
      {groups.map(({ group, items }) => (
        <tbody key={group} data-group={group}>
          <tr className={css.group}>
            <th colSpan={5} scope="rowgroup">
              {t(`booking.group.${group}`)} <small>{items.length}</small>
            </th>
          </tr>
          {items.map(({ row, step }) => (
            <BoardRow key={row.id} row={row} step={step} span={span} several={several} zones={zones} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps {
  row: BookingRow;
  step: NextStep;
  span: ReturnType<typeof boardSpan>;
  several: boolean;
  zones: Zones;
}

function BoardRow({ row, step, span, several, zones }: RowProps) {
  const language = useLanguage();
  const { t, format } = language;
  const queries = useQueryClient();
  const [number] = row.containerNumbers;
  return (
    <tr>
      <td className={css.next} data-group={step.group}>
        {row.heldUntil && step.group === 'decide' && (
          <Countdown
            hold={{ heldUntil: row.heldUntil, now: row.now, receivedMs: row.receivedMs }}
            onOver={() => void queries.invalidateQueries({ queryKey: ['bookings'] })}
          />
        )}
        <span>{stepText(row, step, language, zones)}</span>
      </td>
      <td className={css.booking}>
        <Link to="/bookings/$id" params={{ id: row.id }} className={css.number}>
          {row.number}
        </Link>
        <small>
          {[
            row.reference,
            number &&
              shownNumber(number) +
                (row.containerNumbers.length > 1 ? ` +${row.containerNumbers.length - 1}` : ''),
            several && row.organisation.name,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </td>
      <td className={css.way}>
        <strong>
          {row.from.name} – {row.to.name}
        </strong>
        <small>{row.via.map(({ name }) => name).join(format.table.list)}</small>
      </td>
      <td className={css.days}>
        <BoardStrip row={row} span={span} />
        <small>
          <time dateTime={row.departure}>{format.date(row.departure, 'weekday', zones(row.from.id))}</time> –{' '}
          <time dateTime={row.arrival.p50}>{format.date(row.arrival.p50, 'weekday', zones(row.to.id))}</time>
          <span className={css.late}>
            {', '}
            {t('freight.option.late', { day: format.date(row.arrival.p90, 'day', zones(row.to.id)) })}
          </span>
        </small>
      </td>
      <td className={`${css.load} ${css.end}`}>
        <span>{t('freight.teu.count', { teu: row.teu })}</span>
        <small>
          <Figure figure={row.cost} label={t('freight.cost')} mark={false} />
        </small>
      </td>
    </tr>
  );
}

function stepText(row: BookingRow, { what }: NextStep, { t, format }: Language, zones: Zones): string {
  const leaves = zones(row.from.id);
  const arrives = zones(row.to.id);
  switch (what.kind) {
    case 'give':
      return t('booking.step.give', {
        what: what.missing.map((missing) => t(`booking.missing.${missing}.short`)).join(format.table.list),
        day: format.date(row.departure, 'day', leaves),
      });
    case 'customs':
      return t('booking.step.customs', { place: what.place });
    case 'waits':
      return t('booking.step.waits', { place: row.waiting?.place ?? 0 });
    case 'leaves':
      return t('booking.step.leaves', { day: format.date(row.departure, 'weekday', leaves) });
    case 'arrives':
      return t('booking.step.arrives', { day: format.date(row.arrival.p50, 'weekday', arrives) });
    default:
      return t(`booking.step.${what.kind}`);
  }
}
