import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Spot } from '../../api/observatory.ts';
import { useLanguage } from '../../i18n/index.ts';
import css from './said.module.css';
import './messages.ts';

/** The sentence a claim stands in, with its quote marked. A sentence is in its text's language, which only the article says. */
export function Sentence({ spot, tone }: { spot: Pick<Spot, 'sentence' | 'at' | 'quote'>; tone?: string }) {
  const { sentence, at, quote } = spot;
  const fits = sentence.slice(at, at + quote.length) === quote;
  if (!fits) return <q className={css.sentence}>{sentence || quote}</q>;
  return (
    <q className={css.sentence}>
      {sentence.slice(0, at)}
      <mark className={css.quote} data-tone={tone}>
        {quote}
      </mark>
      {sentence.slice(at + quote.length)}
    </q>
  );
}

interface Props {
  spot: Spot;
  /** In the article that is shown, which need not be named again. */
  isHere?: boolean;
  children?: ReactNode;
}

/** Who says it and when, as the way to the sentence in its article. */
export function SpotLink({ spot, isHere = false, children }: Props) {
  const { t, format } = useLanguage();
  return (
    <span className={css.who}>
      <Link to="/articles/$id" params={{ id: spot.article }} search={{ claim: spot.claim }}>
        {isHere ? t('observatory.finding.here') : spot.title || spot.publisher || t('observatory.untitled')}
      </Link>{' '}
      <small>
        {spot.title && spot.publisher && `${spot.publisher} · `}
        <span className={css.date}>{spot.date ? format.period(spot.date) : t('shell.evidence.undated')}</span>
        {children}
      </small>
    </span>
  );
}

export function Said({ tone, ...where }: Props & { tone?: string }) {
  return (
    <div className={css.said}>
      <SpotLink {...where} />
      <Sentence spot={where.spot} {...(tone ? { tone } : {})} />
    </div>
  );
}
