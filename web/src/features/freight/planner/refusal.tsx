import { ProblemError, ServerUnreachable } from '../../../api/client.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import type { Address, AddressKey } from './address.ts';
import { withAvoided, withChoices } from './address.ts';
import css from './refusal.module.css';

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

/** The server's refusal in its own words, with each suggestion as a button that mends the question. */
export function Refusal({
  error,
  address,
  onChange,
  onRetry,
}: {
  error: unknown;
  address: Address;
  onChange: (address: Address) => void;
  onRetry: () => void;
}) {
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
      {faults.length > 0 && (
        <ul>
          {faults.map((fault) => {
            const field = fieldOf(fault.at);
            return (
              <li key={`${fault.at} ${fault.problem}`}>
                {fault.problem !== detail && (
                  <p>
                    {field && <strong>{fieldLabel(field, t)}: </strong>}
                    {fault.problem}
                  </p>
                )}
                {fault.suggestions && fault.suggestions.length > 0 && (
                  <div className={css.suggestions}>
                    {fault.suggestions.map((suggestion) =>
                      field === undefined ? (
                        <span key={suggestion}>{suggestion}</span>
                      ) : (
                        <button
                          key={suggestion}
                          type="button"
                          className={controls.button}
                          onClick={() =>
                            onChange(
                              field === 'avoid'
                                ? withAvoided(address, suggestion, false)
                                : withChoices(address, { [field]: suggestion }),
                            )
                          }
                        >
                          {suggestion}
                        </button>
                      ),
                    )}
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

const fieldOf = (at: string): AddressKey | undefined => fields[at.replace(/^\//, '').split('/')[0] ?? ''];

function fieldLabel(field: AddressKey, t: ReturnType<typeof useLanguage>['t']): string {
  if (field === 'avoid') return t('freight.avoided');
  if (field === 'sort' || field === 'way') return '';
  return t(`freight.${field}`);
}
