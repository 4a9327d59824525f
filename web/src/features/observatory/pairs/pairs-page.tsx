import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Pair, pairsQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page } from '../../../sheet/index.ts';
import '../messages.ts';
import { More } from '../more.tsx';
import css from './pair.module.css';

/** Which texts were made from one another. */
export function PairsPage() {
  const { t, tag } = useLanguage();
  const pairs = useInfiniteQuery(pairsQuery(tag));
  const items = pairs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('observatory.pairs.title')} lead={t('observatory.pairs.lead')}>
      {pairs.error && !pairs.data ? <Failed error={pairs.error} again={() => void pairs.refetch()} /> : null}
      {pairs.isPending && <Bones rows={4} />}
      {pairs.data && items.length === 0 && <Nothing>{t('observatory.pairs.none')}</Nothing>}
      <ul className={css.pairs}>
        {items.map((pair) => (
          <PairRow key={pair.id} pair={pair} />
        ))}
      </ul>
      <More query={pairs} count={items.length} />
    </Page>
  );
}

function PairRow({ pair }: { pair: Omit<Pair, 'changes'> }) {
  const { t } = useLanguage();
  return (
    <li>
      <p className={css.kicker}>{t(`observatory.how.${pair.how}`)}</p>
      <Link to="/pairs/$id" params={{ id: pair.id }} className={css.title}>
        <Name text={pair.earlier} />
        <span aria-hidden="true">{pair.orderKnown ? ' → ' : ' ↔ '}</span>
        <Name text={pair.later} />
      </Link>
      <small>
        {t('observatory.pair.shared', {
          count: pair.sharedFacts,
          percent: Math.round(pair.containment * 100),
        })}
      </small>
    </li>
  );
}

const Name = ({ text }: { text: Pair['earlier'] }) => <span>{text.title || text.publisher}</span>;
