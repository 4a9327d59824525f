import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react';
import { KindMark } from '../figure/index.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './charts.module.css';
import type { ChartPoint } from './data.ts';
import type { Spot } from './frame.ts';
import { nextSpot } from './steps.ts';
import { periodText, saidText, spotText } from './words.ts';

const EvidenceDialog = lazy(() => import('../figure/evidence-dialog.tsx'));

interface Props {
  spots: readonly Spot[];
  label: string;
  describedBy: string;
  width: number;
  nameOf: (point: ChartPoint) => string;
}

/**
 * A button over each point of a picture. The tab key comes to one of them, arrows walk on: along the line, and from line to line. Pressing one
 * opens its evidence.
 */
export function Points({ spots, label, describedBy, width, nameOf }: Props) {
  const { t, format } = useLanguage();
  const group = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const [current, setCurrent] = useState(0);
  const [shown, setShown] = useState<number | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const [drawn, setDrawn] = useState(spots);
  // Another picture has other points; the same in another size has not, and what is open stays open.
  if (drawn !== spots) {
    setDrawn(spots);
    if (spots.length !== drawn.length || spots.some((spot, index) => keyOf(spot) !== keyOf(drawn[index]))) {
      setCurrent(0);
      setShown(null);
      setOpen(null);
    }
  }
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setShown(null);
    const next = nextSpot(spots, current, event.key);
    if (next === null) return;
    event.preventDefault();
    setCurrent(next);
    const button = group.current?.querySelectorAll<HTMLButtonElement>(':scope > button')[next];
    button?.focus();
  };
  const opened = open === null ? undefined : spots[open];
  const told = shown === null ? undefined : spots[shown];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form
    <div
      ref={group}
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      className={css.points}
      onKeyDown={walk}
    >
      {spots.map((spot, index) => (
        <button
          key={keyOf(spot)}
          ref={index === open ? trigger : null}
          type="button"
          className={css.point}
          style={{ left: spot.x, top: spot.y }}
          tabIndex={index === Math.min(current, spots.length - 1) ? 0 : -1}
          aria-haspopup="dialog"
          aria-expanded={index === open}
          aria-label={spotText(spot, t, format)}
          data-type={spot.point.type}
          onClick={() => {
            setCurrent(index);
            setShown(null);
            setOpen(index);
          }}
          onFocus={() => {
            setCurrent(index);
            setShown(index);
          }}
          onBlur={() => setShown(null)}
          onPointerEnter={() => setShown(index)}
          onPointerLeave={() => setShown(null)}
        />
      ))}
      {told && open === null && (
        <div
          className={css.tip}
          aria-hidden="true"
          data-side={told.x > width - 150 ? 'left' : told.x < 150 ? 'right' : 'middle'}
          data-below={told.y < 90}
          style={{ left: told.x, top: told.y }}
        >
          <span className={css.tipValue}>
            {saidText(told.point, t, format)} <KindMark kind={told.point.figure.kind} />
          </span>
          <span>
            {[told.series, told.note, periodText(told.point, format)].filter(Boolean).join(' · ')}
            <br />
            {told.point.by}
          </span>
        </div>
      )}
      {opened && (
        <Suspense fallback={null}>
          <EvidenceDialog
            figure={opened.point.figure}
            label={nameOf(opened.point)}
            trigger={trigger}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

const keyOf = (spot: Spot | undefined): string => (spot ? `${spot.series} ${spot.point.id}` : '');
