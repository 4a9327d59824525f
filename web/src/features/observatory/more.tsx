import { useLanguage } from '../../i18n/index.ts';
import { useAnnounce } from '../../shell/announce.tsx';
import controls from '../../styles/controls.module.css';
import css from './more.module.css';
import './messages.ts';

interface Props {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<{ data?: { pages: readonly { items: readonly unknown[] }[] } | undefined }>;
  };
  count: number;
}

/** The next page of a list, and how many it brought, for whoever does not see them come. */
export function More({ query, count }: Props) {
  const { t } = useLanguage();
  const announce = useAnnounce();
  if (!query.hasNextPage) return null;
  const more = async () => {
    const { data } = await query.fetchNextPage();
    const now = data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? count;
    announce(t('observatory.moreCame', { count: now - count }));
  };
  return (
    <button
      type="button"
      className={`${controls.button} ${css.more}`}
      aria-disabled={query.isFetchingNextPage}
      onClick={() => query.isFetchingNextPage || void more()}
    >
      {t('observatory.more')}
    </button>
  );
}
