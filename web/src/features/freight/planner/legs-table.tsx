import { Link } from '@tanstack/react-router';
import type { Leg, Option } from '../../../api/freight.ts';
import { Figure, KindMark } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type Left, leftOnLeg, leftText } from '../../../journey/left.ts';
import css from './legs.module.css';

/** The legs as a table: what the strip draws, in words and figures. On a phone each row becomes a short list. */
export function LegsTable({
  option,
  teu,
  onAvoid,
}: {
  option: Option;
  /** How much is asked for. */
  teu: number;
  onAvoid: (crossingId: string) => void;
}) {
  const { t } = useLanguage();
  const rides = option.rides;
  const heaviest = Math.max(1, ...option.legs.map((leg) => Number(leg.co2.value ?? 0)));
  return (
    <table className={css.table}>
      <caption className={css.caption}>{t('freight.legs')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('freight.leg')}</th>
          <th scope="col">{t('freight.leg.leaves')}</th>
          <th scope="col">{t('freight.leg.arrives')}</th>
          <th scope="col" className={css.end}>
            {t('freight.leg.distance')}
          </th>
          <th scope="col" className={css.end}>
            {t('freight.leg.cost')}
          </th>
          <th scope="col" className={css.end}>
            {t('freight.leg.co2')}
          </th>
        </tr>
      </thead>
      <tbody>
        {option.legs.map((leg, index) => (
          // a way may wait twice at one place; the order of its legs is theirs alone
          <LegRow
            // biome-ignore lint/suspicious/noArrayIndexKey: legs never move within their option
            key={index}
            leg={leg}
            left={leftOnLeg(leg, rides, teu)}
            heaviest={heaviest}
            onAvoid={onAvoid}
          />
        ))}
      </tbody>
    </table>
  );
}

function LegRow({
  leg,
  left,
  heaviest,
  onAvoid,
}: {
  leg: Leg;
  left: Left | null;
  heaviest: number;
  onAvoid: (crossingId: string) => void;
}) {
  const language = useLanguage();
  const { t, format } = language;
  const moment = (instant: string, zone: string) => (
    <time dateTime={instant}>
      {format.date(instant, 'weekday', zone)} <span className={css.clock}>{format.time(instant, zone)}</span>
    </time>
  );
  const name = legName(leg, t);
  const figure = (shape: Leg['cost'], label: string) =>
    (leg.kind === 'wait' || leg.kind === 'crossing') && shape.evidence.length === 0 ? null : (
      <Figure figure={shape} label={`${label}: ${name}`} />
    );
  const share = Number(leg.co2.value ?? 0) / heaviest;
  return (
    <tr
      data-kind={leg.kind}
      data-look={leg.kind === 'ride' ? (leg.mode === 'sea' ? 'sea' : (leg.gauge ?? '1435')) : leg.kind}
    >
      <th scope="row">
        <span className={css.look} aria-hidden="true" />
        <span className={css.name}>
          <LegName leg={leg} />
        </span>
        <LegNote leg={leg} onAvoid={onAvoid} />
        {left && (
          <span className={css.left} data-level={left.level}>
            {leftText(left, language)}
          </span>
        )}
      </th>
      <td data-label={t('freight.leg.leaves')}>{moment(leg.departure, leg.from.zone)}</td>
      <td data-label={t('freight.leg.arrives')}>
        {moment(leg.arrival, leg.to.zone)}
        {leg.arrivalP90 !== leg.arrival && leg.kind !== 'wait' && (
          <span className={css.note}>
            {t('freight.option.late', { day: format.date(leg.arrivalP90, 'day', leg.to.zone) })}
          </span>
        )}
      </td>
      <td className={css.end} data-label={t('freight.leg.distance')}>
        {figure(leg.distance, t('freight.leg.distance'))}
      </td>
      <td className={css.end} data-label={t('freight.leg.cost')}>
        {figure(leg.cost, t('freight.leg.cost'))}
      </td>
      <td className={css.end} data-label={t('freight.leg.co2')}>
        {figure(leg.co2, t('freight.leg.co2'))}
        {share > 0 && (
          <span className={css.bar} style={{ width: `${Math.round(share * 100)}%` }} aria-hidden="true" />
        )}
      </td>
    </tr>
  );
}

function LegNote({ leg, onAvoid }: { leg: Leg; onAvoid: (crossingId: string) => void }) {
  const { t, format } = useLanguage();
  const { crossing, service } = leg;
  if (crossing) {
    return (
      <span className={css.note}>
        {crossing.fromGauge === crossing.toGauge
          ? t('freight.leg.border', { gauge: crossing.fromGauge })
          : t('freight.leg.gauges', { from: crossing.fromGauge, to: crossing.toGauge })}
        {' · '}
        {t('freight.leg.queue')}{' '}
        <Figure figure={crossing.queue} label={t('freight.leg.queueAt', { place: crossing.name })} />{' '}
        <button type="button" className={css.avoid} onClick={() => onAvoid(crossing.id)}>
          {t('freight.avoid', { name: crossing.name })}
        </button>
      </span>
    );
  }
  if (!service) return null;
  const days = service.days.map((day) => format.table.weekdaysShort[day % 7]).join(format.table.list);
  return (
    <span className={css.note}>
      {[service.name, service.operator].filter(Boolean).join(' · ')}
      <br />
      <KindMark kind={service.routePublished ? 'reported' : 'model'} />{' '}
      {t(service.routePublished ? 'freight.leg.routePublished' : 'freight.leg.routeEstimated')}
      {' · '}
      {days ? t('freight.leg.days', { days }) : t('freight.leg.daysEstimated')}
    </span>
  );
}

/** Where it is, as ways to the pages of its border and its terminals. */
function LegName({ leg }: { leg: Leg }) {
  const { t } = useLanguage();
  const terminal = (stop: Leg['from'], text: string) => (
    <Link to="/terminals/$id" params={{ id: stop.id }}>
      {text}
    </Link>
  );
  if (leg.kind === 'wait') return terminal(leg.from, t('freight.leg.wait', { place: leg.from.name }));
  if (leg.crossing) {
    return (
      <Link to="/crossings/$id" params={{ id: leg.crossing.id }}>
        {leg.crossing.name}
      </Link>
    );
  }
  return (
    <>
      {terminal(leg.from, leg.from.name)} – {terminal(leg.to, leg.to.name)}
    </>
  );
}

function legName(leg: Leg, t: ReturnType<typeof useLanguage>['t']): string {
  if (leg.kind === 'wait') return t('freight.leg.wait', { place: leg.from.name });
  if (leg.kind === 'crossing') return leg.crossing?.name ?? `${leg.from.name} – ${leg.to.name}`;
  return `${leg.from.name} – ${leg.to.name}`;
}
