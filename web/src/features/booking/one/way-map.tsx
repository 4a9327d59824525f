import { useEffect, useMemo, useRef, useState } from 'react';
import type { NetworkAnswer, Option } from '../../../api/freight.ts';
import { type Basemap, loadBasemap } from '../../../map/basemap.ts';
import { StillMap } from '../../../map/still-map.tsx';
import css from './one.module.css';

/** The way as a still drawing, without the map engine; loaded after the page. */
export default function WayMap({ network, option }: { network: NetworkAnswer; option: Option }) {
  const frame = useRef<HTMLDivElement>(null);
  const [basemap, setBasemap] = useState<Basemap | null>(null);
  const [size, setSize] = useState({ width: 420, height: 240 });
  useEffect(() => {
    // without coastlines the drawing still shows lines and places
    loadBasemap().then(setBasemap, () => undefined);
  }, []);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
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
  const chosen = useMemo(
    () => ({
      track: option.legs.flatMap((leg) => leg.track),
      stops: [...new Set(option.legs.flatMap((leg) => [leg.from.id, leg.to.id]))],
      crossings: option.legs.flatMap((leg) => (leg.crossing ? [leg.crossing.id] : [])),
    }),
    [option],
  );
  return (
    <div ref={frame} className={css.frame}>
      <StillMap network={network} basemap={basemap} chosen={chosen} size={size} />
    </div>
  );
}
