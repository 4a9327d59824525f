import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accept, articlesChanged, type Finding, type Spot } from '../../../api/observatory.ts';
import { useFault } from '../../../form/fault-context.ts';
import { Form, LongField } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Modal } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { useMay } from '../../../shell/session.ts';
import controls from '../../../styles/controls.module.css';
import { choicesOf } from './choices.ts';
import css from './decision.module.css';

/** Where several figures can't all be right: which one is gone by and why, and for whoever may a way to say so. All of them stay. */
export function Decision({ finding }: { finding: Finding }) {
  const { t, format } = useLanguage();
  const mayDecide = useMay('evidence:write');
  const [isOpen, setIsOpen] = useState(false);
  const { decision } = finding;
  const choices = choicesOf(finding);
  const accepted = finding.spots.find(({ claim }) => claim === decision?.claim);
  return (
    <>
      {decision && accepted && (
        <div className={css.decided}>
          <p>{t('observatory.decision.accepted', { figure: accepted.quote, reason: decision.reason })}</p>
          <small>
            {t('observatory.decision.when', {
              date: format.date(decision.recordedAt, 'year'),
              time: format.time(decision.recordedAt),
            })}
          </small>
        </div>
      )}
      {mayDecide && choices.length > 1 && (
        <button type="button" className={`${controls.button} ${css.open}`} onClick={() => setIsOpen(true)}>
          {t(decision ? 'observatory.decision.openAgain' : 'observatory.decision.open')}
        </button>
      )}
      {isOpen && <DecisionSheet finding={finding} choices={choices} onClose={() => setIsOpen(false)} />}
    </>
  );
}

interface SheetProps {
  finding: Finding;
  choices: readonly Spot[];
  onClose: () => void;
}

function DecisionSheet({ finding, choices, onClose }: SheetProps) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const given = (values: FormData, name: string) => String(values.get(name) ?? '').trim();
  return (
    <Modal title={t('observatory.decision.title')} onClose={onClose}>
      <Form
        submit={t('observatory.decision.accept')}
        send={(values) => accept(finding.id, given(values, 'claim'), given(values, 'reason'), tag)}
        check={(values) =>
          Object.fromEntries(
            ['claim', 'reason']
              .filter((name) => given(values, name) === '')
              .map((name) => [name, t('shell.form.required')]),
          )
        }
        onDone={() => {
          announce(t('observatory.decision.done'));
          void articlesChanged(queries);
          onClose();
        }}
        beside={
          <button type="button" className={controls.button} onClick={onClose}>
            {t('shell.form.keep')}
          </button>
        }
      >
        <p className={css.message}>{finding.text}</p>
        <Figures choices={choices} chosen={finding.decision?.claim} />
        <LongField
          name="reason"
          label={t('observatory.decision.why')}
          hint={t('observatory.decision.whyHint')}
          rows={3}
          maxLength={2000}
        />
      </Form>
    </Modal>
  );
}

function Figures({ choices, chosen }: { choices: readonly Spot[]; chosen: string | undefined }) {
  const { t } = useLanguage();
  const fault = useFault('claim');
  return (
    <fieldset className={css.figures} aria-describedby={fault ? 'claim-fault' : undefined}>
      <legend className={controls.label}>{t('observatory.decision.figure')}</legend>
      {choices.map(({ claim, quote, title, publisher, sentence }) => (
        <label key={claim}>
          <input type="radio" name="claim" value={claim} defaultChecked={claim === chosen} />
          <span>
            <strong>{quote}</strong>
            <small>{[publisher, title].filter(Boolean).join(' · ') || t('observatory.untitled')}</small>
            <small className={css.sentence}>{sentence}</small>
          </span>
        </label>
      ))}
      {fault && (
        <p id="claim-fault" className={css.fault}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}
