import type { Declaration } from '../../../api/customs.ts';
import type { MessageKey } from '../../../i18n/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import '../messages.ts';
import css from './customs.module.css';
import { partyNames } from './declaration.ts';

/** The id of the field a JSON pointer names. */
export const fieldId = (at: string): string => `declaration${at.replaceAll('/', '-')}`;

/** What is missing before it can be lodged, each with the way to its field. */
export function MissingList({ missing, dirty }: { missing: Declaration['missing']; dirty: boolean }) {
  const { t } = useLanguage();
  // two papers that are missing are one thing to look at
  const once = missing.filter(
    ({ at, rule }, index) => missing.findIndex((other) => other.at === at && other.rule === rule) === index,
  );
  if (missing.length === 0)
    return (
      <p className={css.complete} role="status">
        {t(dirty ? 'booking.declaration.completeBefore' : 'booking.declaration.complete')}
      </p>
    );
  return (
    <section className={css.missing} aria-labelledby="missing">
      <h2 id="missing">{t('booking.declaration.missing', { count: once.length })}</h2>
      <ul>
        {once.map(({ at, rule }) => (
          <li key={`${at} ${rule}`}>
            <button type="button" onClick={() => goTo(at)}>
              {placeText(at, t)}
            </button>{' '}
            {t(`booking.rule.${rule}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The field itself, or the nearest there is of it. */
function goTo(at: string): void {
  const parts = at.split('/');
  for (let length = parts.length; length > 1; length -= 1) {
    const element = document.getElementById(fieldId(parts.slice(0, length).join('/')));
    if (!element) continue;
    element.scrollIntoView({ block: 'center' });
    const field = element.matches('input, select, textarea')
      ? element
      : element.querySelector<HTMLElement>('input, select, button');
    (field as HTMLElement | null)?.focus({ preventScroll: true });
    return;
  }
}

const fields: Record<string, MessageKey> = {
  country: 'booking.party.country',
  incoterm: 'booking.incoterm',
  incotermPlace: 'booking.incoterm.place',
  hs: 'booking.line.hs',
  origin: 'booking.line.origin',
  grossKg: 'booking.line.grossKg',
  netKg: 'booking.line.netKg',
  valueMinor: 'booking.line.value',
  currency: 'booking.line.currency',
  container: 'booking.line.container',
  date: 'booking.document.date',
};

function placeText(at: string, t: ReturnType<typeof useLanguage>['t']): string {
  const [, first = '', index, last] = at.split('/');
  const party = partyNames.find((name) => name === first);
  const name = (key: string | undefined) => (key && fields[key] ? t(fields[key]) : '');
  if (party) return [t(`booking.party.${party}`), name(index)].filter(Boolean).join(', ');
  if (first === 'lines' || first === 'documents') {
    const whole = t(first === 'lines' ? 'booking.lines' : 'booking.documents');
    return index === undefined
      ? whole
      : [`${whole} ${Number(index) + 1}`, name(last)].filter(Boolean).join(', ');
  }
  return name(first) || first;
}
