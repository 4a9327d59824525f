import { useEffect, useMemo, useRef, useState } from 'react';
import type { NetworkAnswer } from '../../../api/freight.ts';
import { type Basemap, loadBasemap } from '../../../map/basemap.ts';
import type { Chosen } from '../../../map/features.ts';
import type { Bounds, LonLat } from '../../../map/geometry.ts';
import { StillMap } from '../../../map/still-map.tsx';
import styles from './small-map.module.css';

/** Where a place lies, with what is around it: a still drawing, so that a page does not load a map engine for it. */
export default function SmallMap({
  network,
  at,
  chosen,
}: {
  network: NetworkAnswer;
  at: LonLat;
  chosen: Chosen;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [basemap, setBasemap] = useState<Basemap | null>(null);
  const [size, setSize] = useState({ width: 480, height: 320 });
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
  const bounds = useMemo((): Bounds => {
    const reachLat = 4.6;
    const reachLon = (reachLat * size.width) / size.height / Math.cos((at[1] * Math.PI) / 180);
    return [
      [at[0] - reachLon, at[1] - reachLat],
      [at[0] + reachLon, at[1] + reachLat],
    ];
  }, [at, size]);
  return (
    <div ref={frame} className={styles.frame}>
      <StillMap network={network} basemap={basemap} chosen={chosen} bounds={bounds} size={size} />
    </div>
  );
}
