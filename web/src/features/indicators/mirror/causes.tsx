import type { Mirror } from '../../../api/indicators.ts';
import { periodText } from '../../../charts/index.ts';
import { type MessageKey, useLanguage } from '../../../i18n/index.ts';
import { Section } from '../../../sheet/index.ts';
import shared from '../indicators.module.css';
import css from './mirror.module.css';

const causeWords: Record<string, MessageKey> = {
  'cif-fob': 'indicators.mirror.cause.cif-fob',
  timing: 'indicators.mirror.cause.timing',
  transit: 'indicators.mirror.cause.transit',
  classification: 'indicators.mirror.cause.classification',
  currency: 'indicators.mirror.cause.currency',
  confidentiality: 'indicators.mirror.cause.confidentiality',
};

/** What may explain the gap of the last period both sides state, and how much of it. */
export function Causes({ mirror }: { mirror: Mirror }) {
  const { t, format } = useLanguage();
  const last = [...mirror.rows]
    .sort((one, other) => other.periodEnd.localeCompare(one.periodEnd))
    .find(({ causes }) => causes.length > 0);
  if (!last) return null;
  const period = periodText({ start: last.periodStart, end: last.periodEnd }, format);
  return (
    <Section title={t('indicators.mirror.causes')} note={period}>
      <ul className={css.causes}>
        {last.causes.map(({ id, explains }) => {
          const words = causeWords[id];
          return (
            <li key={id}>
              <span>{words ? t(words) : id.replaceAll('-', ' ')}</span>
              <span className={shared.quiet}>
                {explains === null
                  ? t('indicators.mirror.explains.unknown')
                  : Number(explains) === 0
                    ? t('indicators.mirror.explains.none')
                    : t('indicators.mirror.explains', {
                        percent: format.percent((Number(explains) * 100).toFixed(0)),
                      })}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
