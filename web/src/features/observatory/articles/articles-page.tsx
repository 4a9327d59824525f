import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { articlesQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page } from '../../../sheet/index.ts';
import { useMay, useSession } from '../../../shell/session.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { More } from '../more.tsx';
import { ArticleTable } from './article-table.tsx';
import css from './articles.module.css';
import { Feeds } from './feeds.tsx';
import { Intake } from './intake.tsx';
import './refusals.ts';

/** Every text that was taken in, newest first, and where to give more for whoever may. */
export function ArticlesPage() {
  const { t, tag } = useLanguage();
  const { query, source } = useSearch({ strict: false }) as { query?: string; source?: string };
  const articles = useInfiniteQuery(articlesQuery({ query, source }, tag));
  const mayAdd = useMay('evidence:write');
  const rows = articles.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = query !== undefined || source !== undefined;
  return (
    <Page title={t('observatory.articles.title')} lead={t('observatory.articles.lead')}>
      {mayAdd ? <Intake /> : <WhoMay />}
      <section className={css.all} aria-labelledby="all">
        <div className={css.bar}>
          <h2 id="all">{t('observatory.articles.all')}</h2>
          <Search query={query ?? ''} source={source} />
        </div>
        {source && (
          <p className={css.narrowed}>
            {t('observatory.articles.ofSource', { source })}{' '}
            <Link to="/articles" search={{}}>
              {t('observatory.article.all')}
            </Link>
          </p>
        )}
        {articles.error && !articles.data ? (
          <Failed error={articles.error} again={() => void articles.refetch()} />
        ) : null}
        {articles.isPending && <Bones rows={5} />}
        {articles.data && rows.length === 0 && (
          <Nothing>
            {t(
              isNarrowed
                ? 'observatory.articles.noneSo'
                : mayAdd
                  ? 'observatory.articles.noneAdd'
                  : 'observatory.articles.none',
            )}
          </Nothing>
        )}
        {rows.length > 0 && <ArticleTable rows={rows} caption={t('observatory.articles.all')} />}
        <More query={articles} count={rows.length} />
      </section>
      {mayAdd && <Feeds />}
    </Page>
  );
}

/** Readers are told who may add, and how they would. */
function WhoMay() {
  const { t } = useLanguage();
  const session = useSession();
  if (!session) return null;
  return (
    <p className={css.who}>
      {t('observatory.articles.whoMay')}{' '}
      {!session.person && (
        <Link to="/sign-in" search={{ to: '/articles' }}>
          {t('identity.signIn')}
        </Link>
      )}
    </p>
  );
}

function Search({ query, source }: { query: string; source: string | undefined }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [text, setText] = useState(query);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === query) return;
    const timer = setTimeout(
      () =>
        void navigate({
          to: '/articles',
          search: { ...(source ? { source } : {}), ...(wanted ? { query: wanted } : {}) },
          replace: true,
          resetScroll: false,
        }),
      250,
    );
    return () => clearTimeout(timer);
  }, [text, query, source, navigate]);
  return (
    <label className={css.search}>
      <span className={controls.hidden}>{t('observatory.articles.search')}</span>
      <input
        type="search"
        className={controls.input}
        value={text}
        maxLength={200}
        placeholder={t('observatory.articles.search')}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
