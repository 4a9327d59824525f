import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Option, PlanAnswer } from '../../../api/freight.ts';
import { Figure, figureText } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Address } from '../../../journey/address.ts';
import { JourneyStrip } from '../../../journey/journey-strip.tsx';
import { leftOnWay } from '../../../journey/left.ts';
import { riskText } from '../../../journey/words.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import css from './detail.module.css';
import { LegsTable } from './legs-table.tsx';
import { Sources } from './sources.tsx';

interface Props {
  answer: PlanAnswer;
  option: Option;
  /** The address of exactly this way: nothing of it is left to what is usual. */
  address: string;
  /** The same as choices, for the page that holds it. */
  hold: Address;
  onAvoid: (crossingId: string) => void;
}

/** The chosen way in full: its days, its costs, its legs and what all of it rests on. Prints as one page. */
export function OptionDetail({ answer, option, address, hold, onAvoid }: Props) {
  const language = useLanguage();
  const { t, format } = language;
  const zone = option.legs.at(-1)?.to.zone;
  const days = Math.round(
    (Date.parse(option.arrival.p50) - Date.parse(answer.arriveBy ? option.departure : answer.readyAt)) /
      86_400_000,
  );
  return (
    <section className={css.detail} aria-labelledby="way">
      <div className={css.head}>
        <h2 id="way" tabIndex={-1}>
          {t('freight.detail.title', { from: answer.from.name, to: answer.to.name, count: days })}
        </h2>
        <div className={css.actions}>
          <button type="button" className={controls.button} onClick={() => print()}>
            {t('freight.print')}
          </button>
          <ShareButton address={address} />
          <HoldLink answer={answer} option={option} hold={hold} />
        </div>
      </div>
      <p className={css.paper}>
        {[t('freight.teu.count', { teu: answer.teu }), figureText(answer.weightKg, t, format), address].join(
          ' · ',
        )}
      </p>
      <p className={css.lead}>
        <span className={css.nowrap}>
          {t('freight.detail.leaves', {
            day: format.date(option.departure, 'weekday', option.legs[0]?.from.zone),
          })}
        </span>
        {' · '}
        <span className={css.nowrap}>
          <Figure
            figure={option.transit}
            label={t('freight.option.transit', { to: answer.to.name })}
            text={t('freight.detail.arrives', { day: format.date(option.arrival.p50, 'weekday', zone) })}
            sans
          />
        </span>
        {' · '}
        <span className={css.nowrap}>
          {t('freight.option.late', { day: format.date(option.arrival.p90, 'day', zone) })}
        </span>
        {' · '}
        <span className={css.nowrap}>
          <Figure
            figure={option.risk.figure}
            label={t('freight.risk')}
            text={riskText(option, language)}
            sans
          />
        </span>
      </p>
      <JourneyStrip journey={answer} option={option} />
      <dl className={css.money}>
        <div className={css.total}>
          <dt>{t('freight.cost')}</dt>
          <dd>
            <Figure figure={option.cost} label={t('freight.cost')} size="large" />
          </dd>
        </div>
        {option.costs.map(({ component, figure }) => (
          <div key={component}>
            <dt>{t(`freight.cost.${component}`)}</dt>
            <dd>
              <Figure figure={figure} label={t(`freight.cost.${component}`)} size="medium" />
            </dd>
          </div>
        ))}
        <div className={css.carbon}>
          <dt>{t('freight.co2.wtw')}</dt>
          <dd>
            <Figure figure={option.co2} label={t('freight.co2')} size="large" />
          </dd>
        </div>
      </dl>
      <LegsTable option={option} teu={answer.teu} onAvoid={onAvoid} />
      <Sources option={option} />
    </section>
  );
}

/** To the page that holds every train of the way; where one is full it offers to wait, and where one is cancelled there is nothing to hold. */
function HoldLink({ answer, option, hold }: Pick<Props, 'answer' | 'option' | 'hold'>) {
  const { t } = useLanguage();
  const left = leftOnWay(option.rides, answer.teu);
  if (left?.level === 'cancelled') return null;
  const wait = left?.level === 'full' || left?.level === 'short';
  return (
    <Link to="/book" search={hold} className={controls.primary}>
      {t(hold.amend ? 'freight.hold.amend' : wait ? 'freight.hold.wait' : 'freight.hold')}
    </Link>
  );
}

/** The address is the plan: sharing it is copying it, and saying so. */
function ShareButton({ address }: { address: string }) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  const [said, setSaid] = useState<'copied' | 'refused' | null>(null);
  const share = async () => {
    let done: 'copied' | 'refused' = 'copied';
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      // over plain http the clipboard is closed: the address is in the address bar all the same
      done = 'refused';
    }
    setSaid(done);
    announce(t(`freight.share.${done}`));
    setTimeout(() => setSaid(null), 4000);
  };
  return (
    <button type="button" className={controls.button} onClick={() => void share()}>
      {said ? t(`freight.share.${said}`) : t('freight.share')}
    </button>
  );
}
