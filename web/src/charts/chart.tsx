import { type Ref, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useLanguage } from '../i18n/index.ts';
import { Failed } from '../sheet/index.ts';
import css from './charts.module.css';
import type { ChartPoint } from './data.ts';
import type * as Drawings from './drawings.ts';
import type { Drawing, Frame } from './frame.ts';
import { Points } from './points.tsx';
import './messages.ts';

export interface ChartHandle {
  /** The picture as it stands in the page; null until it is drawn. */
  picture(): SVGSVGElement | null;
}
interface Props {
  /** What it shows, for whoever hears it. */
  label: string;
  /** Must be the same function while it draws the same. */
  draw: (drawings: typeof Drawings, frame: Frame) => Drawing;
  height?: number;
  /** Heading of a point's evidence. */
  nameOf: (point: ChartPoint) => string;
  handle?: Ref<ChartHandle>;
}

/** A picture as wide as its place, with a button over each of its points. What draws it is loaded when the first one is shown. */
export function Chart({ label, draw, height = 340, nameOf, handle }: Props) {
  const { t, format } = useLanguage();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const { drawings, failed, again } = useDrawings();
  const { drawing, fault } = useMemo(() => {
    if (!drawings || width === 0) return {};
    try {
      return { drawing: draw(drawings, { width, height, t, format }) };
    } catch (error) {
      return { fault: error };
    }
  }, [drawings, draw, width, height, t, format]);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(Math.round(element.clientWidth)));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    if (drawing) canvas.current?.replaceChildren(drawing.svg);
  }, [drawing]);
  useImperativeHandle(handle, () => ({ picture: () => drawing?.svg ?? null }), [drawing]);
  return (
    <div
      ref={place}
      className={css.place}
      style={{ minHeight: height }}
      data-chart={drawing ? 'drawn' : 'waiting'}
      aria-busy={!drawing && !failed && !fault}
    >
      {(failed ?? fault) ? <Failed error={failed ?? fault} again={again} /> : null}
      {!drawing && !failed && !fault && <div className={css.bone} style={{ height }} />}
      <div ref={canvas} className={css.canvas} />
      {drawing && (
        <>
          <p id={id} className={css.hidden}>
            {t('indicators.points.keys')}
          </p>
          <Points
            spots={drawing.spots}
            label={t('indicators.points', { label, count: drawing.spots.length })}
            describedBy={id}
            width={width}
            nameOf={nameOf}
          />
        </>
      )}
    </div>
  );
}

let loading: Promise<typeof Drawings> | undefined;
let loaded: typeof Drawings | undefined;

function useDrawings() {
  const [drawings, setDrawings] = useState(loaded);
  const [failed, setFailed] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is another try
  useEffect(() => {
    let here = true;
    loading ??= import('./drawings.ts');
    loading.then(
      (module) => {
        loaded = module;
        if (here) setDrawings(module);
      },
      (error: unknown) => {
        loading = undefined;
        if (here) setFailed(error);
      },
    );
    return () => {
      here = false;
    };
  }, [turn]);
  const again = () => {
    setFailed(null);
    setTurn(turn + 1);
  };
  return { drawings, failed, again };
}
