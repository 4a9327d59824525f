import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type BookingTerms, stateTerms, termsQuery } from '../../api/booking.ts';
import { ProblemError } from '../../api/client.ts';
import { Field, Form, LongField } from '../../form/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { Modal } from '../../sheet/index.ts';
import { useAnnounce } from '../../shell/announce.tsx';
import controls from '../../styles/controls.module.css';
import { Fees, Holding } from './stated.tsx';
import css from './terms.module.css';
import { limits, termsIn } from './terms.ts';

/**
 * All of the terms at once, as the server takes them. Who looked at older ones is refused and sees those that stand now; what was typed stays, and
 * sending it again states it over them.
 */
export function StateTerms({ terms, onClose }: { terms: BookingTerms; onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [newer, setNewer] = useState<BookingTerms | null>(null);
  const send = async (values: FormData) => {
    const typed = termsIn(values).terms;
    if (!typed) throw new Error('terms that were not checked');
    try {
      return await stateTerms({ ...typed, version: (newer ?? terms).version }, tag);
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'terms-changed')
        setNewer(await queries.fetchQuery({ ...termsQuery(tag), staleTime: 0 }));
      throw error;
    }
  };
  return (
    <Modal title={t('terms.change')} onClose={onClose} wide>
      <Form
        submit={t('terms.save')}
        check={(values) =>
          Object.fromEntries(
            Object.entries(termsIn(values).wrong).map(([name, wrong]) => [name, t(`terms.wrong.${wrong}`)]),
          )
        }
        send={send}
        onDone={(stated) => {
          queries.setQueryData(termsQuery(tag).queryKey, stated);
          announce(t('terms.saved', { version: stated.version }));
          onClose();
        }}
      >
        <p className={css.words}>{t('terms.state.text')}</p>
        <FeeFields fees={terms.fees} />
        <div className={css.pair}>
          {(['holdMinutes', 'offerMinutes'] as const).map((name) => (
            <Field
              key={name}
              name={name}
              label={t(name === 'holdMinutes' ? 'terms.hold' : 'terms.offer')}
              unit={t('terms.unit.minutes')}
              inputMode="numeric"
              autoComplete="off"
              maxLength={7}
              defaultValue={terms[name]}
            />
          ))}
        </div>
        <LongField
          name="note"
          label={t('terms.note')}
          hint={t('terms.note.hint')}
          rows={3}
          maxLength={2000}
          optional
          defaultValue={terms.note}
        />
        {newer && (
          <section className={css.newer} aria-label={t('terms.newer', { version: newer.version })}>
            <h3>{t('terms.newer', { version: newer.version })}</h3>
            <Fees fees={newer.fees} />
            <Holding terms={newer} />
            {newer.note && <p className={css.note}>{newer.note}</p>}
          </section>
        )}
      </Form>
    </Modal>
  );
}

interface FeeRow {
  id: number;
  /** None where it was added just now. */
  fee?: BookingTerms['fees'][number];
}

function FeeFields({ fees }: { fees: BookingTerms['fees'] }) {
  const { t } = useLanguage();
  const add = useRef<HTMLButtonElement>(null);
  const [rows, setRows] = useState<FeeRow[]>(() => fees.map((fee, id) => ({ id, fee })));
  const next = useRef(fees.length);
  return (
    <fieldset className={css.feeFields}>
      <legend className={controls.label}>{t('terms.fees')}</legend>
      {rows.length === 0 && <p className={css.words}>{t('terms.fees.free')}</p>}
      {rows.map(({ id, fee }, index) => (
        <div key={id} className={css.feeRow}>
          <input type="hidden" name="step" value={id} />
          <Field
            name={`hours-${id}`}
            label={t('terms.step.hours', { step: index + 1 })}
            unit={t('terms.unit.hours')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            autoFocus={fee === undefined}
            defaultValue={fee?.hoursBefore ?? ''}
          />
          <Field
            name={`percent-${id}`}
            label={t('terms.step.percent', { step: index + 1 })}
            unit="%"
            inputMode="decimal"
            autoComplete="off"
            maxLength={8}
            defaultValue={fee?.percent ?? ''}
          />
          <button
            type="button"
            className={controls.quiet}
            aria-label={t('terms.step.remove', { step: index + 1 })}
            onClick={() => {
              setRows(rows.filter((row) => row.id !== id));
              add.current?.focus();
            }}
          >
            {t('terms.remove')}
          </button>
        </div>
      ))}
      <button
        ref={add}
        type="button"
        className={controls.button}
        aria-disabled={rows.length >= limits.fees}
        onClick={() => {
          if (rows.length >= limits.fees) return;
          setRows([...rows, { id: next.current }]);
          next.current += 1;
        }}
      >
        {t('terms.add')}
      </button>
      {rows.length >= limits.fees && <p className={css.words}>{t('terms.most', { count: limits.fees })}</p>}
    </fieldset>
  );
}
