import { Link } from '@tanstack/react-router';
import { ProblemError, ServerUnreachable } from '../../../api/client.ts';
import type { NetworkAnswer } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Address, AddressKey } from '../../../journey/address.ts';
import { avoided, withAvoided, withChoices } from '../../../journey/address.ts';
import controls from '../../../styles/controls.module.css';
import css from './refusal.module.css';
import { fieldOf, refusalWords } from './refusal-words.ts';
import { shownPlace } from './shown-place.ts';

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

/** A refusal in the reader's words, with each suggestion as a button that mends the question. */
export function Refusal({ error, address, network, onChange, onRetry }: RefusalProps) {
  const language = useLanguage();
  const { t } = language;
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
  const { title, text, lang } = refusalWords(error.problem, address, network, language);
  const suggestions = (error.problem.faults ?? []).flatMap((fault) =>
    (fault.suggestions ?? [])
      .slice(0, suggestionsMax)
      .map((suggestion) => ({ suggestion, field: fieldOf(fault.at) })),
  );
  return (
    <div className={css.refusal} role="alert" lang={lang}>
      <h2>{title}</h2>
      <p>{text}</p>
      {suggestions.length > 0 && (
        <div className={css.suggestions}>
          {suggestions.map(({ suggestion, field }) => {
            const crossing = network?.crossings.find((found) => found.id === suggestion);
            // a shut border cannot be chosen: its page says what is known of it
            if (crossing && field !== 'avoid')
              return (
                <Link key={suggestion} to="/crossings/$id" params={{ id: crossing.id }}>
                  {crossing.name}
                </Link>
              );
            if (!field || (field === 'avoid' && !avoided(address).includes(suggestion))) return null;
            return (
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
                {crossing
                  ? t('freight.avoid.undo', { name: crossing.name })
                  : shownPlace(suggestion, undefined, false, network).name}
              </button>
            );
          })}
        </div>
      )}
    </div>
  );
}
const suggestionsMax = 12;

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

function fieldLabel(field: AddressKey, t: ReturnType<typeof useLanguage>['t']): string {
  if (field === 'avoid') return t('freight.avoided');
  if (field === 'sort' || field === 'way' || field === 'amend') return '';
  return t(`freight.${field}`);
}
