import type { ReactNode } from 'react';
import { Dialog, Heading, ModalOverlay, Modal as Window } from 'react-aria-components';
import { useLanguage } from '../i18n/index.ts';
import css from './modal.module.css';

interface Props {
  title: string;
  onClose: () => void;
  /** For a question that has to be answered. */
  alert?: boolean;
  /** Closed by a press beside it; not for forms, which a slip of the hand must not empty. */
  light?: boolean;
  wide?: boolean;
  children: ReactNode;
}

/** A sheet over the page; Escape closes it, and the focus goes back to where it came from. On a phone it lies along the bottom. */
export function Modal({ title, onClose, alert = false, light = false, wide = false, children }: Props) {
  const { t } = useLanguage();
  return (
    <ModalOverlay
      className={css.overlay ?? ''}
      isOpen
      isDismissable={light}
      onOpenChange={(open) => !open && onClose()}
    >
      <Window className={`${css.window} ${wide ? css.wide : ''}`}>
        <Dialog className={css.dialog ?? ''} role={alert ? 'alertdialog' : 'dialog'}>
          <div className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <button type="button" className={css.close} onClick={onClose} aria-label={t('shell.close')}>
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <path d="m1.5 1.5 9 9m0-9-9 9" stroke="currentColor" strokeWidth="1.4" />
              </svg>
            </button>
          </div>
          {children}
        </Dialog>
      </Window>
    </ModalOverlay>
  );
}
