import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type Change, type Pair, pairQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Page } from '../../../sheet/index.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import '../messages.ts';
import { Sentence } from '../said.tsx';
import { changedFirst, partName } from './changes.ts';
import css from './pair.module.css';

/** Two texts side by side, sentence by sentence: what became of each figure on the way from one to the other. */
export function PairPage() {
  const { t, tag } = useLanguage();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useQuery(pairQuery(id, tag));
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!data) return <LoadingPage />;
  const { changed, kept } = changedFirst(data.changes);
  return (
    <Page
      title={t('observatory.pair.title')}
      kicker={`${t(`observatory.how.${data.how}`)} · ${t('observatory.pair.shared', {
        count: data.sharedFacts,
        percent: Math.round(data.containment * 100),
      })}`}
      lead={t(data.orderKnown ? 'observatory.pair.lead' : 'observatory.pair.leadUnknown')}
    >
      <div className={css.texts}>
        <Text pair={data} side="earlier" />
        <Text pair={data} side="later" />
      </div>
      <section>
        <h2 className={css.heading}>{t('observatory.pair.changed', { count: changed.length })}</h2>
        {changed.length === 0 && <p className={css.quiet}>{t('observatory.pair.nothingChanged')}</p>}
        <Changes changes={changed} />
      </section>
      {kept.length > 0 && (
        <details className={css.kept}>
          <summary>
            <h2 className={css.heading}>{t('observatory.pair.kept', { count: kept.length })}</h2>
          </summary>
          <Changes changes={kept} />
        </details>
      )}
    </Page>
  );
}

function Text({ pair, side }: { pair: Pair; side: 'earlier' | 'later' }) {
  const { t, format } = useLanguage();
  const { id, title, publisher, date } = pair[side];
  return (
    <div className={css.text}>
      <p className={css.kicker}>
        {t(
          pair.orderKnown
            ? `observatory.pair.${side}`
            : side === 'earlier'
              ? 'observatory.pair.one'
              : 'observatory.pair.other',
        )}
      </p>
      <Link to="/articles/$id" params={{ id }} className={css.title}>
        {title || t('observatory.untitled')}
      </Link>
      <small>
        {[publisher, date ? format.period(date) : t('shell.evidence.undated')].filter(Boolean).join(' · ')}
      </small>
    </div>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useLanguage();
  return (
    <ol className={css.changes}>
      {changes.map((change, index) => (
        // a figure may change in two ways, and the list is what the server found
        // biome-ignore lint/suspicious/noArrayIndexKey: it never changes its order
        <li key={index} data-kind={change.kind}>
          <p className={css.what}>
            {t(`observatory.change.${change.kind}`)}
            <small>{partName(change.part, t)}</small>
          </p>
          <Side change={change} side="from" />
          <Side change={change} side="to" />
        </li>
      ))}
    </ol>
  );
}

function Side({ change, side }: { change: Change; side: 'from' | 'to' }) {
  const { t } = useLanguage();
  const spot = change[side];
  if (!spot)
    return (
      <p className={css.absent} data-side={side}>
        {t(side === 'from' ? 'observatory.pair.notBefore' : 'observatory.pair.notAfter')}
      </p>
    );
  const said = change.values[side];
  return (
    <div className={css.side} data-side={side}>
      <Sentence spot={spot} tone={toneOf(change.kind, side)} />
      <p>
        {said && said !== spot.quote && <span className={css.said}>{said}</span>}{' '}
        <Link to="/articles/$id" params={{ id: spot.article }} search={{ claim: spot.claim }}>
          {t('shell.evidence.sentence')}
        </Link>
      </p>
    </div>
  );
}

/** What says more than the text before it is what a reader looks for. */
function toneOf(kind: Change['kind'], side: 'from' | 'to'): string {
  if (kind === 'kept') return 'quiet';
  return side === 'to' && (kind === 'sharpened' || kind === 'changed') ? 'conflict' : 'agree';
}
