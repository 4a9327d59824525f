import { type RefObject, useState } from 'react';
import { type Indicator, type Series, seriesFile } from '../../../api/indicators.ts';
import {
  type ChartHandle,
  levelOf,
  pngOf,
  save,
  shownKinds,
  svgText,
  type Words,
} from '../../../charts/index.ts';
import { type Format, type Translate, useLanguage } from '../../../i18n/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import { asked, type Choice, type Drawn, viewOf } from '../choice.ts';
import css from './downloads.module.css';

interface Props {
  id: string;
  indicator: Indicator;
  answer: Series;
  choice: Choice;
  shown: readonly Drawn[];
  handle: RefObject<ChartHandle | null>;
}

/** The picture as it is drawn now, made in the browser; the figures behind it from the server. */
export function Downloads({ id, indicator, answer, choice, shown, handle }: Props) {
  const { t, tag, format } = useLanguage();
  const announce = useAnnounce();
  const [failed, setFailed] = useState(false);
  const drawn = viewOf(choice) !== 'table' && shown.length > 0;
  const take = async (form: 'svg' | 'png') => {
    const picture = handle.current?.picture();
    if (!picture) return;
    setFailed(false);
    try {
      const text = await svgText(picture, wordsFor(indicator, answer, choice, shown, t, format));
      const name = `${id}.${form}`;
      save(form === 'svg' ? new Blob([text], { type: 'image/svg+xml' }) : await pngOf(text), name);
      announce(t('indicators.download.done', { name }));
    } catch {
      setFailed(true);
    }
  };
  const files = [
    ['csv', t('indicators.download.csv')],
    ['sdmx.json', t('indicators.download.sdmxJson')],
    ['sdmx.csv', t('indicators.download.sdmxCsv')],
  ] as const;
  return (
    <div className={css.downloads}>
      <span className={css.downloadsTitle}>{t('indicators.download')}</span>
      {drawn && (
        <>
          <button type="button" className={controls.pill} onClick={() => void take('svg')}>
            {t('indicators.download.svg')}
          </button>
          <button type="button" className={controls.pill} onClick={() => void take('png')}>
            {t('indicators.download.png')}
          </button>
        </>
      )}
      {files.map(([form, text]) => (
        <a key={form} className={css.pillLink} href={seriesFile(id, form, asked(choice), tag)} download>
          {text}
        </a>
      ))}
      {failed && <p role="alert">{t('indicators.download.failed')}</p>}
    </div>
  );
}

function wordsFor(
  indicator: Indicator,
  answer: Series,
  choice: Choice,
  shown: readonly Drawn[],
  t: Translate,
  format: Format,
): Words {
  const points = shown.flatMap((line) => line.points);
  const publishers = [...new Set(points.map(({ by }) => by))];
  const named = publishers.slice(0, 4).join(format.table.list);
  const names =
    publishers.length > 4
      ? t('indicators.source.more', { names: named, count: publishers.length - 4 })
      : named;
  const asOf = choice.asOf && t('indicators.asOf.note', { date: format.date(choice.asOf, 'year') });
  const signs = { metered: '●', official: '◆', reported: '○', attested: '◇', model: '◌', target: '▲' };
  const kinds = shownKinds.filter((kind) =>
    points.some(
      ({ type, figure }) => type === 'observation' && figure.kind === kind && levelOf(figure) !== null,
    ),
  );
  const claims = shownKinds.filter((kind) =>
    points.some(({ type, figure }) => type === 'claim' && figure.kind === kind),
  );
  const key = [
    ...kinds.map((kind) => `${signs[kind]} ${t(`shell.kind.${kind}`)}`),
    ...claims.map(
      (kind) => `${signs[kind]} ${t('indicators.legend.claim', { kind: t(`shell.kind.${kind}`) })}`,
    ),
  ];
  return {
    title: indicator.name,
    subtitle: [shown.map(({ name }) => name).join('; '), asOf].filter(Boolean).join('. '),
    key: key.join('    '),
    source: t('indicators.source.line', { names, count: publishers.length }),
    citation: answer.citation,
  };
}
