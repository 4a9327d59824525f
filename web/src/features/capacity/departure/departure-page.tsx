import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type DepartureCapacity, departureCapacityQuery, kinds } from '../../../api/capacity.ts';
import { networkQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Page } from '../../../sheet/index.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import { useMay } from '../../../shell/session.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { CancelDeparture } from './cancel-departure.tsx';
import css from './departure.module.css';
import { KindSection } from './kind-section.tsx';
import { StateDeparture } from './state-departure.tsx';

/** One departure: what it carries on each stretch, what of it is held and confirmed, and what is left. */
export function DeparturePage() {
  return (
    <Permitted to="capacity:read">
      <Departure />
    </Permitted>
  );
}

function Departure() {
  const { tag } = useLanguage();
  const { run = '' } = useParams({ strict: false }) as { run?: string };
  const { data, error, refetch } = useQuery(departureCapacityQuery(run, tag));
  const network = useQuery(networkQuery(tag)).data;
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!data) return <LoadingPage />;
  const zones = new Map((network?.terminals ?? []).map(({ id, zone }) => [id, zone]));
  return <DepartureSheet departure={data} zoneOf={(terminal) => zones.get(terminal) ?? 'UTC'} />;
}

function DepartureSheet({
  departure,
  zoneOf,
}: {
  departure: DepartureCapacity;
  zoneOf: (terminal: string) => string;
}) {
  const { t, format } = useLanguage();
  const states = useMay('capacity:write');
  const [asking, setAsking] = useState<'state' | 'cancel' | null>(null);
  const [first, last] = [departure.segments[0], departure.segments.at(-1)];
  const at = (instant: string, terminal: string) =>
    `${format.date(instant, 'weekday', zoneOf(terminal))} ${format.time(instant, zoneOf(terminal))}`;
  return (
    <Page
      kicker={t('capacity.departure')}
      title={departure.service.name}
      lead={
        first &&
        last &&
        t('capacity.departure.lead', {
          from: first.from.name,
          departs: at(first.departure, first.from.id),
          to: last.to.name,
          arrives: at(last.arrival, last.to.id),
        })
      }
      actions={
        states && (
          <>
            <button type="button" className={controls.button} onClick={() => setAsking('state')}>
              {t('capacity.departure.state')}
            </button>
            <button type="button" className={controls.button} onClick={() => setAsking('cancel')}>
              {t(departure.cancelled ? 'capacity.departure.reinstate' : 'capacity.departure.cancel')}
            </button>
          </>
        )
      }
    >
      {departure.cancelled && (
        <p className={css.cancelled} role="status">
          <strong>{t('capacity.departure.isCancelled')}</strong> {t('capacity.departure.isCancelled.text')}
        </p>
      )}
      {kinds.map((kind) => (
        <KindSection key={kind} kind={kind} departure={departure} at={at} />
      ))}
      <Goods classes={departure.dangerousGoods} />
      {asking === 'state' && <StateDeparture departure={departure} onClose={() => setAsking(null)} />}
      {asking === 'cancel' && <CancelDeparture departure={departure} onClose={() => setAsking(null)} />}
    </Page>
  );
}

function Goods({ classes }: { classes: readonly string[] }) {
  const { t, format } = useLanguage();
  return (
    <section className={css.goods}>
      <h2>{t('capacity.goods')}</h2>
      <p>
        {classes.length > 0
          ? t('capacity.goods.taken', { classes: classes.join(format.table.list) })
          : t('capacity.goods.none.text')}
      </p>
    </section>
  );
}
