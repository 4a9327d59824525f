import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import { useLanguage } from '../i18n/index.ts';
import { CrossingSheet } from './crossing-sheet.tsx';
import type { Subject, Train } from './subject.ts';
import styles from './subject-popover.module.css';
import { LegSheet, ServiceSheet, TerminalSheet, TrainSheet } from './subject-sheets.tsx';

interface Props {
  subject: Subject;
  train: Train | undefined;
  network: NetworkAnswer;
  /** Where the subject lies on the map, in pixels; null where the map cannot say, and on a phone it does not matter. */
  place: { x: number; y: number } | null;
  /** Grows as the map moves, so that the sheet moves along. */
  moves: number;
  onOpen: (subject: Subject) => void;
  onClose: () => void;
  onAvoid?: (crossingId: string) => void;
}

/** The small sheet beside what was opened; on a narrow map it lies along the bottom. Escape closes it. */
export function SubjectPopover({ subject, train, network, place, moves, onOpen, onClose, onAvoid }: Props) {
  const { t } = useLanguage();
  const sheet = useRef<HTMLDivElement>(null);
  const title = useId();
  useEffect(() => sheet.current?.focus({ preventScroll: true }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a moved map is a reason to look again where the subject lies
  useLayoutEffect(() => {
    if (sheet.current) stand(sheet.current, place);
  }, [place?.x, place?.y, moves]);
  useEffect(() => {
    const element = sheet.current;
    if (!element) return;
    // figures arrive after the sheet is opened, and make it taller
    const watcher = new ResizeObserver(() => stand(element, place));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [place]);
  return (
    <div
      ref={sheet}
      className={styles.popover}
      role="dialog"
      aria-labelledby={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <button type="button" className={styles.close} aria-label={t('map.close')} onClick={onClose}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path d="M3 3l10 10M13 3L3 13" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
      {subject.kind === 'crossing' && (
        <CrossingSheet
          id={subject.id}
          titleId={title}
          network={network}
          onOpen={onOpen}
          {...(onAvoid ? { onAvoid } : {})}
        />
      )}
      {subject.kind === 'terminal' && (
        <TerminalSheet id={subject.id} titleId={title} network={network} onOpen={onOpen} />
      )}
      {subject.kind === 'service' && (
        <ServiceSheet id={subject.id} titleId={title} network={network} onOpen={onOpen} />
      )}
      {subject.kind === 'leg' && (
        <LegSheet id={subject.id} titleId={title} network={network} onOpen={onOpen} />
      )}
      {subject.kind === 'train' && <TrainSheet train={train} titleId={title} />}
    </div>
  );
}

/** Below the point if there is room, else above, always inside the map; without a point at the right, clear of the list. */
function stand(sheet: HTMLElement, place: { x: number; y: number } | null): void {
  const map = sheet.offsetParent;
  if (!map) return;
  const gap = 16;
  const edge = 8;
  const { x, y } = place ?? { x: map.clientWidth, y: 48 };
  const left = Math.min(Math.max(x - 40, edge), map.clientWidth - sheet.offsetWidth - edge);
  const below = y + gap;
  const above = y - gap - sheet.offsetHeight;
  const fitsBelow = below + sheet.offsetHeight <= map.clientHeight - edge;
  const top = fitsBelow
    ? below
    : above >= edge
      ? above
      : Math.max(edge, map.clientHeight - sheet.offsetHeight - edge);
  sheet.style.setProperty('--left', `${Math.max(edge, left)}px`);
  sheet.style.setProperty('--top', `${Math.max(edge, top)}px`);
}
