import { useState } from 'react';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import { StandingMark } from '../standing.tsx';
import { measureText, periodText, plain, valueText } from '../words.ts';
import css from './list.module.css';
import type { Mark, Tone } from './marks.ts';

interface Props {
  marks: readonly Mark[];
  /** Names of parties by their ids. */
  names: Readonly<Record<string, string>>;
  only: Tone | undefined;
  chosen: string | undefined;
  onChoose: (claim: string) => void;
}

const atOnce = 100;

/** Every figure of the text in its order: what it says, of what and when, and how it stands. */
export function FigureList({ marks, names, only, chosen, onChoose }: Props) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(atOnce);
  const listed = marks.filter(({ tone, number }) => number !== null && (only === undefined || tone === only));
  return (
    <>
      <ol className={css.list}>
        {listed.slice(0, shown).map((mark) => (
          <FigureRow
            key={mark.claim.id}
            mark={mark}
            names={names}
            isChosen={mark.claim.id === chosen}
            onChoose={onChoose}
          />
        ))}
      </ol>
      {listed.length > shown && (
        <button type="button" className={controls.button} onClick={() => setShown(shown + 5 * atOnce)}>
          {t('observatory.more')}
        </button>
      )}
    </>
  );
}

function FigureRow({
  mark: { claim, tone, number },
  names,
  isChosen,
  onChoose,
}: {
  mark: Mark;
  names: Props['names'];
  isChosen: boolean;
  onChoose: (claim: string) => void;
}) {
  const { t, format } = useLanguage();
  const about = [
    measureText(claim, t),
    claim.subject &&
      [claim.subject, claim.partner].flatMap((id) => (id ? [names[id] ?? plain(id)] : [])).join(' – '),
    claim.period && periodText(claim.period, t, format),
    claim.modality && claim.modality !== 'reported' && t(`observatory.modality.${claim.modality}`),
  ].filter(Boolean);
  return (
    <li data-chosen={isChosen}>
      <button type="button" className={css.row} aria-pressed={isChosen} onClick={() => onChoose(claim.id)}>
        <span className={css.number}>{number}</span>
        <span className={css.figure}>
          <strong>{valueText(claim, t, format) ?? claim.quote}</strong>
          {about.length > 0 && <small>{about.join(' · ')}</small>}
        </span>
        <span className={css.standing} data-tone={tone}>
          <StandingMark tone={tone} />{' '}
          {tone === 'agree'
            ? t('observatory.agreesCount', { count: claim.agreesWith.length })
            : t(`findings.standing.${tone === 'said' ? 'alone' : tone}`)}
        </span>
      </button>
    </li>
  );
}
