import { Link } from '@tanstack/react-router';
import type { Point } from '../../api/indicators.ts';
import { useLanguage } from '../../i18n/index.ts';
import css from './sentence.module.css';
import './messages.ts';

/** From a claim on to the sentence it was read in, marked there. Nothing for what no text said. */
export function Sentence({ point }: { point: Point | undefined }) {
  const { t } = useLanguage();
  if (!point?.article || point.type !== 'claim') return null;
  const claim = point.figure.evidence.find(({ type }) => type === 'claim')?.id ?? point.id;
  return (
    <Link
      to="/articles/$id"
      params={{ id: point.article }}
      search={{ claim }}
      hash={`claim-${claim}`}
      className={css.sentence}
      aria-label={t('indicators.sentence.of', { title: point.source.title || point.source.publisher })}
    >
      {t('indicators.sentence')}
    </Link>
  );
}
