import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useCallback, useId } from 'react';
import { type Indicator, type Projection, projectionQuery, type Series } from '../../../api/indicators.ts';
import { axisTitle, scaleFor } from '../../../charts/amount.ts';
import { amountText, Chart, inTime, levelOf, periodText, type Track } from '../../../charts/index.ts';
import { Figure } from '../../../figure/index.ts';
import { DateField } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Section } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import { type Basis, basesOf, basisOf, scopeOf } from '../basis.ts';
import type { Choice } from '../choice.ts';
import shared from '../indicators.module.css';
import type { Change } from './indicator-page.tsx';
import css from './track.module.css';
import { TrackSteps } from './track-steps.tsx';

interface Props {
  id: string;
  indicator: Indicator;
  answer: Series;
  choice: Choice;
  change: Change;
}

const methods = ['seasonal', 'run-rate'] as const;

/** Whether a target is reached by a day: asked in three fields, answered with an interval and every step that led there. */
export function TrackPanel({ id, indicator, answer, choice, change }: Props) {
  const { t, tag } = useLanguage();
  const field = useId();
  const { target, by, method, asOf } = choice;
  const bases = basesOf(answer.series);
  const basis = bases.find(({ id: each }) => each === choice.basis);
  const scope = basis?.scope ?? scopeOf(choice);
  const asks = target && by ? { target, by, method: method ?? 'seasonal', ...scope, asOf } : null;
  const { data, error, isFetching, refetch } = useQuery(projectionQuery(id, asks, tag));
  const largest = Math.max(
    1,
    ...answer.series.flatMap(({ points }) => points.map(({ figure }) => levelOf(figure) ?? 0)),
  );
  const scale = scaleFor(target ? Number(target) : largest * 5, indicator.unit, t);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const wanted = Number(String(given.get('target')).replace(',', '.'));
    const day = String(given.get('by'));
    // what is no figure or no day stands marked in its field
    if (!(wanted > 0) || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return;
    const whole = wanted * scale.factor;
    change({
      target: Number.isInteger(whole) ? String(whole) : whole.toFixed(2),
      by: day,
      method: String(given.get('method')),
      basis: String(given.get('basis') ?? ''),
    });
  };
  return (
    <Section title={t('indicators.track')} note={t('indicators.track.note')}>
      <form className={css.track} onSubmit={submit}>
        <div className={css.field}>
          <label className={controls.label} htmlFor={`${field}-target`}>
            {t('indicators.track.target')}{' '}
            {t('indicators.track.target.unit', { unit: axisTitle(indicator.unit, scale, t) })}
          </label>
          <input
            key={target}
            id={`${field}-target`}
            name="target"
            className={controls.input}
            inputMode="decimal"
            required
            pattern="\d+([.,]\d+)?"
            defaultValue={target ? String(Number(target) / scale.factor) : ''}
          />
        </div>
        <DateField
          name="by"
          label={t('indicators.track.by')}
          value={by ?? endOfYear(indicator)}
          className={css.field}
        />
        <div className={css.field}>
          <label className={controls.label} htmlFor={`${field}-method`}>
            {t('indicators.track.method')}
          </label>
          <select
            id={`${field}-method`}
            name="method"
            className={controls.input}
            defaultValue={method ?? 'seasonal'}
          >
            {methods.map((each) => (
              <option key={each} value={each}>
                {t(`indicators.track.method.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <BasisField bases={bases} chosen={basis?.id ?? ''} />
        <button type="submit" className={controls.primary}>
          {t('indicators.track.ask')}
        </button>
      </form>
      {error ? <Failed error={error} again={() => void refetch()} /> : null}
      {isFetching && !data && <Bones rows={3} />}
      {data && asks && <Answer projection={data} answer={answer} />}
    </Section>
  );
}

/** Whose line it goes by: an office's, or what texts say. */
function BasisField({ bases, chosen }: { bases: readonly Basis[]; chosen: string }) {
  const { t } = useLanguage();
  const id = useId();
  if (bases.length < 2) return null;
  return (
    <div className={css.basis}>
      <label className={controls.label} htmlFor={id}>
        {t('indicators.track.basis')}
      </label>
      <select id={id} key={chosen} name="basis" className={controls.input} defaultValue={chosen}>
        <option value="">{t('indicators.track.basis.widest')}</option>
        {bases.map(({ id: each, name, publisher }) => (
          <option key={each} value={each}>
            {`${name} — ${publisher ?? t('indicators.track.basis.texts')}`}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The year the figures reach into. */
const endOfYear = ({ to }: Indicator): string => `${(to ?? new Date().toISOString()).slice(0, 4)}-12-31`;

function Answer({ projection, answer }: { projection: Projection; answer: Series }) {
  const { t, format } = useLanguage();
  const { projected, reached, known, by, formula, steps, target } = projection;
  const isKnown = known.until === by;
  const name = t(isKnown ? 'indicators.track.came' : 'indicators.track.projected', {
    date: format.date(by, 'year'),
  });
  const amount = (exact: string | null) => {
    // half a train is no train
    const value =
      exact !== null && Math.abs(Number(exact)) >= 100 ? String(Math.round(Number(exact))) : exact;
    return amountText({ ...projected, value, lo: undefined, hi: undefined } as typeof projected, t, format);
  };
  return (
    <div className={css.answer}>
      <p className={css.reached} data-reached={reached}>
        {t(`indicators.track.reached.${reached}`)}
      </p>
      <dl>
        <div>
          <dt>{name}</dt>
          <dd>
            <Figure figure={projected} label={name} text={amount(projected.value)} size="large" />
            {projected.lo !== undefined && projected.hi !== undefined && (
              <p>{t('indicators.track.between', { lo: amount(projected.lo), hi: amount(projected.hi) })}</p>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('indicators.track.target')}</dt>
          <dd className={css.target}>{amount(target)}</dd>
        </div>
      </dl>
      <p className={shared.quiet}>
        {known.until && known.value
          ? t('indicators.track.known', {
              date: format.date(known.until, 'year'),
              value: amount(known.value),
            })
          : t('indicators.track.known.none')}
        {projection.of && (
          <>
            <br />
            {t('indicators.track.of', {
              name: projection.of.name,
              publisher: projection.of.source.publisher,
            })}
          </>
        )}
      </p>
      <Why projection={projection} answer={answer} />
      {projected.value !== null && !isKnown && (
        <TrackChart projection={projection} answer={answer} name={name} />
      )}
      <TrackSteps steps={steps} formula={formula} amount={amount} />
    </div>
  );
}

/** Why nobody can say, and which figures could not be used: a month that is missing ends what is known. */
function Why({ projection, answer }: { projection: Projection; answer: Series }) {
  const { t, format } = useLanguage();
  const { of, known, by, reached, projected } = projection;
  const from = `${by.slice(0, 4)}-01-01`;
  const unused = of ? unusedOf(projection, answer).map((period) => periodText(period, format)) : [];
  const why = !of
    ? t('indicators.track.why.noLine')
    : known.until === null
      ? t('indicators.track.why.noStart', { year: by.slice(0, 4) })
      : reached === 'unknown' && projected.value !== null
        ? t('indicators.track.why.noSpread')
        : null;
  if (why === null && unused.length === 0) return null;
  return (
    <p className={css.why}>
      {why}{' '}
      {unused.length > 0 &&
        t('indicators.track.why.unused', {
          periods: unused.slice(0, 6).join(format.table.list),
          from: format.date(known.until ?? from, 'year'),
        })}
    </p>
  );
}

/** Periods of that very line and year which reach further than what is known, and so stand behind a gap. */
export function unusedOf({ of, known, by }: Projection, answer: Series) {
  const from = known.until ?? `${by.slice(0, 4)}-01-01`;
  const key = of ? basisOf(of.key, of.type === 'observation' ? of.source.id : null) : '';
  const later = answer.series
    .filter(({ key: each, source }) => basisOf(each, source?.id ?? null) === key)
    .flatMap(({ points }) => points)
    .filter(({ periodStart, periodEnd }) => periodStart.slice(0, 4) === from.slice(0, 4) && periodEnd > from)
    .filter(({ periodEnd }) => periodEnd <= by);
  return inTime(later.map(({ periodStart, periodEnd }) => ({ start: periodStart, end: periodEnd })));
}

function TrackChart({ projection, answer, name }: { projection: Projection; answer: Series; name: string }) {
  const { t, format } = useLanguage();
  const { by, target, projected, known } = projection;
  const from = `${by.slice(0, 4)}-01-01`;
  const draw = useCallback<Parameters<typeof Chart>[0]['draw']>(
    (drawings, frame) => {
      const track: Track = {
        from,
        by,
        target: Number(target),
        projected,
        known: knownBy(projection, answer, from),
      };
      return drawings.drawTrack(track, frame);
    },
    [projection, answer, from, by, target, projected],
  );
  const label = t('indicators.track.chart', {
    target: amountText(
      { ...projected, value: target, lo: undefined, hi: undefined } as typeof projected,
      t,
      format,
    ),
    date: format.date(by, 'year'),
  });
  return known.until ? <Chart label={label} draw={draw} height={230} nameOf={() => name} /> : null;
}

/** The sum month by month, where one line of months gives the very sum the server reckoned with; else that sum alone. */
export function knownBy({ known }: Projection, answer: Series, from: string): Track['known'] {
  if (!known.until || known.value === null) return [];
  const until = known.until;
  const whole = { until, value: Number(known.value) };
  for (const { points, frequency, type } of answer.series) {
    if (frequency !== 'month' || type !== 'observation') continue;
    const months = inTime(
      points
        .filter(({ periodStart, periodEnd }) => periodStart >= from && periodEnd <= until)
        .map((point) => ({ start: point.periodStart, end: point.periodEnd, level: levelOf(point.figure) })),
    );
    let sum = 0;
    const path = months.map(({ end, level }) => {
      sum += level ?? Number.NaN;
      return { until: end, value: sum };
    });
    if (Math.abs(sum - whole.value) <= Math.abs(whole.value) * 1e-6) return path;
  }
  return [whole];
}
