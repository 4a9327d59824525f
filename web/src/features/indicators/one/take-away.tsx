import type { Series } from '../../../api/indicators.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Copy, Section } from '../../../sheet/index.ts';
import { stringifySearch } from '../../../shell/search.ts';
import type { Choice } from '../choice.ts';
import shared from '../indicators.module.css';
import css from './downloads.module.css';

/** How to cite what is shown, and how to put it on a page of one's own. */
export function TakeAway({ id, answer, choice }: { id: string; answer: Series; choice: Choice }) {
  const { t } = useLanguage();
  const { target: _target, by: _by, method: _method, ...shown } = choice;
  const address = `${location.origin}/embed/indicators/${encodeURIComponent(id)}${stringifySearch(shown)}`;
  const title = answer.indicator.name.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const code = `<iframe src="${address.replaceAll('&', '&amp;')}" title="${title}" width="100%" height="520" loading="lazy"></iframe>`;
  return (
    <>
      <Section title={t('indicators.cite')}>
        <p className={shared.citation}>{answer.citation}</p>
        <Copy text={answer.citation} label={t('indicators.cite.copy')} />
      </Section>
      <div className={css.screen}>
        <Section title={t('indicators.embed')} note={t('indicators.embed.note')}>
          <pre className={css.code}>
            <code>{code}</code>
          </pre>
          <Copy text={code} label={t('indicators.embed.copy')} />
        </Section>
      </div>
    </>
  );
}
