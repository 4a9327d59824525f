import { type ReactNode, useMemo } from 'react';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import { useLanguage } from '../i18n/index.ts';
import type { Basemap } from './basemap.ts';
import { type Chosen, indexLegs, pointsOf } from './features.ts';
import { type Bounds, boundsOf } from './geometry.ts';
import { CrossingSign } from './legend.tsx';
import type { Size } from './projection.ts';
import styles from './still-map.module.css';
import { drawStillPicture, type Mark, type StillLine, type StillPoint } from './still-picture.ts';
import { crossingSubject, type Subject, terminalSubject } from './subject.ts';
import './messages.ts';

export interface StillMapProps {
  network: NetworkAnswer;
  basemap: Basemap | null;
  chosen: Chosen | null;
  /** What to show; without it the chosen way, or the corridor. */
  bounds?: Bounds;
  size?: Size;
  marks?: Marks | undefined;
  /** Makes terminals and crossings something to click. The list beside the map serves the keyboard. */
  onOpen?: (subject: Subject) => void;
}

/** Points of the page's own, that to be named first coming first, and how one is drawn, about 0 and 0. The page says elsewhere what they are. */
export interface Marks {
  points: readonly Mark[];
  draw: (id: string) => ReactNode;
}

/** The map as one drawing in the conic projection: for small maps, for paper, and where there is no WebGL. */
export function StillMap({
  network,
  basemap,
  chosen,
  bounds,
  size = defaultSize,
  marks,
  onOpen,
}: StillMapProps) {
  const { t } = useLanguage();
  const frame = useMemo(() => bounds ?? boundsToShow(network, chosen), [bounds, network, chosen]);
  const picture = useMemo(
    () => drawStillPicture(network, basemap, chosen, frame, size, marks?.points),
    [network, basemap, chosen, frame, size, marks?.points],
  );
  const open = (pointId: string) => {
    const [kind, id] = pointId.split(/:(.*)/s);
    const crossing = kind === 'crossing' && network.crossings.find((found) => found.id === id);
    const terminal = kind === 'terminal' && network.terminals.find((found) => found.id === id);
    if (crossing) onOpen?.(crossingSubject(crossing));
    if (terminal) onOpen?.(terminalSubject(terminal));
  };
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={t('map.label')}
      data-marked={marks !== undefined}
    >
      <path d={picture.land} className={styles.land} />
      <path d={picture.borders} className={styles.borders} />
      <Lines lines={picture.lines} className={styles.line} />
      <g className={styles.casing}>
        {picture.chosenLines.map((line) => (
          <path key={line.id} d={line.path} />
        ))}
      </g>
      <Lines lines={picture.chosenLines} className={styles.chosen} />
      {picture.points.map((point) => (
        <g
          key={point.id}
          transform={`translate(${point.x.toFixed(1)} ${point.y.toFixed(1)})`}
          {...(onOpen ? { onClick: () => open(point.id), className: styles.open } : {})}
        >
          <Point point={point} />
        </g>
      ))}
      {/* the largest below, so that none hides another */}
      {picture.marks
        .toSorted((one, other) => (other.radius ?? 0) - (one.radius ?? 0))
        .map(({ id, x, y }) => (
          <g key={id} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
            {marks?.draw(id)}
          </g>
        ))}
      {picture.labels.map((label) => (
        <text
          key={label.id}
          x={label.x}
          y={label.y}
          textAnchor={label.anchor}
          className={label.chosen ? styles.labelChosen : label.isMark ? styles.labelMark : styles.label}
        >
          {label.text}
        </text>
      ))}
    </svg>
  );
}

const defaultSize: Size = { width: 880, height: 520 };

function boundsToShow(network: NetworkAnswer, chosen: Chosen | null): Bounds {
  const way = chosen && boundsOf(pointsOf(network, indexLegs(network), chosen));
  if (!way) return network.view.bounds;
  const [[west, south], [east, north]] = way;
  const margin = Math.max(1.5, (east - west) * 0.08);
  return [
    [west - margin, south - margin],
    [east + margin, north + margin],
  ];
}

/** 1520 mm is two lines: a wide one, and the land's colour inside it. */
function Lines({ lines, className }: { lines: readonly StillLine[]; className: string | undefined }) {
  return (
    <g className={className}>
      {lines.map((line) => (
        <path key={line.id} d={line.path} data-kind={line.kind} />
      ))}
      {lines
        .filter((line) => line.kind === '1520')
        .map((line) => (
          <path key={line.id} d={line.path} data-kind="inlay" />
        ))}
    </g>
  );
}

function Point({ point }: { point: StillPoint }) {
  if (point.sign)
    return (
      <g transform={`scale(${point.chosen ? 1.1 : 0.8})`}>
        <CrossingSign kind={point.sign} open={point.open ?? true} />
      </g>
    );
  return <circle r={point.chosen ? 5 : 2.8} className={point.chosen ? styles.stopChosen : styles.stop} />;
}
