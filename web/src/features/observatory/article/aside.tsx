import type { RefObject } from 'react';
import type { Article, Finding } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import { FindingCard, FindingLine } from '../findings/finding-card.tsx';
import css from './article.module.css';
import { ClaimDetail } from './claim-detail.tsx';
import { FigureList } from './figure-list.tsx';
import { isUncompared, type Mark, type Tone } from './marks.ts';
import { uncomparedText } from './uncompared.ts';

interface Props {
  article: Article;
  marks: readonly Mark[];
  mark: Mark | undefined;
  /** The one an address names. */
  finding: Finding | undefined;
  only: Tone | undefined;
  onChoose: (claim: string) => void;
  onClose: () => void;
  heading: RefObject<HTMLHeadingElement | null>;
}

/** Beside the text: the claim that is opened, else what was found; and every figure below it. */
export function Aside({ article, marks, mark, finding, only, onChoose, onClose, heading }: Props) {
  const { t } = useLanguage();
  return (
    <aside
      id="found"
      className={css.aside}
      aria-label={t('observatory.article.found')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && mark) onClose();
      }}
    >
      {mark ? (
        <div className={css.opened}>
          <button type="button" className={controls.pill} onClick={onClose}>
            {t('observatory.article.backToAll')}
          </button>
          <ClaimDetail mark={mark} article={article} heading={heading} />
        </div>
      ) : finding ? (
        <FindingCard finding={finding} article={article.id} level={2} />
      ) : (
        <Found article={article} />
      )}
      {marks.some(({ number }) => number !== null) && (
        <section className={`${css.found} ${css.figures}`}>
          <h2>{t(only ? `observatory.article.figures.${only}` : 'observatory.article.figures')}</h2>
          <FigureList
            marks={marks}
            names={article.names}
            only={only}
            chosen={mark?.claim.id}
            onChoose={onChoose}
          />
        </section>
      )}
    </aside>
  );
}

function Found({ article }: { article: Article }) {
  const { t } = useLanguage();
  // nobody has looked yet, so that nothing was found is no news
  if (isUncompared(article))
    return (
      <section className={css.found}>
        <h2>{t('observatory.article.uncompared')}</h2>
        <p className={css.quiet}>{uncomparedText(article, t)}</p>
      </section>
    );
  if (article.findings.length === 0)
    return (
      <section className={css.found}>
        <h2>{t('observatory.article.nothing')}</h2>
        <p className={css.quiet}>
          {t(article.figures > 0 ? 'observatory.article.nothingText' : 'observatory.article.noFigures')}
        </p>
      </section>
    );
  return (
    <section className={css.found}>
      <h2>{t('observatory.article.findings', { count: article.findings.length })}</h2>
      <ul>
        {article.findings.map((finding, index) => (
          <FindingLine key={finding.id} finding={finding} number={index + 1} to={article.id} />
        ))}
      </ul>
    </section>
  );
}
