/** Keeps the pannable map in step with what React knows: its data, the page's colours, and where the reader points. */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import { type Basemap, loadBasemap } from './basemap.ts';
import { countryLabels } from './countries.ts';
import {
  type Chosen,
  collect,
  countryFeatures,
  crossingFeatures,
  indexLegs,
  legFeatures,
  pointFeature,
  pointsOf,
  terminalFeatures,
  trackFeatures,
} from './features.ts';
import { boundsOf } from './geometry.ts';
import { canDrawGl, type GlMap, openGlMap, type Picked } from './gl-map.ts';
import { onThemeChange, readPalette } from './palette.ts';
import type { Train } from './subject.ts';

export interface MapContent {
  network: NetworkAnswer;
  chosen: Chosen | null;
  alternatives: string[][];
  /** The track of the service or leg being looked at. */
  focus: string[];
  trains: readonly Train[];
}
export type MapState = 'opening' | 'ready' | 'still';

export function useGlMap(
  container: RefObject<HTMLDivElement | null>,
  content: MapContent,
  words: { label: string; language: string },
  on: { picked: (subject: Picked | null) => void; moved: () => void },
) {
  const [state, setState] = useState<MapState>('opening');
  const [settled, setSettled] = useState(false);
  const [map, setMap] = useState<GlMap | null>(null);
  const [basemap, setBasemap] = useState<Basemap | null>(null);
  const latest = useRef({ content, words, on });
  latest.current = { content, words, on };

  useEffect(() => {
    let closed = false;
    let opened: GlMap | undefined;
    let stopWatching: (() => void) | undefined;
    const open = async () => {
      const world = await loadBasemap();
      if (closed || !container.current) return;
      setBasemap(world);
      if (!canDrawGl()) return setState('still');
      const { network, chosen } = latest.current.content;
      const way =
        chosen && chosen.track.length > 0 && boundsOf(pointsOf(network, indexLegs(network), chosen));
      opened = await openGlMap(
        container.current,
        {
          palette: readPalette(container.current),
          basemap: world,
          view: way ? { way } : { whole: network.view.bounds },
          label: latest.current.words.label,
        },
        {
          picked: (subject) => latest.current.on.picked(subject),
          moved: () => latest.current.on.moved(),
          settled: () => setSettled(true),
          lost: () => setState('still'),
        },
      );
      if (closed) return opened.destroy();
      stopWatching = onThemeChange(
        () => container.current && opened?.repaint(readPalette(container.current)),
      );
      setMap(opened);
      setState('ready');
    };
    // without coastlines or graphics the still picture shows what it can
    open().catch(() => !closed && setState('still'));
    return () => {
      closed = true;
      stopWatching?.();
      opened?.destroy();
    };
  }, [container]);

  useEffect(() => map?.rename(words.label), [map, words.label]);
  const { network, chosen, alternatives, focus, trains } = content;
  useEffect(() => map?.show('legs', legFeatures(indexLegs(network))), [map, network]);
  const countries = useMemo(
    () => (basemap ? countryLabels(basemap.countries, network) : []),
    [basemap, network],
  );
  useEffect(
    () => map?.show('countries', countryFeatures(countries, words.language)),
    [map, countries, words.language],
  );
  useEffect(() => {
    map?.show('terminals', terminalFeatures(network, chosen));
    map?.show('crossings', crossingFeatures(network, chosen));
    map?.show('chosen', trackFeatures(indexLegs(network), [chosen?.track ?? []]));
  }, [map, network, chosen]);
  // planners make the list anew at every render; what it says rarely changes
  const othersKey = alternatives.map((track) => track.join(' ')).join('|');
  const others = useMemo(() => othersKey.split('|').map((track) => track.split(' ')), [othersKey]);
  useEffect(
    () => map?.show('alternatives', trackFeatures(indexLegs(network), others)),
    [map, network, others],
  );
  useEffect(() => map?.show('focus', trackFeatures(indexLegs(network), [focus])), [map, network, focus]);
  useEffect(
    () => map?.show('trains', collect(trains.map(({ id, at }) => pointFeature(at, { id })))),
    [map, trains],
  );

  return { state, settled, map, basemap };
}
