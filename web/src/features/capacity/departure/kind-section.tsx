import type { CapacityKind, DepartureCapacity, Pool, Segment } from '../../../api/capacity.ts';
import { Figure, figureText } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Section } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import css from './departure.module.css';

interface Props {
  kind: CapacityKind;
  departure: DepartureCapacity;
  at: (instant: string, terminal: string) => string;
}

/** One kind of what a train can be short of, stretch by stretch. */
export function KindSection({ kind, departure, at }: Props) {
  const { t } = useLanguage();
  const rows = departure.segments.flatMap((segment) => {
    const pool = segment.pools.find((found) => found.kind === kind);
    return pool ? [{ segment, pool }] : [];
  });
  const capacity = rows[0]?.pool.capacity;
  const name = t(`capacity.kind.${kind}`);
  return (
    <Section
      title={name}
      note={
        capacity && (
          <span className={css.capacity}>
            <Figure figure={capacity} label={`${name}, ${departure.service.name}`} size="large" />
            <span>
              {t(capacity.value === null ? 'capacity.departure.unsaid' : 'capacity.departure.each')}
            </span>
          </span>
        )
      }
    >
      <table className={css.stretches}>
        <caption className={controls.hidden}>{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t('capacity.stretch')}</th>
            <th scope="col" className={css.barHead}>
              <Key />
            </th>
            <th scope="col" className={css.number}>
              {t('capacity.left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ segment, pool }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a train may call at a terminal twice, but its stretches keep their order
            <Stretch key={index} segment={segment} pool={pool} at={at} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Key() {
  const { t } = useLanguage();
  return (
    <span className={css.key}>
      <span>
        <i className={css.confirmedSign} /> {t('capacity.confirmed')}
      </span>
      <span>
        <i className={css.heldSign} /> {t('capacity.held')}
      </span>
      <span>
        <i className={css.leftSign} /> {t('capacity.left')}
      </span>
    </span>
  );
}

function Stretch({ segment, pool, at }: { segment: Segment; pool: Pool } & Pick<Props, 'at'>) {
  const { t, format } = useLanguage();
  const { capacity, held, confirmed, left } = pool;
  const all = capacity.value === null ? null : Math.max(Number(capacity.value), held + confirmed, 1);
  const share = (amount: number) => ({ width: `${all === null ? 0 : (amount / all) * 100}%` });
  const write = (amount: number) =>
    figureText({ value: String(amount), unit: capacity.unit, kind: 'model', evidence: [] }, t, format);
  return (
    <tr>
      <th scope="row">
        {segment.from.name} → {segment.to.name}
        <small>{at(segment.departure, segment.from.id)}</small>
      </th>
      <td className={css.barCell}>
        <div className={css.bar} data-unsaid={all === null} aria-hidden="true">
          <span className={css.confirmed} style={share(confirmed)} />
          <span className={css.held} style={share(held)} />
        </div>
        <span className={css.taken}>
          {t('capacity.stretch.taken', { confirmed: write(confirmed), held: write(held) })}
        </span>
      </td>
      <td className={css.number}>
        {left === null ? (
          <em>{t('capacity.unsaid')}</em>
        ) : (
          <strong data-none={left === 0}>{write(left)}</strong>
        )}
      </td>
    </tr>
  );
}
