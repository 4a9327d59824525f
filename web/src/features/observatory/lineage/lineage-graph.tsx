import type { Lineage } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Sentence, SpotLink } from '../said.tsx';
import css from './lineage.module.css';
import { byDate, fit, place } from './place.ts';

const box = { width: 148, height: 54, gapX: 44, gapY: 14 };
const lettersMax = 22;

/** A figure through the texts that carry it: drawn where there is room, and told as a list by date. */
export function LineageGraph({ lineage }: { lineage: Lineage }) {
  const { t } = useLanguage();
  const parent = new Map(lineage.edges.map((edge) => [edge.to, edge]));
  const nameOf = new Map(lineage.nodes.map((node) => [node.claim, node.title || node.publisher]));
  return (
    <>
      {lineage.nodes.length > 1 && <Drawing lineage={lineage} />}
      <ol className={css.list}>
        {byDate(lineage.nodes).map((node) => {
          const edge = parent.get(node.claim);
          return (
            <li key={node.claim} data-own={node.claim === lineage.claim}>
              <SpotLink spot={node} />
              <p className={css.how}>
                {[
                  edge && t(`observatory.lineage.${edge.how}`, { title: nameOf.get(edge.from) ?? '' }),
                  node.speaker && t('shell.evidence.saidBy', { name: node.speaker }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <Sentence spot={node} tone={node.claim === lineage.claim ? 'agree' : 'quiet'} />
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** The list below says all of it, so the drawing is for the eye alone. */
function Drawing({ lineage }: { lineage: Lineage }) {
  const { t, format } = useLanguage();
  const placed = place(lineage);
  const at = new Map(placed.map((each) => [each.node.claim, each]));
  const columns = Math.max(...placed.map(({ column }) => column)) + 1;
  const rows = Math.max(...placed.map(({ row }) => row)) + 1;
  const width = columns * (box.width + box.gapX) - box.gapX + 2;
  const height = rows * (box.height + box.gapY) - box.gapY + 2;
  const x = (column: number) => 1 + column * (box.width + box.gapX);
  const y = (row: number) => 1 + row * (box.height + box.gapY);
  return (
    <div className={css.frame}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {lineage.edges.map(({ from, to, how }) => {
          const [one, other] = [at.get(from), at.get(to)];
          if (!one || !other) return null;
          const [x1, y1] = [x(one.column) + box.width, y(one.row) + box.height / 2];
          const [x2, y2] = [x(other.column), y(other.row) + box.height / 2];
          const middle = (x1 + x2) / 2;
          return (
            <path
              key={`${from} ${to}`}
              className={css.edge}
              data-how={how}
              d={`M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`}
            />
          );
        })}
        {placed.map(({ node, column, row }) => (
          <g
            key={node.claim}
            transform={`translate(${x(column)} ${y(row)})`}
            className={css.node}
            data-own={node.claim === lineage.claim}
          >
            <rect width={box.width} height={box.height} rx="3" />
            <text x="9" y="17" className={css.name}>
              {fit(node.publisher || node.title, lettersMax)}
            </text>
            <text x="9" y="32">
              {node.date ? format.period(node.date) : t('shell.evidence.undated')}
            </text>
            <text x="9" y="46">
              {fit(`“${node.quote}”`, lettersMax + 2)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
