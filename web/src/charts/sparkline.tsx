import css from './charts.module.css';
import { type ChartPoint, inTime, levelOf, runsOf } from './data.ts';

const [width, height] = [132, 34];

/** How a series went, in the space of a word: no axis, no library. Breaks where nobody knows. */
export function Sparkline({ points }: { points: readonly ChartPoint[] }) {
  const known = inTime(
    points.filter(({ figure, type }) => type === 'observation' && levelOf(figure) !== null),
  );
  if (known.length < 2) return null;
  const ends = known.map(({ end }) => Date.parse(end));
  const levels = known.map(({ figure }) => levelOf(figure) ?? 0);
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const [low, top] = [Math.min(...levels), Math.max(...levels)];
  const x = ({ end }: ChartPoint) => 3 + ((Date.parse(end) - from) / (to - from || 1)) * (width - 8);
  const y = ({ figure }: ChartPoint) =>
    height - 4 - (((levelOf(figure) ?? 0) - low) / (top - low || 1)) * (height - 8);
  const path = runsOf(known)
    .map(({ points: run }) =>
      run.map((point, index) => `${index ? 'L' : 'M'}${x(point).toFixed(1)} ${y(point).toFixed(1)}`).join(''),
    )
    .join('');
  const last = known.at(-1);
  return (
    <svg className={css.spark} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={path} />
      {last && <circle cx={x(last)} cy={y(last)} r="2.4" />}
    </svg>
  );
}
