import { type KeyboardEvent, useRef, useState } from 'react';
import type { CapacityKind, Cell, Lane } from '../../../api/capacity.ts';
import { type Format, type Translate, useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import { mondayFrom } from './address.ts';
import { shadeOf, shownAmount } from './cell.ts';
import { moved } from './grid-keys.ts';
import css from './lanes.module.css';

interface Props {
  kind: CapacityKind;
  weeks: readonly string[];
  lanes: readonly Lane[];
  /** What is shown is still the answer to the question before. */
  stale: boolean;
  onOpen: (lane: Lane, week: number) => void;
}

/**
 * A table whose cells are one stop of the Tab key: inside it the arrow keys move, Enter opens. The names of the lanes stay where they are
 * when the weeks scroll.
 */
export function HeatMap({ kind, weeks, lanes, stale, onOpen }: Props) {
  const { t, format } = useLanguage();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ row: 0, column: 0 });
  const here = {
    row: Math.min(at.row, lanes.length - 1),
    column: Math.min(at.column, weeks.length - 1),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event, here, { rows: lanes.length, columns: weeks.length });
    if (!next) return;
    event.preventDefault();
    setAt(next);
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}/${next.column}"]`);
    cell?.focus();
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return (
    <div className={css.frame} data-stale={stale}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table as a grid is the pattern of the ARIA practices; its rows and cells follow
        role="grid"
        className={css.heat}
        aria-label={t('capacity.lanes.caption', { kind: t(`capacity.kind.${kind}`) })}
        aria-busy={stale}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={css.corner}>
              {t('capacity.lanes.lane')}
            </th>
            {weeks.map((monday) => (
              <th key={monday} scope="col">
                <span className={controls.hidden}>{t('capacity.lanes.week')} </span>
                {format.date(monday, 'day')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane, row) => (
            <tr key={lane.id}>
              <th scope="row">
                <LaneName lane={lane} />
              </th>
              {lane.cells.map((cell, column) => (
                <td key={weeks[column]}>
                  <button
                    type="button"
                    data-cell={`${row}/${column}`}
                    data-shade={shadeOf(cell)}
                    className={css.cell}
                    tabIndex={row === here.row && column === here.column ? 0 : -1}
                    onFocus={() => setAt({ row, column })}
                    onClick={() => onOpen(lane, column)}
                  >
                    {/* the name holds what is seen (so that it can be spoken), with what is only in the table's heads before it */}
                    <span className={controls.hidden}>
                      {t('capacity.lanes.cell', {
                        lane: `${lane.from.name} – ${lane.to.name}`,
                        from: format.date(weeks[column] ?? '', 'day'),
                        to: format.date(mondayFrom(weeks[column] ?? '', 1), 'day'),
                      })}{' '}
                    </span>
                    <CellText cell={cell} kind={kind} />
                    <span className={controls.hidden}> {saidOf(cell, kind, t, format)}</span>
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LaneName({ lane: { from, to, services } }: { lane: Lane }) {
  const { t } = useLanguage();
  return (
    <>
      <span className={css.name}>
        {from.name} <span aria-hidden="true">→</span>
        <span className={controls.hidden}> {t('capacity.lanes.to')} </span> {to.name}
      </span>
      <small>
        {from.country} – {to.country} · {t('capacity.lanes.services', { count: services.length })}
      </small>
    </>
  );
}

/** The numbers, whatever the colour says; and what waits. */
function CellText({ cell, kind }: { cell: Cell; kind: CapacityKind }) {
  const { t, format } = useLanguage();
  const { departures, capacity, held, confirmed, waiting } = cell;
  const write = (amount: number) => format.number(shownAmount(kind, amount));
  if (departures === 0)
    return <span className={css.nothing}>{cell.cancelled > 0 ? t('capacity.lanes.cancelled') : '·'}</span>;
  return (
    <>
      <span className={css.taken}>{write(held + confirmed)}</span>{' '}
      <span className={css.of}>
        {capacity === null ? t('capacity.unsaid') : t('capacity.lanes.of', { number: write(capacity) })}
      </span>
      {waiting > 0 && (
        <span className={css.waiting}>{t('capacity.lanes.waiting', { number: write(waiting) })}</span>
      )}
    </>
  );
}

/** What a cell has no room for: how many trains, and how much of it is only held. */
function saidOf(cell: Cell, kind: CapacityKind, t: Translate, format: Format): string {
  const { departures, cancelled, capacity, held, confirmed } = cell;
  const write = (amount: number) => format.number(shownAmount(kind, amount));
  const parts = [
    departures === 0
      ? t('capacity.lanes.says.none')
      : t('capacity.lanes.says.departures', { count: departures }),
  ];
  if (cancelled > 0) parts.push(t('capacity.lanes.says.cancelled', { count: cancelled }));
  if (departures > 0) {
    const taken = { confirmed: write(confirmed), held: write(held) };
    parts.push(
      capacity === null
        ? t('capacity.lanes.says.unsaid', taken)
        : t('capacity.lanes.says.taken', {
            ...taken,
            capacity: write(capacity),
            left: write(Math.max(0, capacity - held - confirmed)),
          }),
    );
  }
  return parts.join(format.table.list);
}
