import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { articlesQuery, type Source, sourceQuery } from '../../../api/observatory.ts';
import { KindMark } from '../../../figure/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Cell, Nothing, Page, Row, Section, Table } from '../../../sheet/index.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { ArticleTable } from '../articles/article-table.tsx';
import '../messages.ts';
import { More } from '../more.tsx';
import css from './source.module.css';

/** A source: who publishes it, its versions, what was read from it, and the chain that shows that nothing was changed since. */
export function SourcePage() {
  const { t, tag } = useLanguage();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useQuery(sourceQuery(id, tag));
  const articles = useInfiniteQuery(articlesQuery({ source: id }, tag));
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!data) return <LoadingPage />;
  const rows = articles.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={data.title || data.publisher || data.id}
      kicker={t(`observatory.source.kind.${data.kind}`)}
      lead={data.title ? data.publisher : undefined}
    >
      <Section title={t('observatory.article.source')}>
        <About source={data} />
      </Section>
      <Section title={t('observatory.source.chain')} note={t('observatory.source.chainNote')}>
        <p>{t('observatory.source.chainRows', { count: data.chain.rows })}</p>
        <p className={css.hash}>{data.chain.head}</p>
      </Section>
      <Section title={t('observatory.source.versions')} note={t('observatory.source.versionsNote')}>
        <Versions source={data} />
      </Section>
      <Section title={t('observatory.source.articles')}>
        {articles.data && rows.length === 0 && <Nothing>{t('observatory.source.noArticles')}</Nothing>}
        {rows.length > 0 && <ArticleTable rows={rows} caption={t('observatory.source.articles')} />}
        <More query={articles} count={rows.length} />
      </Section>
    </Page>
  );
}

function About({ source }: { source: Source }) {
  const { t } = useLanguage();
  const isLinked = /^https?:\/\//.test(source.address);
  return (
    <dl className={css.about}>
      <div>
        <dt>{t('observatory.source.standing')}</dt>
        <dd>
          <KindMark kind={source.standing} /> {t(`shell.kind.${source.standing}`)}
        </dd>
      </div>
      <div>
        <dt>{t('observatory.source.publisher')}</dt>
        <dd>{source.publisher || t('observatory.noPublisher')}</dd>
      </div>
      {source.address && (
        <div>
          <dt>{t('observatory.source.address')}</dt>
          <dd>
            {isLinked ? (
              <a href={source.address} target="_blank" rel="noreferrer">
                {source.address}
              </a>
            ) : (
              source.address
            )}
          </dd>
        </div>
      )}
      {source.licence && (
        <div>
          <dt>{t('observatory.source.licence')}</dt>
          <dd>{source.licence}</dd>
        </div>
      )}
    </dl>
  );
}

function Versions({ source }: { source: Source }) {
  const { t, format } = useLanguage();
  return (
    <Table
      caption={t('observatory.source.versions')}
      className={css.versions}
      columns={[
        t('observatory.source.published'),
        t('observatory.source.retrieved'),
        t('observatory.source.hash'),
      ]}
    >
      {source.versions.map((version) => (
        <Row
          key={version.id}
          name={
            <>
              {version.publishedOn ? format.period(version.publishedOn) : t('shell.evidence.undated')}
              <small>{[version.mediaType, version.language].filter(Boolean).join(' · ')}</small>
            </>
          }
        >
          <Cell>{format.date(version.retrievedAt, 'year')}</Cell>
          <Cell>
            <span className={css.hash}>{version.contentHash}</span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
