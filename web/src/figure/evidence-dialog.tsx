import type { RefObject } from 'react';
import { useSyncExternalStore } from 'react';
import { Dialog, Heading, Modal, ModalOverlay, Popover } from 'react-aria-components';
import type { Figure } from '../api/freight.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './evidence.module.css';
import { EvidenceList } from './evidence-list.tsx';
import { KindMark } from './mark.tsx';
import { figureText } from './units.ts';

interface Props {
  figure: Figure;
  label: string;
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** Where a figure comes from: a popover beside it on a desk, a sheet from below on a phone. Focus goes in and comes back. */
export default function EvidenceDialog({ figure, label, trigger, onClose }: Props) {
  const phone = useSyncExternalStore(subscribePhone, () => phoneWidth.matches);
  const change = (open: boolean) => !open && onClose();
  const body = (
    <Dialog className={css.dialog ?? ''}>
      <EvidenceBody figure={figure} label={label} onClose={onClose} />
    </Dialog>
  );
  if (phone) {
    return (
      <ModalOverlay className={css.overlay ?? ''} isOpen isDismissable onOpenChange={change}>
        <Modal className={css.sheet ?? ''}>{body}</Modal>
      </ModalOverlay>
    );
  }
  return (
    <Popover
      className={css.popover ?? ''}
      triggerRef={trigger}
      isOpen
      onOpenChange={change}
      placement="right top"
      offset={12}
      containerPadding={12}
    >
      {body}
    </Popover>
  );
}

function EvidenceBody({ figure, label, onClose }: Omit<Props, 'trigger'>) {
  const { t, format } = useLanguage();
  const interval =
    figure.value !== null && figure.lo !== undefined && figure.hi !== undefined && figure.lo !== figure.hi;
  return (
    <>
      <div className={css.head}>
        <Heading slot="title" level={2} className={css.label ?? ''}>
          {label}
        </Heading>
        <button type="button" className={css.close} onClick={onClose} aria-label={t('shell.close')}>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="m1.5 1.5 9 9m0-9-9 9" stroke="currentColor" strokeWidth="1.4" />
          </svg>
        </button>
      </div>
      <p className={css.big}>{figureText(figure, t, format)}</p>
      {interval && (
        <p className={css.quiet}>
          {t('shell.figure.between', {
            lo: figureText({ ...figure, value: figure.lo ?? null }, t, format),
            hi: figureText({ ...figure, value: figure.hi ?? null }, t, format),
          })}
        </p>
      )}
      <p className={css.kind}>
        <KindMark kind={figure.kind} /> {t(`shell.kind.${figure.kind}`)}
        {figure.period ? ` · ${format.period(figure.period)}` : ''}
      </p>
      <EvidenceList evidence={figure.evidence} />
    </>
  );
}

const phoneWidth = matchMedia('(max-width: 719px)');
function subscribePhone(listener: () => void): () => void {
  phoneWidth.addEventListener('change', listener);
  return () => phoneWidth.removeEventListener('change', listener);
}
