import { useState } from 'react';
import type { Point } from '../../../api/indicators.ts';
import { amountText, inTime, levelOf, periodText, saidText } from '../../../charts/index.ts';
import { Figure } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Nothing } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import { drawnOf, type Line } from '../choice.ts';
import shared from '../indicators.module.css';
import { Sentence } from '../sentence.tsx';
import css from './claims.module.css';

const shownFirst = 8;

/** Each claim beside the official value of the same thing and period, and how far they are apart. */
export function TextClaims({ series, name }: { series: readonly Line[]; name: string }) {
  const { t } = useLanguage();
  const [all, setAll] = useState(false);
  const drawn = drawnOf(series, undefined);
  const claims = inTime(
    drawn.flatMap((line) =>
      line.points.filter(({ type }) => type === 'claim').map((point) => ({ ...point, point, line })),
    ),
  ).reverse();
  if (claims.length === 0) return <Nothing>{t('indicators.claims.none')}</Nothing>;
  return (
    <>
      <ul className={css.claims}>
        {claims.slice(0, all ? claims.length : shownFirst).map(({ point, line }) => (
          <ClaimRow
            key={point.id}
            point={point}
            series={line.name}
            name={name}
            official={line.points.find(
              (each) =>
                each.type === 'observation' &&
                each.start === point.start &&
                each.end === point.end &&
                levelOf(each.figure) !== null,
            )}
          />
        ))}
      </ul>
      {!all && claims.length > shownFirst && (
        <button type="button" className={controls.button} onClick={() => setAll(true)}>
          {t('indicators.claims.more', { count: claims.length - shownFirst })}
        </button>
      )}
    </>
  );
}

type Shown = ReturnType<typeof drawnOf>[number]['points'][number];
interface RowProps {
  point: Shown;
  series: string;
  name: string;
  official: Shown | undefined;
}

function ClaimRow({ point, series, name, official }: RowProps) {
  const { t, format } = useLanguage();
  const period = periodText(point, format);
  return (
    <li>
      <div>
        <p className={css.claim}>
          <Figure
            figure={point.figure}
            label={[name, series, period].filter(Boolean).join(', ')}
            text={saidText(point, t, format)}
            size="medium"
          />
          <span>{[series, period].filter(Boolean).join(' · ')}</span>
        </p>
        <Quote point={point.of} />
      </div>
      <p className={css.beside}>
        {official ? (
          <>
            {t('indicators.claims.series', {
              value: amountText(official.figure, t, format),
              kind: t(`shell.kind.${official.figure.kind}`),
            })}
            <br />
            <Apart said={point} official={official} />
          </>
        ) : (
          t('indicators.claims.noOfficial')
        )}
      </p>
    </li>
  );
}

/** The sentence, the words of the figure in it marked; who says it, and the way to it. */
function Quote({ point }: { point: Point }) {
  const { claim, source } = point;
  const at = claim ? claim.sentence.indexOf(claim.quote) : -1;
  return (
    <>
      {claim && (
        <blockquote className={css.quote}>
          {at < 0 ? (
            claim.sentence || claim.quote
          ) : (
            <>
              {claim.sentence.slice(0, at)}
              <mark>{claim.quote}</mark>
              {claim.sentence.slice(at + claim.quote.length)}
            </>
          )}
        </blockquote>
      )}
      <p className={shared.quiet}>
        {[source.publisher, claim?.speaker].filter(Boolean).join(' · ')} <Sentence point={point} />
      </p>
    </>
  );
}

function Apart({ said, official }: { said: Shown; official: Shown }) {
  const { t, format } = useLanguage();
  const [one, other] = [levelOf(said.figure) ?? 0, levelOf(official.figure) ?? 0];
  if (other === 0 || said.modifier?.match(/[<>]/)) return null;
  const apart = Math.abs(one / other - 1) * 100;
  return apart < 0.05
    ? t('indicators.claims.same')
    : t('indicators.claims.apart', { percent: format.percent(apart.toFixed(1), { digitsMax: 1 }) });
}
