import { ProblemError, ServerUnreachable } from '../../../api/client.ts';
import type { NetworkAnswer } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import type { Address, AddressKey } from './address.ts';
import { withAvoided, withChoices } from './address.ts';
import css from './refusal.module.css';
import { shownPlace } from './shown-place.ts';

/** Which choice of the planner a fault speaks of, from the request's field. */
const fields: Record<string, AddressKey> = {
  from: 'from',
  to: 'to',
  readyAt: 'ready',
  arriveBy: 'by',
  teu: 'teu',
  weightKg: 'weight',
  hsCode: 'hs',
  minimise: 'minimise',
  avoid: 'avoid',
};

export function faultyFields(error: unknown): ReadonlySet<AddressKey> {
  const faults = error instanceof ProblemError ? (error.problem.faults ?? []) : [];
  return new Set(faults.flatMap((fault) => fieldOf(fault.at) ?? []));
}

interface RefusalProps {
  error: unknown;
  address: Address;
  network: NetworkAnswer | undefined;
  onChange: (address: Address) => void;
  onRetry: () => void;
}

/** The server's refusal in its own words, with each suggestion as a button that mends the question. */
export function Refusal({ error, address, network, onChange, onRetry }: RefusalProps) {
  const { t } = useLanguage();
  if (!(error instanceof ProblemError)) {
    return (
      <div className={css.refusal} role="alert">
        <h2>{t('freight.refused')}</h2>
        <p>{t(error instanceof ServerUnreachable ? 'shell.down' : 'shell.broken.text')}</p>
        <button type="button" className={controls.button} onClick={onRetry}>
          {t('shell.again')}
        </button>
      </div>
    );
  }
  const { detail, title, faults = [] } = error.problem;
  return (
    <div className={css.refusal} role="alert">
      <h2>{title}</h2>
      <p>{detail}</p>
      {faults.map((fault) => {
        const field = fieldOf(fault.at);
        return (
          <div key={`${fault.at} ${fault.problem}`}>
            {!detail.includes(fault.problem) && (
              <p>
                {field && <strong>{fieldLabel(field, t)}: </strong>}
                {fault.problem}
              </p>
            )}
            <div className={css.suggestions}>
              {fault.suggestions?.map((suggestion) => {
                const mended =
                  field === 'avoid'
                    ? withAvoided(address, suggestion, false)
                    : field && withChoices(address, { [field]: suggestion });
                const crossing = network?.crossings.find((found) => found.id === suggestion);
                const text = crossing
                  ? t('freight.avoid.undo', { name: crossing.name })
                  : shownPlace(suggestion, undefined, false, network).name;
                return mended ? (
                  <button
                    key={suggestion}
                    type="button"
                    className={controls.button}
                    onClick={() => onChange(mended)}
                  >
                    {text}
                  </button>
                ) : (
                  <span key={suggestion}>{text}</span>
                );
              })}
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** What to write instead, for choices that were not even asked about. */
export function WrongChoices({ wrong }: { wrong: readonly AddressKey[] }) {
  const { t } = useLanguage();
  return (
    <div className={css.refusal} role="alert">
      <h2>{t('freight.wrong')}</h2>
      <ul>
        {wrong.map((key) => (
          <li key={key}>
            <strong>{fieldLabel(key, t)}: </strong>
            {key === 'teu' || key === 'weight' || key === 'hs' || key === 'minimise'
              ? t(`freight.wrong.${key}`)
              : t('freight.wrong.day')}
          </li>
        ))}
      </ul>
    </div>
  );
}

const fieldOf = (at: string): AddressKey | undefined => fields[at.replace(/^\//, '').split('/')[0] ?? ''];

function fieldLabel(field: AddressKey, t: ReturnType<typeof useLanguage>['t']): string {
  if (field === 'avoid') return t('freight.avoided');
  if (field === 'sort' || field === 'way') return '';
  return t(`freight.${field}`);
}
