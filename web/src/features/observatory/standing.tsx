import type { ReactNode } from 'react';
import type { ArticleRow } from '../../api/observatory.ts';
import { useLanguage } from '../../i18n/index.ts';
import type { Tone } from './article/marks.ts';
import css from './standing.module.css';
import './messages.ts';

/** Two that meet, two that cross, one by itself: told apart without colour. */
export function StandingMark({ tone }: { tone: Tone }) {
  return (
    <svg className={css.mark} viewBox="0 0 14 10" data-tone={tone} aria-hidden="true" focusable="false">
      {shapes[tone]}
    </svg>
  );
}
const shapes: Record<Tone, ReactNode> = {
  agree: (
    <>
      <circle cx="5" cy="5" r="3.4" />
      <circle cx="9" cy="5" r="3.4" />
    </>
  ),
  conflict: <path d="m3 1 8 8m0-8-8 8" />,
  alone: <circle cx="7" cy="5" r="3.4" strokeDasharray="1.4 1.27" />,
  said: <path d="M3 5h8" />,
};

const tones = ['agree', 'conflict', 'alone'] as const;

/** How a text's figures stand, as one strip; the words say the same to whoever does not see it. */
export function StandingStrip({ row }: { row: Pick<ArticleRow, 'figures' | (typeof tones)[number]> }) {
  const { t } = useLanguage();
  const { figures, agree, conflict, alone } = row;
  if (figures === 0) return <span className={css.none}>{t('findings.summary.none')}</span>;
  if (agree + conflict + alone === 0)
    return <span className={css.none}>{t('observatory.article.uncompared')}</span>;
  const whole = Math.max(figures, agree + conflict + alone);
  let x = 0;
  return (
    <span className={css.strip}>
      <small>
        {tones
          .filter((tone) => row[tone] > 0)
          .map((tone) => (
            <span key={tone} data-tone={tone}>
              <StandingMark tone={tone} /> {t(`observatory.count.${tone}`, { count: row[tone] })}
            </span>
          ))}
      </small>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {tones.map((tone) => {
          const width = (row[tone] / whole) * 100;
          const from = x;
          x += width;
          return width > 0 ? (
            <rect key={tone} x={from} width={Math.max(0, width - 0.8)} height="6" data-tone={tone} />
          ) : null;
        })}
      </svg>
    </span>
  );
}
