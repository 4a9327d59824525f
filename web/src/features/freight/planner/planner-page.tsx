import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CatchBoundary, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { bookingQuery } from '../../../api/booking.ts';
import type { NetworkAnswer, Option, PlanAnswer } from '../../../api/freight.ts';
import { networkQuery, planQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Address } from '../../../journey/address.ts';
import {
  readAddress,
  sortingOf,
  toRequest,
  withAvoided,
  withChoices,
  wrongChoices,
} from '../../../journey/address.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { stringifySearch } from '../../../shell/search.ts';
import { usePageTitle } from '../../../shell/title.ts';
import detail from './detail.module.css';
import { OptionDetail } from './option-detail.tsx';
import { OptionBones, OptionList } from './option-list.tsx';
import { PlanForm } from './plan-form.tsx';
import css from './planner.module.css';
import { faultyFields, Refusal, WrongChoices } from './refusal.tsx';
import { sortOptions } from './sort.ts';

const CorridorMap = lazy(() => import('../../../map/index.ts'));

/** Where a person types two places and sees the ways between them. Everything asked and chosen stands in the address. */
export function PlannerPage() {
  const { t, tag } = useLanguage();
  const address = readAddress(useSearch({ strict: false }));
  const navigate = useNavigate();
  const network = useQuery({ ...networkQuery(tag), placeholderData: keepPreviousData });
  const wrong = wrongChoices(address);
  const request = wrong.length > 0 ? null : toRequest(address, network.data?.view);
  const plan = useQuery(planQuery(request, tag));
  const answer = plan.isError || wrong.length > 0 ? undefined : plan.data;
  const sorting = sortingOf(address);
  const options = useMemo(() => (answer ? sortOptions(answer.options, sorting) : []), [answer, sorting]);
  const chosen = options.find((option) => option.id === address.way) ?? options[0];
  usePageTitle(
    answer ? t('freight.title', { from: answer.from.name, to: answer.to.name }) : t('shell.nav.plan'),
  );
  useSpokenResult(plan.isPlaceholderData ? undefined : answer);

  const ask = (next: Address) => void navigate({ to: '/', search: next, resetScroll: false });
  const look = (choices: Address) =>
    void navigate({ to: '/', search: withChoices(address, choices), replace: true, resetScroll: false });
  const choose = (way: string) => {
    look({ way });
    if (matchMedia('(max-width: 719px)').matches)
      document.getElementById('way')?.scrollIntoView({ behavior: 'smooth' });
  };
  const avoid = (crossingId: string) => ask(withAvoided(address, crossingId, true));
  const failed = plan.error ?? (request === null ? network.error : null);
  return (
    <div
      className={css.page}
      data-empty={failed !== null || wrong.length > 0 || answer?.options.length === 0}
    >
      <h1 className={css.title}>{t('freight.heading')}</h1>
      <div className={css.ask}>
        <PlanForm
          address={address}
          network={network.data}
          answer={answer}
          fresh={!plan.isPlaceholderData}
          wrong={wrong.length > 0 ? new Set(wrong) : faultyFields(plan.error)}
          onChange={ask}
        />
        {address.amend && <Amending id={address.amend} />}
        {wrong.length > 0 ? (
          <WrongChoices wrong={wrong} />
        ) : failed ? (
          <Refusal
            error={failed}
            network={network.data}
            address={address}
            onChange={ask}
            onRetry={() => void (plan.isError ? plan.refetch() : network.refetch())}
          />
        ) : answer ? (
          answer.options.length > 0 ? (
            <OptionList
              answer={answer}
              sorting={sorting}
              chosenId={chosen?.id}
              stale={plan.isPlaceholderData}
              gone={address.way !== undefined && chosen?.id !== address.way && !plan.isPlaceholderData}
              onSort={(sort) => look({ sort: sort === 'soonest' ? '' : sort })}
              onChoose={choose}
            />
          ) : (
            <p className={css.none}>{t('freight.none')}</p>
          )
        ) : (
          <OptionBones />
        )}
      </div>
      <div className={css.map}>
        {/* the ways must be readable though the map fails; the next question draws it anew */}
        <CatchBoundary getResetKey={() => JSON.stringify(request)} errorComponent={MapMissing}>
          <Suspense fallback={<div className={css.mapBone} />}>
            {network.data ? (
              <PlanMap network={network.data} options={options} chosen={chosen} onAvoid={avoid} />
            ) : (
              <div className={css.mapBone} />
            )}
          </Suspense>
        </CatchBoundary>
      </div>
      <div className={css.detail}>
        {answer && chosen ? (
          <OptionDetail
            key={chosen.id}
            answer={answer}
            option={chosen}
            address={addressOf({ ...address, from: answer.from.id, to: answer.to.id, way: chosen.id })}
            hold={holdAddress(address, answer, chosen.id)}
            onAvoid={avoid}
          />
        ) : failed || wrong.length > 0 ? null : (
          <div className={detail.bone} />
        )}
      </div>
    </div>
  );
}

/** Says for which booking another way is chosen, and how to leave it as it is. */
function Amending({ id }: { id: string }) {
  const { t, tag } = useLanguage();
  const { data } = useQuery(bookingQuery(id, tag));
  return (
    <p className={css.amending}>
      {t('freight.amending', { number: data?.number ?? '' })}{' '}
      <Link to="/bookings/$id" params={{ id }}>
        {t('freight.amending.keep')}
      </Link>
    </p>
  );
}

const addressOf = (address: Address) => `${location.origin}/${stringifySearch(address)}`;

/** Nothing of what is held is left to the day it is looked at: it was ready when this answer says. */
const holdAddress = (
  { sort: _sort, ready: _ready, ...address }: Address,
  answer: PlanAnswer,
  way: string,
): Address => ({
  ...address,
  from: answer.from.id,
  to: answer.to.id,
  ...(address.by ? {} : { ready: answer.readyAt }),
  teu: String(answer.teu),
  way,
});

function MapMissing() {
  const { t } = useLanguage();
  return <p className={css.mapMissing}>{t('freight.map.missing')}</p>;
}

interface PlanMapProps {
  network: NetworkAnswer;
  options: readonly Option[];
  chosen: Option | undefined;
  onAvoid: (crossingId: string) => void;
}

function PlanMap({ network, options, chosen, onAvoid }: PlanMapProps) {
  const selected = useMemo(() => (chosen ? trackOf(chosen) : null), [chosen]);
  const alternatives = useMemo(
    () => options.filter((option) => option !== chosen).map((option) => trackOf(option).track),
    [options, chosen],
  );
  return (
    <CorridorMap
      network={network}
      selected={selected}
      alternatives={alternatives}
      onSelect={() => undefined}
      onAvoid={onAvoid}
    />
  );
}

function trackOf(option: Option) {
  return {
    track: option.legs.flatMap((leg) => leg.track),
    stops: [...new Set(option.legs.flatMap((leg) => [leg.from.id, leg.to.id]))],
    crossings: option.legs.flatMap((leg) => (leg.crossing ? [leg.crossing.id] : [])),
  };
}

/** New results are said once, to those who do not see them. */
function useSpokenResult(answer: PlanAnswer | undefined): void {
  const { t, format } = useLanguage();
  const announce = useAnnounce();
  const soonest = answer ? sortOptions(answer.options, 'soonest')[0] : undefined;
  const sentence =
    answer && soonest
      ? t('freight.spoken', {
          count: answer.options.length,
          from: answer.from.name,
          to: answer.to.name,
          day: format.date(soonest.arrival.p50, 'full', soonest.legs.at(-1)?.to.zone),
        })
      : answer
        ? t('freight.none')
        : '';
  useEffect(() => {
    if (sentence) announce(sentence);
  }, [sentence, announce]);
}
