import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Finding, Spot } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Said } from '../said.tsx';
import { checkName, classes } from '../words.ts';
import { Decision } from './decision.tsx';
import css from './finding.module.css';

interface Props {
  finding: Finding;
  /** The article it is shown in, whose own words come first. */
  article?: string | undefined;
  /** Its place among the findings of a page. */
  number?: number | undefined;
  level?: 2 | 3;
  children?: ReactNode;
}

/** What was found: what it is and of which kind, the two places it was found in, and the arithmetic that proves it. */
export function FindingCard({ finding, article, number, level = 3, children }: Props) {
  const { t } = useLanguage();
  const Heading = level === 2 ? 'h2' : 'h3';
  const spots = [...finding.spots].sort(
    (one, other) => Number(other.article === article) - Number(one.article === article),
  );
  return (
    <article className={css.card} data-class={finding.class}>
      <p className={css.kicker}>
        {number !== undefined && `${number} · `}
        {kindText(finding, t)}
      </p>
      <Heading className={css.message}>{finding.text}</Heading>
      {!finding.stands && <p className={css.past}>{t('observatory.finding.past')}</p>}
      <ul className={css.spots} aria-label={t('observatory.finding.spots')}>
        {spots.map((spot) => (
          <li key={`${spot.claim} ${spot.article}`}>
            <Said
              spot={spot}
              isHere={spot.article === article}
              tone={isFault(finding, spot) ? 'conflict' : 'agree'}
            />
          </li>
        ))}
      </ul>
      {finding.steps.length > 0 && (
        <>
          <h4 className={css.label}>{t('observatory.finding.proof')}</h4>
          <ol className={css.steps}>
            {finding.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
      <Decision finding={finding} />
      {children}
    </article>
  );
}

/** The first spot is the one at fault (the rules' own order). */
const isFault = (finding: Finding, spot: Spot): boolean => finding.spots[0]?.claim === spot.claim;

/** One line of a list, which leads to the whole. */
export function FindingLine({ finding, number, to }: { finding: Finding; number: number; to: string }) {
  const { t } = useLanguage();
  return (
    <li className={css.line} data-class={finding.class}>
      <span className={css.kicker}>
        {number} · {kindText(finding, t)}
      </span>
      <Link
        to="/articles/$id"
        params={{ id: to }}
        search={{ finding: finding.id }}
        replace
        resetScroll={false}
      >
        {finding.text}
      </Link>
    </li>
  );
}

type Translate = ReturnType<typeof useLanguage>['t'];

export const classText = (name: Finding['class'], t: Translate): string =>
  classes.includes(name) ? t(`findings.class.${name}`) : name;
/** A copy's drift is a rule and a kind by the same name. */
const kindText = ({ class: kind, check }: Finding, t: Translate): string =>
  kind === check ? classText(kind, t) : `${classText(kind, t)} · ${checkName(check, t)}`;
