import { Link } from '@tanstack/react-router';
import { type ReactNode, type RefObject, useId } from 'react';
import type { Article, Claim } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { FindingCard } from '../findings/finding-card.tsx';
import { Said } from '../said.tsx';
import { StandingMark } from '../standing.tsx';
import { dossierOf, measureText, periodText, plain, valueText } from '../words.ts';
import css from './detail.module.css';
import type { Mark } from './marks.ts';

interface Props {
  mark: Mark;
  article: Article;
  /** Takes the focus when a claim is opened. */
  heading?: RefObject<HTMLHeadingElement | null>;
}

/** What a claim means and what is known of it: value, of what and when, who says it, who else does, what it contradicts and why. */
export function ClaimDetail({ mark, article, heading }: Props) {
  const { t, format } = useLanguage();
  const { claim, tone, number } = mark;
  const id = useId();
  const found = article.findings.filter((finding) => claim.findings.includes(finding.id));
  return (
    <section className={css.detail} aria-labelledby={id}>
      <p className={css.kicker} data-tone={tone}>
        <StandingMark tone={tone} /> {number !== null && `${number} · `}
        {t(tone === 'said' ? `observatory.kind.${claim.kind}` : `findings.standing.${tone}`)}
      </p>
      <h2 id={id} ref={heading} tabIndex={-1} className={css.value}>
        {valueText(claim, t, format) ?? <span lang={article.language || undefined}>{claim.quote}</span>}
      </h2>
      {valueText(claim, t, format) && (
        <p className={css.quote} lang={article.language || undefined}>
          “{claim.quote}”
        </p>
      )}
      <Meaning claim={claim} names={article.names} />
      {found.map((finding) => (
        <FindingCard key={finding.id} finding={finding} article={article.id} />
      ))}
      {claim.agreesWith.length > 0 && (
        <div className={css.others}>
          <h3 className={css.label}>{t('observatory.claim.alsoSaid', { count: claim.agreesWith.length })}</h3>
          <ul>
            {claim.agreesWith.map((spot) => (
              <li key={spot.claim}>
                <Said spot={spot} tone="agree" />
              </li>
            ))}
          </ul>
        </div>
      )}
      {tone === 'alone' && <p className={css.quiet}>{t('observatory.claim.aloneText')}</p>}
      {number !== null && (
        <p>
          <Link to="/claims/$id" params={{ id: claim.id }}>
            {t('observatory.claim.lineage')}
          </Link>
        </p>
      )}
    </section>
  );
}

/** What a sentence leaves unsaid is not guessed, and so has no row. */
function Meaning({ claim, names }: { claim: Claim; names: Article['names'] }) {
  const { t, format } = useLanguage();
  const party = (id: string | null) => (id === null ? null : <Party id={id} name={names[id] ?? plain(id)} />);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('observatory.claim.measure'), measureText(claim, t)],
    [t('observatory.claim.subject'), party(claim.subject)],
    [t('observatory.claim.partner'), party(claim.partner)],
    [t('observatory.claim.place'), party(claim.place)],
    [t('observatory.claim.period'), claim.period && periodText(claim.period, t, format)],
    [
      t('observatory.claim.modality'),
      claim.modality && claim.modality !== 'reported' ? t(`observatory.modality.${claim.modality}`) : null,
    ],
    [t('observatory.claim.speaker'), claim.speaker],
    [
      t('observatory.claim.confidence'),
      t('observatory.claim.confidenceText', { percent: Math.round(claim.confidence * 100) }),
    ],
  ];
  return (
    <dl className={css.meaning}>
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Party({ id, name }: { id: string; name: string }) {
  const dossier = dossierOf(id);
  if (!dossier) return name;
  return (
    <Link to="/dossiers/$kind/$id" params={dossier}>
      {name}
    </Link>
  );
}
