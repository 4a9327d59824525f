import type { ArticleRow } from '../../../api/observatory.ts';
import type { Translate } from '../../../i18n/index.ts';
import '../messages.ts';

/** Why nothing is said of a text's figures: that it waits, or that nothing will be. */
const uncomparedSaid = {
  waiting: 'observatory.article.waiting',
  done: 'observatory.article.waiting',
  'too-long': 'observatory.article.tooLong',
  failed: 'observatory.article.failed',
  superseded: 'observatory.article.superseded',
} as const;

export const uncomparedText = (
  { comparison, figures }: Pick<ArticleRow, 'comparison' | 'figures'>,
  t: Translate,
): string => t(uncomparedSaid[comparison], { figures });
