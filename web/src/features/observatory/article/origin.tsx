import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Article, lineageQuery, sourceQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { LineageGraph } from '../lineage/lineage-graph.tsx';
import css from './article.module.css';
import type { Mark } from './marks.ts';

/** Below the text: where the opened figure comes from, which texts share its facts, and the source with the chain of its record. */
export function Origin({ article, mark }: { article: Article; mark: Mark | undefined }) {
  const { t } = useLanguage();
  return (
    <>
      {mark && mark.number !== null && <Lineage mark={mark} />}
      {article.pairs.length > 0 && (
        <section className={css.below}>
          <h2>{t('observatory.article.copies')}</h2>
          <ul className={css.pairs}>
            {article.pairs.map((pair) => (
              <li key={pair.id}>
                <Link to="/pairs/$id" params={{ id: pair.id }}>
                  {t(`observatory.copyOf.${pair.how}`, { title: pair.other.title || pair.other.publisher })}
                </Link>
                <small>
                  {t('observatory.pair.shared', {
                    count: pair.sharedFacts,
                    percent: Math.round(pair.containment * 100),
                  })}
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Source article={article} />
    </>
  );
}

function Lineage({ mark }: { mark: Mark }) {
  const { t, tag } = useLanguage();
  const { data } = useQuery(lineageQuery(mark.claim.id, tag));
  if (!data || data.nodes.length < 2) return null;
  return (
    <section className={css.below}>
      <h2>{t('observatory.lineage.of', { quote: mark.claim.quote })}</h2>
      <LineageGraph lineage={data} />
    </section>
  );
}

function Source({ article }: { article: Article }) {
  const { t, tag, format } = useLanguage();
  const { data } = useQuery(sourceQuery(article.source, tag));
  const isLinked = /^https?:\/\//.test(article.address);
  return (
    <section className={css.below}>
      <h2>{t('observatory.article.source')}</h2>
      <dl className={css.source}>
        <div>
          <dt>{t('observatory.source.from')}</dt>
          <dd>
            {article.publisher || t('observatory.noPublisher')}
            {article.address && ' · '}
            {isLinked ? (
              <a href={article.address} target="_blank" rel="noreferrer">
                {article.address}
              </a>
            ) : (
              article.address
            )}
          </dd>
        </div>
        <div>
          <dt>{t('observatory.source.versions')}</dt>
          <dd>
            <Link to="/sources/$id" params={{ id: article.source }}>
              {data
                ? t('observatory.source.versionCount', { count: data.versions.length })
                : t('observatory.source.versions')}
            </Link>
          </dd>
        </div>
        <div>
          <dt>{t('observatory.source.hash')}</dt>
          <dd className={css.hash}>{article.contentHash}</dd>
        </div>
        {data && (
          <div>
            <dt>{t('observatory.source.chain')}</dt>
            <dd>
              {t('observatory.source.chainRows', { count: data.chain.rows })}{' '}
              <span className={css.hash}>{data.chain.head.slice(0, 16)}…</span>
            </dd>
          </div>
        )}
        <div>
          <dt>{t('observatory.source.read')}</dt>
          <dd>{format.date(article.ingestedAt, 'year')}</dd>
        </div>
      </dl>
    </section>
  );
}
