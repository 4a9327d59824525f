import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { networkQuery } from '../../../api/freight.ts';
import type { Indicator, Point, Series } from '../../../api/indicators.ts';
import {
  Chart,
  type ChartHandle,
  type ChartPoint,
  Legend,
  latestByCountry,
  PointTable,
  periodText,
} from '../../../charts/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type Basemap, loadBasemap } from '../../../map/basemap.ts';
import { Nothing } from '../../../sheet/index.ts';
import {
  type Choice,
  type Drawn,
  drawable,
  drawnOf,
  mainOf,
  partsOf,
  shownFrequency,
  viewOf,
} from '../choice.ts';
import shared from '../indicators.module.css';
import { Sentence } from '../sentence.tsx';
import css from './chart.module.css';
import { Downloads } from './downloads.tsx';
import type { Change } from './indicator-page.tsx';
import { Whose } from './whose.tsx';

interface Props {
  id: string;
  indicator: Indicator;
  answer: Series;
  choice: Choice;
  /** In somebody else's page there is room for the picture, and nothing to choose. */
  change?: Change;
}

export function SeriesChart({ id, indicator, answer, choice, change }: Props) {
  const { t, format } = useLanguage();
  const handle = useRef<ChartHandle>(null);
  const view = viewOf(choice);
  const frequency = shownFrequency(answer.series, indicator.nature, choice);
  const all = useMemo(() => drawnOf(answer.series, frequency), [answer, frequency]);
  const parts = useMemo(() => partsOf(all), [all]);
  const shown = useMemo(
    () =>
      view === 'table'
        ? all
        : view === 'share' || view === 'map'
          ? drawableParts(parts, view)
          : drawable(mainOf(all, choice)),
    [all, parts, view, choice],
  );
  const nameOf = useNames(indicator.name, shown);
  const moreOf = useCallback((point: ChartPoint) => <Sentence point={pointOf(point)} />, []);
  const names = { label: indicator.name, nameOf };
  const caption = shown.map(({ name }) => name).join('; ');
  return (
    <figure className={shared.chart}>
      <Whose nature={indicator.nature} frequency={frequency} shown={shown} answer={answer} change={change} />
      {answer.cut && (
        <p className={shared.cut}>
          {t('indicators.cut', {
            by: answer.cut.by,
            kept: format.number(answer.cut.kept),
            of: format.number(answer.cut.of),
          })}
        </p>
      )}
      {view === 'table' ? (
        <PointTable caption={indicator.name} series={all} nameOf={nameOf} moreOf={moreOf} />
      ) : view === 'map' ? (
        <MapView shown={shown} parts={parts} names={names} handle={handle} />
      ) : (
        <Plain
          view={view}
          shown={shown}
          indicator={indicator}
          frequency={frequency}
          names={names}
          handle={handle}
        />
      )}
      {view !== 'table' && view !== 'map' && shown.length > 0 && (
        <Legend series={shown} names letters={view === 'line'} lines={view === 'line'} />
      )}
      {shown.length === 1 && <figcaption className={css.caption}>{caption}</figcaption>}
      {(view === 'line' || view === 'bar') && shown.length < all.length && (
        <p className={shared.note}>{t('indicators.shown.some', { shown: shown.length, all: all.length })}</p>
      )}
      {change && (
        <Downloads
          id={id}
          indicator={indicator}
          answer={answer}
          choice={choice}
          shown={shown}
          handle={handle}
        />
      )}
    </figure>
  );
}

const drawableParts = (parts: ReturnType<typeof partsOf>, view: 'share' | 'map'): Drawn[] =>
  view === 'share' ? drawable(parts?.parts ?? []) : (parts?.parts ?? []);

/** Every drawn point is one of the answer's. */
export const pointOf = (point: ChartPoint): Point | undefined =>
  'of' in point ? (point.of as Point) : undefined;

function useNames(indicator: string, shown: readonly Drawn[]) {
  const { format } = useLanguage();
  return useCallback(
    (point: ChartPoint) => {
      const line = shown.find(({ points }) => points.some(({ id }) => id === point.id));
      return [indicator, line?.name, periodText(point, format)].filter(Boolean).join(', ');
    },
    [indicator, shown, format],
  );
}

interface Names {
  label: string;
  nameOf: (point: ChartPoint) => string;
}

interface PlainProps {
  view: 'line' | 'bar' | 'share';
  shown: readonly Drawn[];
  indicator: Indicator;
  frequency: ReturnType<typeof shownFrequency>;
  names: Names;
  handle: React.RefObject<ChartHandle | null>;
}

function Plain({ view, shown, indicator, frequency, names, handle }: PlainProps) {
  const { t } = useLanguage();
  const { nature } = indicator;
  const uneven = frequency === 'to-date' || frequency === 'other';
  const draw = useCallback<Parameters<typeof Chart>[0]['draw']>(
    (drawings, frame) => {
      if (view === 'share') return drawings.drawShare(shown, frame);
      return view === 'bar' && !uneven
        ? drawings.drawBar(shown, { nature }, frame)
        : drawings.drawLine(shown, { nature, uneven }, frame);
    },
    [view, shown, nature, uneven],
  );
  if (shown.length === 0)
    return <Nothing>{t(view === 'share' ? 'indicators.share.few' : 'indicators.empty.frequency')}</Nothing>;
  return (
    <>
      <Chart {...names} draw={draw} handle={handle} />
      {view === 'share' && <p className={shared.note}>{t('indicators.share.note')}</p>}
    </>
  );
}

interface MapProps {
  shown: readonly Drawn[];
  parts: ReturnType<typeof partsOf>;
  names: Names;
  handle: React.RefObject<ChartHandle | null>;
}

function MapView({ shown, parts, names, handle }: MapProps) {
  const { t, tag, format } = useLanguage();
  const network = useQuery(networkQuery(tag)).data;
  const [basemap, setBasemap] = useState<Basemap | null>(null);
  useEffect(() => {
    // without coastlines nobody could tell where the circles are; the table has the figures
    loadBasemap().then(setBasemap, () => undefined);
  }, []);
  const dimension = parts?.dimension === 'reporter' ? 'reporter' : 'partner';
  const latest = useMemo(
    () =>
      latestByCountry(
        shown.map((line) => {
          const value = line.key[dimension] ?? '';
          return { ...line, name: countryName(value, tag), country: /^[A-Z]{2}$/.test(value) ? value : null };
        }),
      ),
    [shown, dimension, tag],
  );
  const draw = useCallback<Parameters<typeof Chart>[0]['draw']>(
    (drawings, frame) => {
      if (!network) throw new Error('The map is drawn when the network is there.');
      return drawings.drawMap(latest.shown, { network, basemap }, frame);
    },
    [latest, network, basemap],
  );
  const first = latest.shown[0];
  if (!first) return <Nothing>{t('indicators.map.none')}</Nothing>;
  if (!network || !basemap) return <div className={css.mapBone} aria-busy="true" />;
  return (
    <>
      <Chart {...names} draw={draw} handle={handle} height={420} />
      <Legend
        series={[{ id: '', name: '', points: latest.shown.map(({ point }) => point) }]}
        names={false}
        lines={false}
      />
      <p className={shared.note}>{t('indicators.map.note', { period: periodText(first.point, format) })}</p>
    </>
  );
}

const countryName = (code: string, tag: string): string => {
  try {
    return new Intl.DisplayNames([tag], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
};
