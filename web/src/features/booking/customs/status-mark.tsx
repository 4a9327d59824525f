import type { CustomsStatus } from '../../../api/customs.ts';
import { useLanguage } from '../../../i18n/index.ts';
import '../messages.ts';
import css from './customs.module.css';

/** How a declaration stands at a border, in a word with a dot of its colour. */
export function StatusMark({ status }: { status: CustomsStatus }) {
  const { t } = useLanguage();
  return (
    <span className={css.status} data-status={status}>
      {t(`booking.customs.${status}`)}
    </span>
  );
}
