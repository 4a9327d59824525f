import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { indicatorsQuery, type Mirror, mirrorQuery } from '../../../api/indicators.ts';
import { type Grain, grainOf } from '../../../charts/data.ts';
import { Chart, inTime, Legend, periodText } from '../../../charts/index.ts';
import { type MessageKey, useLanguage } from '../../../i18n/index.ts';
import { Bones, Copy, Failed, Nothing, Page, Section } from '../../../sheet/index.ts';
import shared from '../indicators.module.css';
import { Choose } from '../one/choice-fields.tsx';
import { Causes } from './causes.tsx';
import css from './mirror.module.css';
import { MirrorTable } from './mirror-table.tsx';
import '../messages.ts';

const methods = ['none', 'max', 'cif-108', 'reliability'] as const;
const flows = ['a-to-b', 'b-to-a'] as const;

/** A flow as both ends state it. What is chosen stands in the address. */
export function MirrorPage() {
  const { t, tag, format } = useLanguage();
  const search: Partial<Record<string, string>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const countries = useCountries();
  const a = search.a ?? (countries.some(({ id }) => id === 'CN') ? 'CN' : (countries[0]?.id ?? ''));
  const b =
    search.b ??
    countries.find(({ id, states }) => states && id !== a)?.id ??
    countries.find(({ id }) => id !== a)?.id ??
    '';
  const flow = flows.find((each) => each === search.flow) ?? 'a-to-b';
  const method = methods.find((each) => each === search.method) ?? 'none';
  const different = a !== '' && b !== '' && a !== b;
  const { data, error, refetch } = useQuery(mirrorQuery(different ? { a, b, flow, method } : null, tag));
  const change = (changed: Record<string, string>) =>
    void navigate({ to: '/mirror', search: { ...search, ...changed }, replace: true, resetScroll: false });
  const name = (id: string) => countries.find((each) => each.id === id)?.name ?? id;
  const names = countries.map(({ id, name: text }) => [id, text] as const);
  return (
    <Page title={t('indicators.mirror.title')} lead={t('indicators.mirror.lead')}>
      <div className={shared.choice}>
        <Choose
          label={t('indicators.mirror.a')}
          value={a}
          choices={names}
          onChange={(value) => change({ a: value })}
        />
        <Choose
          label={t('indicators.mirror.b')}
          value={b}
          choices={names}
          onChange={(value) => change({ b: value })}
        />
        <Choose
          label={t('indicators.mirror.flow')}
          value={flow}
          choices={flows.map((each) => {
            const [from, to] = each === 'a-to-b' ? [a, b] : [b, a];
            return [each, t('indicators.mirror.flow.way', { from: name(from), to: name(to) })] as const;
          })}
          onChange={(value) => change({ flow: value })}
        />
        <Choose
          label={t('indicators.mirror.method')}
          value={method}
          choices={methods.map((each) => [each, t(`indicators.mirror.method.${each}`)] as const)}
          onChange={(value) => change({ method: value })}
        />
      </div>
      {method !== 'none' && <p className={shared.note}>{t('indicators.mirror.method.note')}</p>}
      {a !== '' && a === b && <Nothing>{t('indicators.mirror.same')}</Nothing>}
      {error ? <Failed error={error} again={() => void refetch()} /> : null}
      {different && !data && !error && <Bones rows={6} />}
      {different && data && data.rows.length === 0 && (
        <div className={css.missing}>
          <p>{t('indicators.mirror.none')}</p>
          <p>
            <Link to="/indicators/import">{t('indicators.import.link')}</Link>
          </p>
        </div>
      )}
      {different && data?.cut && (
        <p className={shared.cut}>
          {t('indicators.mirror.cut', {
            kept: format.number(data.cut.kept),
            of: format.number(data.cut.of),
          })}
        </p>
      )}
      {different && data && data.rows.length > 0 && (
        <Both mirror={data} flow={flow} periods={search.periods} choose={(periods) => change({ periods })} />
      )}
    </Page>
  );
}

/** Countries somebody states trade of, which of them state any themselves, and regions, which are the sum of their countries. */
function useCountries() {
  const { tag } = useLanguage();
  const { data } = useQuery(indicatorsQuery(tag));
  return useMemo(() => {
    const found = new Map<string, string>();
    const states = new Set<string>();
    const trade = data?.items.find(({ id }) => id === 'trade-value');
    for (const { id, values } of trade?.dimensions ?? [])
      if (id === 'reporter' || id === 'partner')
        for (const value of values) {
          found.set(value.id, value.name);
          if (id === 'reporter') states.add(value.id);
        }
    return [...found]
      .map(([id, name]) => ({ id, name, states: states.has(id) }))
      .sort(
        (one, other) =>
          Number(one.id.length > 2) - Number(other.id.length > 2) || one.name.localeCompare(other.name),
      );
  }, [data]);
}

interface BothProps {
  mirror: Mirror;
  flow: (typeof flows)[number];
  periods: string | undefined;
  choose: (grain: Grain) => void;
}

function Both({ mirror, flow, periods, choose }: BothProps) {
  const { t, format } = useLanguage();
  const [from, to] = flow === 'a-to-b' ? [mirror.a.name, mirror.b.name] : [mirror.b.name, mirror.a.name];
  const names = useMemo(
    () => ({
      exporter: t('indicators.mirror.exports', { from }),
      importer: t('indicators.mirror.imports', { to }),
      reconciled: t('indicators.mirror.reconciled'),
    }),
    [t, from, to],
  );
  const { rows, grain, others } = useMemo(() => rowsOf(mirror, periods), [mirror, periods]);
  const draw = useCallback<Parameters<typeof Chart>[0]['draw']>(
    (drawings, frame) => drawings.drawGap(rows, names, frame),
    [rows, names],
  );
  const series = (['exporter', 'importer', 'reconciled'] as const).map((side) => ({
    id: side,
    name: names[side],
    points: rows.flatMap((row) => {
      const figure = row[side];
      return figure
        ? [
            {
              id: row.start,
              start: row.start,
              end: row.end,
              figure,
              type: 'observation' as const,
              by: names[side],
            },
          ]
        : [];
    }),
  }));
  const label = t('indicators.mirror.chart', { from, to });
  const isCompared = rows.some(({ ratio }) => ratio !== null);
  return (
    <>
      {!isCompared && <OneSided rows={rows} from={from} to={to} />}
      <figure className={shared.chart}>
        {isCompared && (
          <>
            <div className={shared.whose}>
              <p>{t(grainWords[grain])}</p>
              {others.length > 0 && (
                <p>
                  {t('indicators.whose.others')}{' '}
                  {others.map((each) => (
                    <button key={each} type="button" onClick={() => choose(each)}>
                      {t(grainWords[each])}
                    </button>
                  ))}
                </p>
              )}
            </div>
            <Chart
              label={label}
              draw={draw}
              nameOf={(point) => `${point.by}, ${periodText(point, format)}`}
            />
            <Legend series={series.filter(({ points }) => points.length > 0)} names letters={false} lines />
            <p className={shared.note}>{t('indicators.mirror.key')}</p>
          </>
        )}
        {mirror.formula && (
          <p className={css.formula} lang="en">
            {mirror.formula}
          </p>
        )}
        {mirror.weights && (
          <p className={shared.note}>
            {t('indicators.mirror.weights', {
              exporter: format.number(mirror.weights.exporter, { digitsMax: 2 }),
              importer: format.number(mirror.weights.importer, { digitsMax: 2 }),
              pairs: mirror.weights.pairs,
            })}
          </p>
        )}
      </figure>
      <Causes mirror={mirror} />
      <Section title={t('indicators.view.table')}>
        <MirrorTable rows={rows} names={names} caption={label} />
      </Section>
      <Section title={t('indicators.cite')}>
        <p className={shared.citation}>{mirror.citation}</p>
        <Copy text={mirror.citation} label={t('indicators.cite.copy')} />
      </Section>
    </>
  );
}

const grainWords: Record<Grain, MessageKey> = {
  day: 'indicators.frequency.day',
  month: 'indicators.frequency.month',
  quarter: 'indicators.frequency.quarter',
  half: 'indicators.frequency.half',
  year: 'indicators.frequency.year',
  span: 'indicators.frequency.other',
};

/** Rows of one length of period, the one most pairs have unless another is chosen; where no period has both sides, all of them. */
function rowsOf(mirror: Mirror, periods: string | undefined) {
  const all = inTime(mirror.rows.map((row) => ({ ...row, start: row.periodStart, end: row.periodEnd })));
  const pairs = new Map<Grain, number>();
  for (const row of all) if (row.ratio !== null) pairs.set(grainOf(row), (pairs.get(grainOf(row)) ?? 0) + 1);
  const grains = [...pairs].sort((one, other) => other[1] - one[1]).map(([grain]) => grain);
  const grain = grains.find((each) => each === periods) ?? grains[0];
  return {
    rows: grain ? all.filter((row) => grainOf(row) === grain) : all,
    grain: grain ?? 'year',
    others: grains.filter((each) => each !== grain),
  };
}

interface OneSidedProps {
  rows: readonly { start: string; end: string; exporter: Figured; importer: Figured }[];
  from: string;
  to: string;
}
type Figured = Mirror['rows'][number]['exporter'];

/** No period has both sides: which one has which, and how the other comes in. A picture of one side would look like a mirror and be none. */
function OneSided({ rows, from, to }: OneSidedProps) {
  const { t, format } = useLanguage();
  const stated = (side: 'exporter' | 'importer') =>
    rows
      .filter((row) => row[side].value !== null)
      .map((row) => periodText(row, format))
      .join(format.table.list);
  const side = (country: string, periods: string, key: MessageKey) =>
    t(key, { country, stated: periods === '' ? 'none' : 'some', periods });
  return (
    <div className={css.missing}>
      <p>{t('indicators.mirror.oneSided')}</p>
      <ul>
        <li>{side(from, stated('exporter'), 'indicators.mirror.side.sold')}</li>
        <li>{side(to, stated('importer'), 'indicators.mirror.side.bought')}</li>
      </ul>
      <p>
        {t('indicators.mirror.oneSided.next')}{' '}
        <Link to="/indicators/import">{t('indicators.import.link')}</Link>
      </p>
    </div>
  );
}
