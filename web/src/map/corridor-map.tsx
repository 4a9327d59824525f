import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import { useLanguage } from '../i18n/index.ts';
import styles from './corridor-map.module.css';
import { type Chosen, indexLegs, pointsOf } from './features.ts';
import { boundsOf } from './geometry.ts';
import type { Picked } from './gl-map.ts';
import { Legend } from './legend.tsx';
import { NetworkList } from './network-list.tsx';
import { StillMap } from './still-map.tsx';
import type { Subject, Train } from './subject.ts';
import { SubjectPopover } from './subject-popover.tsx';
import { useGlMap } from './use-gl-map.ts';
import './messages.ts';

export interface CorridorMapProps {
  network: NetworkAnswer;
  /** The way being looked at: its legs (a leading `-` runs one backwards), stops and crossings. */
  selected: Chosen | null;
  alternatives: string[][];
  onSelect?: (subject: { kind: 'terminal' | 'crossing' | 'service'; id: string }) => void;
  /** Without it nothing offers to avoid a crossing. */
  onAvoid?: (crossingId: string) => void;
  trains?: readonly Train[];
}

/** As wide as the lines of a printed page, so that labels keep their size. */
const paper = { width: 760, height: 330 };
const noTrains: readonly Train[] = [];
/** Where corridor-map.module.css spreads the list over the whole page. */
const phone = '(max-width: 719px)';

/** The corridor's map, to pan and to open things on; the same things stand in a list for those who do not point. */
export function CorridorMap({
  network,
  selected,
  alternatives,
  onSelect,
  onAvoid,
  trains = noTrains,
}: CorridorMapProps) {
  const { t, tag } = useLanguage();
  const section = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  const listButton = useRef<HTMLButtonElement>(null);
  const [subject, setSubject] = useState<Subject | null>(null);
  const [listed, setListed] = useState(false);
  const [keyShown, setKeyShown] = useState(false);
  const [moves, setMoves] = useState(0);

  const open = useCallback(
    (next: Subject | Picked | null) => {
      if (!section.current?.querySelector('[role="dialog"]')?.contains(document.activeElement))
        opener.current = document.activeElement;
      setSubject(next);
      if (next && next.kind !== 'leg' && next.kind !== 'train') onSelect?.({ kind: next.kind, id: next.id });
    },
    [onSelect],
  );
  const close = useCallback(() => {
    setSubject(null);
    const back =
      opener.current instanceof HTMLElement && opener.current.isConnected
        ? opener.current
        : listButton.current;
    back?.focus();
  }, []);

  const focus = useMemo(() => focusTrack(subject, network, trains), [subject, network, trains]);
  const { state, settled, map, basemap } = useGlMap(
    canvas,
    { network, chosen: selected, alternatives, focus, trains },
    { label: t('map.label'), language: tag },
    {
      picked: open,
      // only an open sheet moves along
      moved: () => subject && setMoves((count) => count + 1),
    },
  );
  const printing = usePrinting();

  const fitWay = useCallback(
    (still = false) => {
      const way =
        selected && selected.track.length > 0 && boundsOf(pointsOf(network, indexLegs(network), selected));
      map?.fit(way ? { way } : { whole: network.view.bounds }, still);
    },
    [map, network, selected],
  );
  const wayKey = selected?.track.join(' ') ?? '';
  const shownWay = useRef(wayKey);
  useEffect(() => {
    if (!map || shownWay.current === wayKey) return;
    shownWay.current = wayKey;
    fitWay();
  }, [map, wayKey, fitWay]);

  const openFromList = useCallback(
    (next: Subject) => {
      map?.centreOn(next.at);
      open(next);
      // on a phone the list covers the page: what was chosen is to be seen
      if (matchMedia(phone).matches) setListed(false);
    },
    [map, open],
  );
  const latestTrains = useRef(trains);
  latestTrains.current = trains;
  const trainsNow = useCallback(() => latestTrains.current, []);
  const closeList = useCallback(() => setListed(false), []);
  const train = subject?.kind === 'train' ? trains.find((running) => running.id === subject.id) : undefined;
  const place = subject && map ? map.project(train?.at ?? subject.at) : null;

  return (
    <section
      ref={section}
      className={styles.map}
      aria-label={t('map.label')}
      data-listed={listed}
      data-key={keyShown}
      data-map={state === 'ready' && settled ? 'settled' : state}
    >
      <div ref={canvas} className={styles.canvas} hidden={state === 'still'} />
      {(state === 'still' || printing) && (
        <div className={printing && state !== 'still' ? styles.print : styles.still}>
          <StillMap
            network={network}
            basemap={basemap}
            chosen={selected}
            onOpen={open}
            {...(printing ? { size: paper } : {})}
          />
          {state === 'still' && <p className={styles.notice}>{t('map.still')}</p>}
        </div>
      )}
      {state === 'opening' && <p className={styles.notice}>{t('map.opening')}</p>}
      <Legend network={network} open={keyShown} beside={listed} />
      <div className={styles.controls}>
        {state === 'ready' && (
          <>
            <button
              type="button"
              className={styles.zoom}
              aria-label={t('map.zoomIn')}
              onClick={() => map?.zoomBy(1)}
            >
              <Sign path="M8 3v10M3 8h10" />
            </button>
            <button
              type="button"
              className={styles.zoom}
              aria-label={t('map.zoomOut')}
              onClick={() => map?.zoomBy(-1)}
            >
              <Sign path="M3 8h10" />
            </button>
            <button
              type="button"
              className={styles.control}
              aria-label={t(wayKey ? 'map.fitWay' : 'map.fitAll')}
              onClick={() => fitWay()}
            >
              <Sign path="M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3" />
            </button>
          </>
        )}
        <button
          type="button"
          className={styles.keyButton}
          aria-expanded={keyShown}
          onClick={() => setKeyShown(!keyShown)}
        >
          {t('map.legend')}
        </button>
        <button
          type="button"
          ref={listButton}
          className={styles.listButton}
          aria-expanded={listed}
          onClick={() => setListed(!listed)}
        >
          {t('map.list')}
        </button>
      </div>
      {listed && (
        <NetworkList network={network} trainsNow={trainsNow} onOpen={openFromList} onClose={closeList} />
      )}
      {subject && (
        <SubjectPopover
          key={`${subject.kind}:${subject.id}`}
          subject={subject}
          train={train}
          network={network}
          place={place}
          moves={moves}
          onOpen={open}
          onClose={close}
          {...(onAvoid ? { onAvoid } : {})}
        />
      )}
      <p className={styles.credit}>{t('map.credit')}</p>
    </section>
  );
}

/** What is drawn in ink while it is being looked at. */
function focusTrack(subject: Subject | null, network: NetworkAnswer, trains: readonly Train[]): string[] {
  if (subject?.kind === 'leg') return [subject.id];
  const serviceId =
    subject?.kind === 'train' ? trains.find((train) => train.id === subject.id)?.serviceId : subject?.id;
  if (subject?.kind !== 'service' && subject?.kind !== 'train') return nothing;
  return network.services.find((service) => service.id === serviceId)?.track ?? nothing;
}
const nothing: string[] = [];

/** Paper gets the still picture: a canvas prints blurred, in the screen's colours, or not at all. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const paper = matchMedia('print');
    const follow = () => setPrinting(paper.matches);
    paper.addEventListener('change', follow);
    return () => paper.removeEventListener('change', follow);
  }, []);
  return printing;
}

function Sign({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
