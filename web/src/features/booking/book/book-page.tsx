import { Link, useSearch } from '@tanstack/react-router';
import type { PlanAnswer } from '../../../api/freight.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type Address, readAddress } from '../../../journey/address.ts';
import { JourneyStrip } from '../../../journey/journey-strip.tsx';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import { usePageTitle } from '../../../shell/title.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from '../sheet.module.css';
import { Trains } from '../trains.tsx';
import { BookForm } from './book-form.tsx';
import { Difference } from './difference.tsx';
import { type Load, useLoad } from './use-load.ts';

/** One way, and what is to go on it: held here, every train of it or none. With `amend` a booking is changed to it. */
export function BookPage() {
  const address = readAddress(useSearch({ strict: false }));
  return (
    <Permitted to="bookings:write">
      {address.way ? <Chosen address={address} /> : <NothingChosen />}
    </Permitted>
  );
}

function Chosen({ address }: { address: Address }) {
  const { t } = useLanguage();
  const load = useLoad(address);
  usePageTitle(t(address.amend ? 'booking.amend.title' : 'booking.book.title'));
  if (load === null) return <LoadingPage />;
  if ('error' in load) return <ErrorPage error={load.error} reset={load.retry} />;
  if (load.option === null) return <WayGone address={address} load={load} />;
  if (!load.option || !load.answer) return <LoadingPage />;
  const { answer, option, before } = load;
  return (
    <div className={css.sheet}>
      <header className={css.head}>
        <p className={css.kicker}>
          {before ? t('booking.amend.kicker', { number: before.number }) : t('booking.book.kicker')}
        </p>
        <h1>{t('freight.title', { from: answer.from.name, to: answer.to.name })}</h1>
        <WayLine load={load} answer={answer} />
      </header>
      <div className={css.strip}>
        <JourneyStrip
          journey={{ ...answer, arriveBy: answer.arriveBy ?? option.departure }}
          option={option}
        />
      </div>
      <section aria-labelledby="trains" className={css.section}>
        <h2 id="trains">{t('booking.trains')}</h2>
        <p className={css.note}>{t('booking.trains.note')}</p>
        <Trains rides={option.rides} option={option} teu={load.request.teu} />
      </section>
      {before && <Difference before={before} option={option} teu={load.request.teu} />}
      <BookForm key={load.key} load={load} option={option} address={address} />
    </div>
  );
}

function WayLine({ load, answer }: { load: Load; answer: PlanAnswer }) {
  const { t, format } = useLanguage();
  const { option } = load;
  if (!option) return null;
  const zone = option.legs.at(-1)?.to.zone;
  return (
    <p className={css.lead} data-stale={load.stale}>
      <span>
        {t('freight.detail.leaves', {
          day: format.date(option.departure, 'weekday', option.legs[0]?.from.zone),
        })}
      </span>
      <span>
        <Figure
          figure={option.transit}
          label={t('freight.option.transit', { to: answer.to.name })}
          text={t('freight.detail.arrives', { day: format.date(option.arrival.p50, 'weekday', zone) })}
          sans
        />
      </span>
      <span>{t('freight.option.late', { day: format.date(option.arrival.p90, 'day', zone) })}</span>
      <span>
        <Figure figure={option.cost} label={t('freight.cost')} size="medium" />
      </span>
    </p>
  );
}

function WayGone({ address, load }: { address: Address; load: Load }) {
  const { t } = useLanguage();
  const { way: _way, ...question } = address;
  return (
    <div className={css.sheet}>
      <div className={css.plain} role="alert">
        <h1>{t('booking.refusal.option-gone')}</h1>
        <p>{t('booking.gone.text')}</p>
        <div className={css.buttons}>
          <Link to="/" search={{ ...question, teu: String(load.request.teu) }} className={controls.primary}>
            {t('booking.planAgain')}
          </Link>
          {address.amend && (
            <Link to="/bookings/$id" params={{ id: address.amend }} className={controls.button}>
              {t('freight.amending.keep')}
            </Link>
          )}
        </div>
      </div>
    </div>
  );
}

function NothingChosen() {
  const { t } = useLanguage();
  usePageTitle(t('booking.book.title'));
  return (
    <div className={css.sheet}>
      <div className={css.plain}>
        <h1>{t('booking.none.title')}</h1>
        <p>{t('booking.none.text')}</p>
        <Link to="/" className={controls.primary}>
          {t('shell.missing.home')}
        </Link>
      </div>
    </div>
  );
}
