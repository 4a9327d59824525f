import { useEffect, useRef, useState } from 'react';
import type { CustomsStatus } from '../../../api/customs.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from './customs.module.css';

interface Props {
  status: CustomsStatus;
  pending: boolean;
  onSend: (note: string, reference: string) => void;
  onClose: () => void;
}

/** Holds or releases, with a note; whoever holds says why, because the forwarder has to put it right. */
export function Decide({ status, pending, onSend, onClose }: Props) {
  const { t } = useLanguage();
  const [note, setNote] = useState('');
  const [reference, setReference] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const wanting = asked && status === 'held' && note.trim() === '';
  return (
    <form
      noValidate
      className={css.decide}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (status === 'held' && note.trim() === '') field.current?.focus();
        else if (!pending) onSend(note.trim(), reference.trim());
      }}
    >
      <label>
        <span className={controls.label}>
          {t(status === 'held' ? 'booking.decide.why' : 'booking.decide.note')}
        </span>
        <textarea
          ref={field}
          className={controls.input}
          rows={2}
          maxLength={1000}
          value={note}
          aria-invalid={wanting}
          onChange={(event) => setNote(event.target.value)}
        />
        {wanting && <span className={css.fault}>{t('booking.decide.needed')}</span>}
      </label>
      <label>
        <span className={controls.label}>{t('booking.decide.reference')}</span>
        <input
          className={controls.input}
          maxLength={100}
          value={reference}
          onChange={(event) => setReference(event.target.value)}
        />
      </label>
      <div className={css.buttons}>
        <button type="submit" className={controls.primary} aria-disabled={pending}>
          {t(status === 'held' ? 'booking.border.hold' : 'booking.border.release')}
        </button>
        <button type="button" className={controls.button} onClick={onClose}>
          {t('booking.discard')}
        </button>
      </div>
    </form>
  );
}
