import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type RefObject, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { type Article, articleQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Modal } from '../../../sheet/index.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { usePageTitle } from '../../../shell/title.ts';
import '../messages.ts';
import css from './article.module.css';
import { Aside } from './aside.tsx';
import { ClaimDetail } from './claim-detail.tsx';
import { Head } from './head.tsx';
import { MarkedText } from './marked-text.tsx';
import { isUncompared, marksOf, type Tone } from './marks.ts';
import { Origin } from './origin.tsx';
import { usePhone } from './use-phone.ts';

/** The audit of one text: its claims where they stand, and beside it what others say and what was found. */
export function ArticlePage() {
  const { tag } = useLanguage();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useQuery(articleQuery(id, tag));
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!data) return <LoadingPage />;
  return <Audit key={data.id} article={data} />;
}

function Audit({ article }: { article: Article }) {
  const { t } = useLanguage();
  usePageTitle(article.title || t('observatory.untitled'));
  const isPhone = usePhone();
  const [only, setOnly] = useState<Tone>();
  const [withSaid, setWithSaid] = useState(() => isUncompared(article));
  const { chosen, opened, finding, choose } = useChosen(article);
  const figures = useMemo(() => marksOf(article.claims), [article.claims]);
  const all = useMemo(() => marksOf(article.claims, true), [article.claims]);
  const mark = all.find(({ claim }) => claim.id === chosen);
  const marks = withSaid || mark?.tone === 'said' ? all : figures;
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(mark?.claim.id, opened, heading);
  const close = () => {
    choose(null);
    if (chosen) markElement(chosen)?.focus({ preventScroll: true });
  };
  const chooseInText = useCallback((claim: string) => choose({ claim, from: 'text' }), [choose]);
  const chooseInList = useCallback((claim: string) => choose({ claim, from: 'list' }), [choose]);
  return (
    <div className={css.page}>
      <article className={css.paper}>
        <Head article={article} only={only} onOnly={setOnly} />
        <div className={css.tools}>
          <a className={css.past} href="#found">
            {t('observatory.article.toFound')}
          </a>
          {all.length > figures.length && (
            <label>
              <input
                type="checkbox"
                checked={withSaid}
                onChange={(event) => setWithSaid(event.target.checked)}
              />{' '}
              {t('observatory.article.withSaid', { count: all.length - figures.length })}
            </label>
          )}
        </div>
        <MarkedText article={article} marks={marks} chosen={chosen} onChoose={chooseInText} />
        <Origin article={article} mark={mark} />
      </article>
      <Aside
        article={article}
        marks={figures}
        mark={isPhone ? undefined : mark}
        finding={finding}
        only={only}
        onChoose={chooseInList}
        onClose={close}
        heading={heading}
      />
      {isPhone && mark && opened?.claim === chosen && (
        <Modal title={t('observatory.claim.title')} onClose={close} light>
          <ClaimDetail mark={mark} article={article} />
        </Modal>
      )}
    </div>
  );
}

const markElement = (claim: string) => document.getElementById(`claim-${claim}`);

/** A claim that was pressed here: on its words, or beside the text. */
interface Opened {
  claim: string;
  from: 'text' | 'list';
}

/** What is open stands in the address, as `?claim=` or by its finding; `#claim-ID` is understood too, for whoever copied a mark's own. */
function useChosen(article: Article) {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { claim?: string; finding?: string };
  const { hash } = useLocation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const finding = article.findings.find(({ id }) => id === search.finding);
  const ofFinding = finding?.spots.find((spot) => spot.article === article.id)?.claim;
  const chosen = search.claim ?? (/^claim-(.+)$/.exec(hash)?.[1] || undefined) ?? ofFinding;
  const choose = useCallback(
    (next: Opened | null) => {
      setOpened(next);
      void navigate({
        to: '/articles/$id',
        params: { id: article.id },
        search: next ? { claim: next.claim } : {},
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, article.id],
  );
  return { chosen, opened, finding, choose };
}

/** Comes to the sentence an address names. What was opened here is read on beside the text; Escape brings back. */
function useArrival(
  claim: string | undefined,
  opened: Opened | null,
  heading: RefObject<HTMLHeadingElement | null>,
) {
  const arrive = useEffectEvent((to: string) => {
    const isHere = opened?.claim === to;
    if (!isHere || opened.from === 'list') markElement(to)?.scrollIntoView({ block: 'center' });
    if (isHere) heading.current?.focus({ preventScroll: true });
    else markElement(to)?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (claim) arrive(claim);
  }, [claim]);
}
