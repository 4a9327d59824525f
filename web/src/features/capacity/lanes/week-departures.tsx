import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type CapacityKind, type Cell, type Lane, weekRunsQuery } from '../../../api/capacity.ts';
import { networkQuery, type Run } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Modal, Nothing } from '../../../sheet/index.ts';
import { mondayFrom } from './address.ts';
import { shownAmount } from './cell.ts';
import css from './lanes.module.css';

interface Props {
  lane: Lane;
  /** The week's. */
  monday: string;
  cell: Cell;
  kind: CapacityKind;
  onClose: () => void;
}

/** The departures behind a cell, each with the way to its own page. */
export function WeekDepartures({ lane, monday, cell, kind, onClose }: Props) {
  const { t, tag, format } = useLanguage();
  const network = useQuery(networkQuery(tag));
  const wanted = new Set(lane.services.map(({ id }) => id));
  const origins = [
    ...new Set(
      (network.data?.services ?? []).flatMap(({ id, calls }) => (wanted.has(id) ? calls.slice(0, 1) : [])),
    ),
  ];
  const answers = useQueries({ queries: origins.map((origin) => weekRunsQuery(origin, monday, tag)) });
  const error = network.error ?? answers.find((answer) => answer.error)?.error;
  const pending = !network.data || answers.some((answer) => answer.isPending);
  const runs = answers
    .flatMap((answer) => answer.data?.items ?? [])
    .filter((run) => wanted.has(run.service.id) && inWeek(run, monday))
    .sort((one, other) => firstOf(one).localeCompare(firstOf(other)));
  const zones = new Map((network.data?.terminals ?? []).map(({ id, zone }) => [id, zone]));
  return (
    <Modal title={`${lane.from.name} → ${lane.to.name}`} onClose={onClose} light wide>
      <p className={css.week}>
        {t('capacity.lanes.weekOf', {
          from: format.date(monday, 'day'),
          to: format.date(mondayFrom(monday, 1), 'day'),
        })}
        <WeekNumbers cell={cell} kind={kind} />
      </p>
      {error && (
        <Failed error={error} again={() => void Promise.all(answers.map((answer) => answer.refetch()))} />
      )}
      {!error && pending && <Bones rows={Math.max(1, Math.min(5, cell.departures))} />}
      {!error && !pending && runs.length === 0 && <Nothing>{t('capacity.lanes.says.none')}</Nothing>}
      <ul className={css.departures}>
        {runs.map((run) => (
          <DepartureRow key={run.id} run={run} zone={zones.get(run.calls[0]?.stop ?? '') ?? 'UTC'} />
        ))}
      </ul>
    </Modal>
  );
}

function WeekNumbers({ cell, kind }: Pick<Props, 'cell' | 'kind'>) {
  const { t, format } = useLanguage();
  const { capacity, held, confirmed, waiting, departures } = cell;
  if (departures === 0) return null;
  const write = (amount: number) => format.number(shownAmount(kind, amount));
  const taken = { confirmed: write(confirmed), held: write(held) };
  return (
    <>
      {' · '}
      {t(`capacity.kind.${kind}`)}
      {': '}
      {capacity === null
        ? t('capacity.lanes.says.unsaid', taken)
        : t('capacity.lanes.says.taken', {
            ...taken,
            capacity: write(capacity),
            left: write(Math.max(0, capacity - held - confirmed)),
          })}
      {waiting > 0 && ` · ${t('capacity.lanes.waiting', { number: write(waiting) })}`}
    </>
  );
}

function DepartureRow({ run, zone }: { run: Run; zone: string }) {
  const { t, format } = useLanguage();
  const at = firstOf(run);
  return (
    <li>
      <Link to="/departures/$run" params={{ run: run.id }} className={css.departure}>
        <span className={css.when}>
          {format.date(at, 'weekday', zone)} <small>{format.time(at, zone)}</small>
        </span>
        <span>{run.service.name}</span>
        <span className={run.cancelled ? css.isCancelled : css.left}>
          {run.cancelled
            ? t('capacity.cancelled')
            : run.leftTeu === undefined
              ? ''
              : run.leftTeu === null
                ? t('capacity.unsaid')
                : t('capacity.teuLeft', { number: format.number(run.leftTeu) })}
        </span>
      </Link>
    </li>
  );
}

const firstOf = (run: Run): string => run.calls[0]?.departure ?? '';
const inWeek = (run: Run, monday: string): boolean => {
  const at = firstOf(run).slice(0, 10);
  return at >= monday && at < mondayFrom(monday, 1);
};
