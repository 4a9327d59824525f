import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { NetworkAnswer } from '../../../api/freight.ts';
import type { Dossier } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { FittedMap, type Size } from '../../../map/fitted-map.tsx';
import type { Bounds, LonLat } from '../../../map/geometry.ts';
import { frameOf, labelOf, radiusOf } from './place-marks.ts';
import css from './where.module.css';

interface Props {
  network: NetworkAnswer;
  /** Its own point, where it has one. */
  at: LonLat | null;
  name: string;
  places: Dossier['places'];
}
const nothingChosen = { track: [], stops: [], crossings: [] };
const own = 'own';

/** The places of a dossier over the lines of the corridor. What stands at a line is named where there are no other places to be taken for it. */
export default function PlacesMap({ network, at, name, places }: Props) {
  const { t } = useLanguage();
  const ground = useMemo(
    () => (places.length > 0 ? { ...network, terminals: [], crossings: [] } : network),
    [network, places],
  );
  const boundsIn = useCallback(
    (size: Size): Bounds => frameOf([...(at ? [at] : []), ...places.map((place) => place.at)], size),
    [at, places],
  );
  const marks = useMemo(() => {
    const most = Math.max(0, ...places.map(({ by, claims }) => (by === 'named' ? claims : 0)));
    const found = new Map(
      places.map((place) => [place.id, { ...place, radius: radiusOf(place, most) }] as const),
    );
    const points = [...found.values()].map((place) => ({ ...place, label: labelOf(place) }));
    return {
      points: [...(at ? [{ id: own, at, label: name, radius: ownRadius }] : []), ...points],
      draw: (id: string) => {
        const place = found.get(id);
        if (!place) return <OwnSign />;
        const count = t('observatory.dossiers.claims', { count: place.claims });
        return (
          // the list below is the keyboard's
          <Link to="/dossiers/$kind/$id" params={{ kind: 'place', id }} tabIndex={-1} className={css.mark}>
            <title>{`${place.name}: ${count}`}</title>
            <circle r={Math.max(place.radius, reach)} className={css.reach} />
            <circle r={place.radius} className={css[place.by]} />
          </Link>
        );
      },
    };
  }, [at, name, places, t]);
  return (
    <FittedMap
      network={ground}
      chosen={nothingChosen}
      boundsIn={boundsIn}
      marks={marks}
      className={css.frame}
    />
  );
}

const ownRadius = 8;
/** How near a mark a finger or pointer means it. */
const reach = 12;

function OwnSign() {
  return (
    <g className={css.own}>
      <circle r={ownRadius} />
      <circle r="3" />
    </g>
  );
}
