import { useMemo } from 'react';
import type { NetworkAnswer, Option } from '../../../api/freight.ts';
import { FittedMap } from '../../../map/fitted-map.tsx';
import css from './one.module.css';

/** The way as a still drawing; loaded after the page. */
export default function WayMap({ network, option }: { network: NetworkAnswer; option: Option }) {
  const chosen = useMemo(
    () => ({
      track: option.legs.flatMap((leg) => leg.track),
      stops: [...new Set(option.legs.flatMap((leg) => [leg.from.id, leg.to.id]))],
      crossings: option.legs.flatMap((leg) => (leg.crossing ? [leg.crossing.id] : [])),
    }),
    [option],
  );
  return <FittedMap network={network} chosen={chosen} className={css.frame} />;
}
