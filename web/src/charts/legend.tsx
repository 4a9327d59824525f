import { KindMark } from '../figure/index.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './charts.module.css';
import { type ChartSeries, levelOf } from './data.ts';
import { dyeOf, letterOf, looks, shownKinds } from './look.ts';

interface Props {
  series: readonly ChartSeries[];
  /** Names of series belong here where the picture has no room for them. */
  names: boolean;
  /** Lines that bear a letter where their name has no room. */
  letters?: boolean;
  /** Only lines have strokes. */
  lines: boolean;
}

/** What the marks and strokes of this picture mean, in words; only those that are in it. */
export function Legend({ series, names, letters = true, lines }: Props) {
  const { t } = useLanguage();
  const points = series.flatMap((each) => each.points);
  const observed = points.filter(({ type }) => type === 'observation');
  const kinds = shownKinds.filter((kind) =>
    observed.some(({ figure }) => figure.kind === kind && levelOf(figure) !== null),
  );
  const claimKinds = shownKinds.filter((kind) =>
    points.some(({ type, figure }) => type === 'claim' && figure.kind === kind),
  );
  const unknown = observed.some(({ figure }) => levelOf(figure) === null);
  return (
    <div className={css.legend}>
      {names && series.length > 1 && (
        <ul>
          {series.map(({ id, name }, index) => (
            <li key={id}>
              <Swatch colour={dyeOf(index)} />{' '}
              {letters && <span className={css.letter}>{letterOf(index)}</span>} {name}
            </li>
          ))}
        </ul>
      )}
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>
            {lines && <Stroke dash={looks[kind].dash} width={looks[kind].width} />}
            <KindMark kind={kind} /> {t(`shell.kind.${kind}`)}
          </li>
        ))}
        {claimKinds.map((kind) => (
          <li key={`claim ${kind}`}>
            <KindMark kind={kind} />” {t('indicators.legend.claim', { kind: t(`shell.kind.${kind}`) })}
          </li>
        ))}
        {unknown && (
          <li>
            <Stroke dash="1 4" width={1.4} upright /> <i>{t('shell.figure.unknown')}</i>
          </li>
        )}
      </ul>
    </div>
  );
}

function Stroke({
  dash,
  width,
  upright = false,
}: {
  dash?: string | undefined;
  width: number;
  upright?: boolean;
}) {
  return (
    <svg className={css.stroke} viewBox="0 0 26 10" aria-hidden="true">
      <path
        d={upright ? 'M13 0v10' : 'M0 5h26'}
        stroke="currentColor"
        strokeWidth={width}
        {...(dash ? { strokeDasharray: dash } : {})}
      />
    </svg>
  );
}

function Swatch({ colour }: { colour: string }) {
  return (
    <svg className={css.swatch} viewBox="0 0 10 10" aria-hidden="true">
      <rect width="10" height="10" fill={colour} />
    </svg>
  );
}
