import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useCallback, useId } from 'react';
import { type Indicator, type Projection, projectionQuery, type Series } from '../../../api/indicators.ts';
import { axisTitle, scaleFor } from '../../../charts/amount.ts';
import { amountText, Chart, inTime, levelOf, type Track } from '../../../charts/index.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Section } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import type { Choice } from '../choice.ts';
import css from '../indicators.module.css';
import type { Change } from './indicator-page.tsx';

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
  const { target, by, method } = choice;
  const { reporter, partner, flow, category, asOf } = choice;
  const asks =
    target && by
      ? { target, by, method: method ?? 'seasonal', reporter, partner, flow, category, asOf }
      : null;
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
    if (!(wanted > 0)) return;
    const whole = wanted * scale.factor;
    change({
      target: Number.isInteger(whole) ? String(whole) : whole.toFixed(2),
      by: String(given.get('by')),
      method: String(given.get('method')),
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
        <div className={css.field}>
          <label className={controls.label} htmlFor={`${field}-by`}>
            {t('indicators.track.by')}
          </label>
          <input
            id={`${field}-by`}
            name="by"
            type="date"
            className={controls.input}
            required
            defaultValue={by ?? endOfYear(indicator)}
          />
        </div>
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

/** The year the figures reach into. */
const endOfYear = ({ to }: Indicator): string => `${(to ?? new Date().toISOString()).slice(0, 4)}-12-31`;

function Answer({ projection, answer }: { projection: Projection; answer: Series }) {
  const { t, format } = useLanguage();
  const { projected, reached, known, by, formula, steps, target } = projection;
  const name = t('indicators.track.projected', { date: format.date(by, 'year') });
  const amount = (value: string | null) =>
    amountText({ ...projected, value, lo: undefined, hi: undefined } as typeof projected, t, format);
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
      <p className={css.quiet}>
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
      {projected.value !== null && <TrackChart projection={projection} answer={answer} name={name} />}
      <details className={css.steps} open>
        <summary>{t('indicators.track.steps')}</summary>
        <p className={css.formula} lang="en">
          {formula}
        </p>
        <ol lang="en">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </details>
    </div>
  );
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
