import type { Booking } from '../../../api/booking.ts';
import type { Option } from '../../../api/freight.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import '../messages.ts';
import css from './difference.module.css';

/** What a change would change, before it is done: price, dates and load, as they are and as they would be. */
export function Difference({ before, option, teu }: { before: Booking; option: Option; teu: number }) {
  const { t, format } = useLanguage();
  const from = option.legs[0]?.from.zone;
  const to = option.legs.at(-1)?.to.zone;
  const day = (instant: string, zone: string | undefined) => format.date(instant, 'weekday', zone);
  const days = (was: string, is: string) => Math.round((Date.parse(is) - Date.parse(was)) / 86_400_000);
  const later = (was: string, is: string) => {
    const count = days(was, is);
    return count === 0
      ? t('booking.difference.same')
      : t(count > 0 ? 'booking.difference.later' : 'booking.difference.sooner', { count: Math.abs(count) });
  };
  const money = Number(option.cost.value ?? Number.NaN) - Number(before.cost.value ?? Number.NaN);
  const rows = [
    {
      key: 'departure',
      was: day(before.departure, from),
      is: day(option.departure, from),
      change: later(before.departure, option.departure),
    },
    {
      key: 'arrival',
      was: day(before.arrival.p50, to),
      is: day(option.arrival.p50, to),
      change: later(before.arrival.p50, option.arrival.p50),
    },
    {
      key: 'late',
      was: day(before.arrival.p90, to),
      is: day(option.arrival.p90, to),
      change: later(before.arrival.p90, option.arrival.p90),
    },
  ] as const;
  return (
    <table className={css.difference}>
      <caption>{t('booking.difference')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('booking.difference.was')}</th>
          <th scope="col">{t('booking.difference.is')}</th>
          <th scope="col">{t('booking.difference.change')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, was, is, change }) => (
          <tr key={key} data-changed={change !== t('booking.difference.same')}>
            <th scope="row">{t(`booking.difference.${key}`)}</th>
            <td>{was}</td>
            <td>{is}</td>
            <td>{change}</td>
          </tr>
        ))}
        <tr data-changed={teu !== before.teu}>
          <th scope="row">{t('booking.difference.load')}</th>
          <td>{t('freight.teu.count', { teu: before.teu })}</td>
          <td>{t('freight.teu.count', { teu })}</td>
          <td>
            {teu === before.teu
              ? t('booking.difference.same')
              : `${teu > before.teu ? '+' : '−'}${t('freight.teu.count', { teu: Math.abs(teu - before.teu) })}`}
          </td>
        </tr>
        <tr data-changed={money !== 0}>
          <th scope="row">{t('freight.cost')}</th>
          <td>
            <Figure figure={before.cost} label={t('booking.difference.was')} />
          </td>
          <td>
            <Figure figure={option.cost} label={t('booking.difference.is')} />
          </td>
          <td>
            {Number.isNaN(money)
              ? t('shell.figure.unknown')
              : Math.round(money) === 0
                ? t('booking.difference.same')
                : `${money > 0 ? '+' : ''}${format.money(money, option.cost.unit.slice(0, 3), { digitsMax: 0 })}`}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
