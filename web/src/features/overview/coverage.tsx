import type { OverviewAnswer } from '../../api/freight.ts';
import { Figure } from '../../figure/index.ts';
import { type Format, type Translate, useLanguage } from '../../i18n/index.ts';
import css from './coverage.module.css';
import './messages.ts';
import { Section } from './section.tsx';

type Row = OverviewAnswer['coverage'][number];

/**
 * Three counts side by side, none a share of another: the published lists are not given by name, so nobody can say which of
 * the cities held here are among them.
 */
export function Coverage({ overview }: { overview: OverviewAnswer }) {
  const { t, format } = useLanguage();
  const largest = Math.max(1, ...overview.coverage.flatMap((row) => [row.cities, publishedOf(row) ?? 0]));
  const share = (count: number) => `${(count / largest) * 100}%`;
  return (
    <Section title={t('overview.coverage')} note={t('overview.coverage.note')}>
      <table className={css.coverage}>
        <thead>
          <tr>
            <th scope="col" className={css.name}>
              <span className={css.hidden}>{t('overview.area')}</span>
            </th>
            <td className={css.bar} />
            <th scope="col">
              <i className={css.servedSign} /> {t('overview.served')}
            </th>
            <th scope="col">
              <i className={css.heldSign} /> {t('overview.held')}
            </th>
            <th scope="col">
              <i className={css.publishedSign} /> {t('overview.publishedCount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {overview.coverage.map((row) => {
            const published = publishedOf(row);
            return (
              <tr key={row.area}>
                <th scope="row" className={css.name}>
                  {row.name}
                  <small>
                    {t('overview.countries', { count: row.countries, number: format.number(row.countries) })}
                  </small>
                </th>
                <td className={css.bar} aria-hidden="true">
                  <div className={css.scale}>
                    <span className={css.held} style={{ width: share(row.cities) }} />
                    <span className={css.served} style={{ width: share(row.served) }} />
                    {published !== null && (
                      <span className={css.tick} style={{ insetInlineStart: share(published) }} />
                    )}
                  </div>
                </td>
                <td className={css.count}>{format.number(row.served)}</td>
                <td className={css.count}>{format.number(row.cities)}</td>
                <td>
                  <Figure
                    figure={row.published}
                    label={t('overview.published.cities', { area: row.name })}
                    text={publishedText(row, t, format)}
                    size="medium"
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

const publishedOf = ({ published }: Row): number | null => {
  const decimal = published.value ?? published.lo;
  return decimal === undefined || decimal === null ? null : Number(decimal);
};

/** A source that gives only a lower end has said "more than". */
function publishedText({ published }: Row, t: Translate, format: Format): string {
  if (published.value === null && published.lo === undefined) return t('shell.figure.unknown');
  const more = published.lo !== undefined && published.hi === undefined ? '+' : '';
  return format.number(published.lo ?? published.value ?? '') + more;
}
