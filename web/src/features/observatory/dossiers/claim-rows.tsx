import { type ReactNode, useState } from 'react';
import type { Dossier } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import { Said, SpotLink } from '../said.tsx';
import { measureText, partyName, periodText, valueText } from '../words.ts';
import css from './dossier.module.css';
import type { TimeAxis } from './time-axis.ts';
import { TimeScale, TimeStrip } from './time-strip.tsx';

type DossierClaim = Dossier['events'][number];
interface Props {
  claims: readonly DossierClaim[];
  axis: TimeAxis | null;
}
const atOnce = 30;

/** One measure's figures: what each says, of which time, and in which text. */
export function ClaimRows({ claims, axis }: Props) {
  const { t, format, tag } = useLanguage();
  return (
    <Rows claims={claims} axis={axis}>
      {(claim) => (
        <>
          <p className={css.value}>
            <strong>{valueText(claim, t, format) ?? claim.quote}</strong>
            <small>
              {[
                claim.modality &&
                  claim.modality !== 'reported' &&
                  t(`observatory.modality.${claim.modality}`),
                claim.partner && t('observatory.dossier.with', { name: partyName(claim.partner, tag) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </p>
          <When claim={claim} axis={axis} />
          <SpotLink spot={claim.spot}>{claim.speaker && ` · ${claim.speaker}`}</SpotLink>
        </>
      )}
    </Rows>
  );
}

/** What happened, oldest last; each with its sentence, since an event is more than its verb. */
export function EventRows({ claims, axis }: Props) {
  const { t } = useLanguage();
  return (
    <Rows claims={claims} axis={axis}>
      {(claim) => (
        <>
          <p className={css.value}>
            <strong>{measureText(claim, t) ?? claim.quote}</strong>
          </p>
          <When claim={claim} axis={axis} />
          <Said spot={claim.spot} tone="agree" />
        </>
      )}
    </Rows>
  );
}

function Rows({ claims, axis, children }: Props & { children: (claim: DossierClaim) => ReactNode }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(atOnce);
  const isDrawn = claims.some(({ period }) => isPlaced(period));
  return (
    <>
      {axis && isDrawn && (
        <div className={css.row} aria-hidden="true">
          <span />
          <TimeScale axis={axis} />
          <span />
        </div>
      )}
      <ul>
        {claims.slice(0, shown).map((claim) => (
          <li key={claim.id} className={css.row}>
            {children(claim)}
          </li>
        ))}
      </ul>
      {claims.length > shown && (
        <button type="button" className={controls.button} onClick={() => setShown(shown + 5 * atOnce)}>
          {t('observatory.more')}
        </button>
      )}
    </>
  );
}

/** A time that names no day, as “last year” of a text without a date, has no place on an axis. */
const isPlaced = (period: DossierClaim['period']): boolean => !!(period?.start || period?.end);

function When({ claim, axis }: { claim: DossierClaim; axis: TimeAxis | null }) {
  const { t, format } = useLanguage();
  return (
    <div className={css.when}>
      {axis && isPlaced(claim.period) && <TimeStrip period={claim.period} axis={axis} />}
      <small>{claim.period ? periodText(claim.period, t, format) : t('observatory.period.none')}</small>
    </div>
  );
}
