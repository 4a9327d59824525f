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

/** Who says it and when, as the way to the sentence in its article. */
export function SpotLink({ spot, children }: { spot: Spot; children?: ReactNode }) {
  const { t, format } = useLanguage();
  return (
    <span className={css.who}>
      <Link to="/articles/$id" params={{ id: spot.article }} search={{ claim: spot.claim }}>
        {spot.title || spot.publisher}
      </Link>
      <small>
        {[spot.title && spot.publisher, spot.date ? format.period(spot.date) : t('shell.evidence.undated')]
          .filter(Boolean)
          .join(' · ')}
        {children}
      </small>
    </span>
  );
}

export function Said({ spot, tone, children }: { spot: Spot; tone?: string; children?: ReactNode }) {
  return (
    <div className={css.said}>
      <SpotLink spot={spot}>{children}</SpotLink>
      <Sentence spot={spot} {...(tone ? { tone } : {})} />
    </div>
  );
}
