import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type AuditEntry, type AuditFilter, auditQuery } from '../../../api/audit.ts';
import { civilDay } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from './audit.module.css';
import { AuditFilters, instantsOf } from './audit-filters.tsx';
import { EntryRow } from './entry-row.tsx';

/** Who changed what; for operators. Nothing of it can be changed or removed. */
export function AuditPage() {
  return (
    <Permitted to="audit:read">
      <Audit />
    </Permitted>
  );
}

function Audit() {
  const { t, tag, format } = useLanguage();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const filter = useSearch({ strict: false }) as AuditFilter;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditQuery(instantsOf(filter), tag),
  );
  const entries = data?.pages.flatMap((page) => page.items) ?? [];
  const narrow = (change: AuditFilter) =>
    void navigate({ to: '/audit', search: { ...filter, ...change }, replace: true });
  const more = async () => {
    const before = entries.length;
    const { data: now } = await fetchNextPage();
    const count = (now?.pages.flatMap((page) => page.items).length ?? before) - before;
    announce(t('identity.audit.loaded', { count }));
  };
  return (
    <Page title={t('identity.audit.title')} lead={t('identity.audit.lead')}>
      <AuditFilters filter={filter} onChange={narrow} />
      {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
      {!data && !error && <Bones rows={6} />}
      {data && entries.length === 0 && <Nothing>{t('identity.audit.none')}</Nothing>}
      {byDay(entries).map(({ day, entries: of }) => (
        <section key={day} className={css.day} aria-label={format.date(`${day}T12:00:00Z`, 'full')}>
          <h2>{format.date(`${day}T12:00:00Z`, 'full')}</h2>
          <ol>
            {of.map((entry) => (
              <EntryRow key={entry.id} entry={entry} onNarrow={narrow} />
            ))}
          </ol>
        </section>
      ))}
      {hasNextPage && (
        <button
          type="button"
          className={`${controls.button} ${css.more}`}
          aria-disabled={isFetchingNextPage}
          onClick={() => isFetchingNextPage || void more()}
        >
          {t('identity.audit.more')}
        </button>
      )}
    </Page>
  );
}

/** Days of the reader's own calendar, in the order of the log. */
function byDay(entries: readonly AuditEntry[]): { day: string; entries: AuditEntry[] }[] {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const days: { day: string; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const { year, month, day } = civilDay(new Date(entry.at), zone);
    const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const last = days.at(-1);
    if (last?.day === date) last.entries.push(entry);
    else days.push({ day: date, entries: [entry] });
  }
  return days;
}
