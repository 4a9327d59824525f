import { useCallback } from 'react';
import type { NetworkAnswer } from '../../../api/freight.ts';
import type { Chosen } from '../../../map/features.ts';
import { FittedMap, type Size } from '../../../map/fitted-map.tsx';
import type { Bounds, LonLat } from '../../../map/geometry.ts';
import styles from './small-map.module.css';

interface Props {
  network: NetworkAnswer;
  at: LonLat;
  chosen: Chosen;
}

const reachLat = 4.6;

/** Where a place lies, with what is around it. */
export default function SmallMap({ network, at, chosen }: Props) {
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
  return <FittedMap network={network} chosen={chosen} boundsIn={boundsIn} className={styles.frame} />;
}
