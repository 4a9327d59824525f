import { useEffect, useMemo, useRef, useState } from 'react';
import type { NetworkAnswer } from '../api/freight.ts';
import { type Basemap, loadBasemap } from './basemap.ts';
import type { Chosen } from './features.ts';
import type { Bounds } from './geometry.ts';
import { type Marks, StillMap } from './still-map.tsx';

export interface Size {
  width: number;
  height: number;
}
interface Props {
  network: NetworkAnswer;
  chosen: Chosen;
  /** What is drawn in a frame of that size; else what is chosen. */
  boundsIn?: (size: Size) => Bounds;
  marks?: Marks;
  className?: string | undefined;
}

/** A still drawing as large as its frame, so that a page does not load a map engine for it. */
export function FittedMap({ network, chosen, boundsIn, marks, className }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [basemap, setBasemap] = useState<Basemap | null>(null);
  const [size, setSize] = useState<Size>({ width: 480, height: 320 });
  useEffect(() => {
    // without coastlines the drawing still shows lines and places
    loadBasemap().then(setBasemap, () => undefined);
  }, []);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    // drawn in the page's own pixels, so that labels keep their size on a phone
    const watcher = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0)
        setSize((before) =>
          before.width === width && before.height === height ? before : { width, height },
        );
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const bounds = useMemo(() => boundsIn?.(size), [boundsIn, size]);
  return (
    <div ref={frame} className={className}>
      <StillMap
        network={network}
        basemap={basemap}
        chosen={chosen}
        size={size}
        {...(bounds ? { bounds } : {})}
        marks={marks}
      />
    </div>
  );
}
