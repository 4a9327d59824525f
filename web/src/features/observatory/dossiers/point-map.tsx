import { useCallback } from 'react';
import type { NetworkAnswer } from '../../../api/freight.ts';
import { FittedMap, type Size } from '../../../map/fitted-map.tsx';
import type { Bounds, LonLat } from '../../../map/geometry.ts';
import css from './dossier.module.css';

const reachLat = 5.5;
const nothingChosen = { track: [], stops: [], crossings: [] };

/** Where it lies, with the lines around it. */
export default function PointMap({ network, at }: { network: NetworkAnswer; at: LonLat }) {
  const [lon, lat] = at;
  const boundsIn = useCallback(
    ({ width, height }: Size): Bounds => {
      const reachLon = (reachLat * width) / height / Math.cos((lat * Math.PI) / 180);
      return [
        [lon - reachLon, lat - reachLat],
        [lon + reachLon, lat + reachLat],
      ];
    },
    [lon, lat],
  );
  return (
    <FittedMap network={network} chosen={nothingChosen} boundsIn={boundsIn} at={at} className={css.frame} />
  );
}
