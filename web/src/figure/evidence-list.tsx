import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Evidence, EvidenceInput } from '../api/freight.ts';
import { methodsQuery, networkQuery } from '../api/freight.ts';
import { type MessageKey, useLanguage } from '../i18n/index.ts';
import css from './evidence.module.css';
import { FactEvidence } from './fact-evidence.tsx';
import { ClaimEvidence, ObservationEvidence } from './ledger-evidence.tsx';
import { inputName, methodName, methodText } from './names.ts';
import { figureText } from './units.ts';

/** Each piece of evidence under a figure: a published or estimated fact, or a formula with what it was given, all the way down. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul className={css.list}>
      {evidence.map((piece) => (
        <li key={`${piece.type} ${piece.id}`}>
          <EvidencePiece piece={piece} />
        </li>
      ))}
    </ul>
  );
}

function EvidencePiece({ piece }: { piece: Evidence }) {
  const { t } = useLanguage();
  if (piece.type === 'fact') return <FactEvidence id={piece.id} />;
  if (piece.type === 'formula') return <FormulaEvidence piece={piece} />;
  // what operators state bears a name of its own; all else is in the ledger under an id
  if (ledgerId.test(piece.id))
    return piece.type === 'claim' ? <ClaimEvidence id={piece.id} /> : <ObservationEvidence id={piece.id} />;
  const statement = statements.find(([prefix]) => piece.id.startsWith(prefix));
  return (
    <p className={statement ? css.source : css.quiet}>
      {statement ? t(statement[1]) : t('shell.evidence.recorded', { id: piece.id })}
    </p>
  );
}

const ledgerId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What operators state has no source outside: who stated it and when stands in the audit log. */
const statements: readonly (readonly [string, MessageKey])[] = [
  ['service-capacity:', 'shell.evidence.stated.service'],
  ['departure-capacity:', 'shell.evidence.stated.departure'],
];

function FormulaEvidence({ piece }: { piece: Evidence }) {
  const { t, tag } = useLanguage();
  const { data, isPending, isError } = useQuery(methodsQuery(tag));
  const method = data?.items.find((found) => found.id === piece.id);
  const says = methodText(piece.id, t);
  return (
    <div>
      <p className={css.source}>{t('shell.evidence.computed', { name: methodName(piece.id, t) })}</p>
      {says && <p>{says}</p>}
      {isPending && <p className={css.skeleton} />}
      {isError && <p className={css.quiet}>{t('shell.evidence.failed')}</p>}
      {method && (
        <p className={css.formula} lang="en">
          {method.formula}
        </p>
      )}
      {method?.note && (
        <p className={css.quiet} lang="en">
          {method.note}
        </p>
      )}
      {piece.inputs && piece.inputs.length > 0 && (
        <ul className={css.inputs}>
          {piece.inputs.map((input, index) => (
            // inputs have no id of their own, and their order is the formula's
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is open
            <InputRow key={index} input={input} />
          ))}
        </ul>
      )}
    </div>
  );
}

function InputRow({ input }: { input: EvidenceInput }) {
  const { t, format, tag } = useLanguage();
  // only its names are wanted, and most pages have it already
  const network = useQuery(networkQuery(tag)).data;
  const name = inputName(input.name, t, network);
  const [open, setOpen] = useState(false);
  const value = /^-?\d+(\.\d+)?$/.test(input.value)
    ? figureText({ value: input.value, unit: input.unit, kind: 'model', evidence: [] }, t, format)
    : input.value;
  if (!input.evidence) {
    return (
      <li className={css.input}>
        <span>{name}</span> <span className={css.number}>{value}</span>
      </li>
    );
  }
  return (
    <li>
      <button type="button" className={css.input} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{name}</span> <span className={css.number}>{value}</span>
        <svg className={css.turn} viewBox="0 0 10 10" aria-hidden="true">
          <path d="M3 1.5 7 5 3 8.5" fill="none" stroke="currentColor" strokeWidth="1.3" />
        </svg>
      </button>
      {open && (
        <div className={css.nested}>
          <EvidencePiece piece={input.evidence} />
        </div>
      )}
    </li>
  );
}
