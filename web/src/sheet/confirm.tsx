import type { ReactNode } from 'react';
import { Form } from '../form/form.tsx';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import css from './modal.module.css';
import { Modal } from './modal.tsx';

interface Props {
  title: string;
  children: ReactNode;
  /** The thing it does, as the button says it. */
  action: string;
  onConfirm: (values: FormData) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before something that can't be taken back; the button says what it does, and a refusal is shown where it was asked. */
export function Confirm({ title, children, action, onConfirm, onDone, onClose }: Props) {
  const { t } = useLanguage();
  return (
    <Modal title={title} onClose={onClose} alert>
      <Form
        submit={action}
        send={onConfirm}
        onDone={onDone}
        beside={
          <button type="button" className={controls.button} onClick={onClose}>
            {t('shell.form.keep')}
          </button>
        }
      >
        <div className={css.text}>{children}</div>
      </Form>
    </Modal>
  );
}
