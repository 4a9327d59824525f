import { useEffect, useMemo, useState } from 'react';
import type { NetworkAnswer } from '../../../api/freight.ts';
import type { Basemap } from '../../../map/basemap.ts';
import { loadBasemap } from '../../../map/basemap.ts';
import type { Chosen } from '../../../map/features.ts';
import type { Bounds, LonLat } from '../../../map/geometry.ts';
import { StillMap } from '../../../map/still-map.tsx';

const size = { width: 560, height: 380 };

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
  const [basemap, setBasemap] = useState<Basemap | null>(null);
  useEffect(() => {
    // without coastlines the drawing still shows lines and places
    loadBasemap().then(setBasemap, () => undefined);
  }, []);
  const bounds = useMemo((): Bounds => {
    const reachLat = 4.6;
    const reachLon = (reachLat * size.width) / size.height / Math.cos((at[1] * Math.PI) / 180);
    return [
      [at[0] - reachLon, at[1] - reachLat],
      [at[0] + reachLon, at[1] + reachLat],
    ];
  }, [at]);
  return <StillMap network={network} basemap={basemap} chosen={chosen} bounds={bounds} size={size} />;
}
