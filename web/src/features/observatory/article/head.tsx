import { Link } from '@tanstack/react-router';
import type { Article } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { StandingMark } from '../standing.tsx';
import css from './article.module.css';
import { isUncompared, type Tone } from './marks.ts';
import { uncomparedText } from './uncompared.ts';

interface Props {
  article: Article;
  only: Tone | undefined;
  onOnly: (tone: Tone | undefined) => void;
}
const tones = ['agree', 'conflict', 'alone'] as const;

/** Where it is from, what it is called, and the whole in a sentence; the counts choose what is listed beside it. */
export function Head({ article, only, onOnly }: Props) {
  const { t, format } = useLanguage();
  const { figures, agree, conflict, alone } = article;
  const from = [
    article.publisher,
    article.date
      ? t('observatory.article.dated', { date: format.period(article.date) })
      : t('shell.evidence.undated'),
    t('observatory.article.readOn', { date: format.date(article.ingestedAt, 'year') }),
  ].filter(Boolean);
  return (
    <header className={css.head}>
      <p className={css.kicker}>{from.join(' · ')}</p>
      <h1 lang={article.title ? article.language || undefined : undefined}>
        {article.title || t('observatory.untitled')}
      </h1>
      <p className={css.summary}>
        {figures === 0
          ? t('findings.summary.none')
          : isUncompared(article)
            ? uncomparedText(article, t)
            : t('findings.summary', { figures, agree, conflict, alone })}
      </p>
      {article.hasMoreClaims && <p className={css.kicker}>{t('observatory.article.moreClaims')}</p>}
      {figures > 0 && (
        <fieldset className={css.pills}>
          <legend>{t('observatory.article.listOnly')}</legend>
          {tones
            .filter((tone) => article[tone] > 0)
            .map((tone) => (
              <button
                key={tone}
                type="button"
                data-tone={tone}
                aria-pressed={only === tone}
                onClick={() => onOnly(only === tone ? undefined : tone)}
              >
                <StandingMark tone={tone} /> {t(`observatory.count.${tone}`, { count: article[tone] })}
              </button>
            ))}
          {article.pairs.map((pair) => (
            <Link key={pair.id} to="/pairs/$id" params={{ id: pair.id }}>
              {t(`observatory.copyOf.${pair.how}`, { title: pair.other.title || pair.other.publisher })}
            </Link>
          ))}
        </fieldset>
      )}
    </header>
  );
}
