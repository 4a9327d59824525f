import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type ServiceCapacity, type ServicesFilter, serviceCapacitiesQuery } from '../../../api/capacity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page } from '../../../sheet/index.ts';
import { Permitted } from '../../../shell/permitted.tsx';
import { useMay } from '../../../shell/session.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { Views } from '../views.tsx';
import { ServiceTable } from './service-table.tsx';
import css from './services.module.css';
import { StateService } from './state-service.tsx';

/** What every departure of a service carries: what operators have stated, what the pack holds, and what nobody has said. */
export function ServicesPage() {
  return (
    <Permitted to="capacity:read">
      <Services />
    </Permitted>
  );
}

function Services() {
  const { t, tag } = useLanguage();
  const navigate = useNavigate();
  const states = useMay('capacity:write');
  const filter = useSearch({ strict: false }) as ServicesFilter;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } =
    useInfiniteQuery(serviceCapacitiesQuery(filter, tag));
  const [stating, setStating] = useState<ServiceCapacity | null>(null);
  const services = data?.pages.flatMap((page) => page.items) ?? [];
  const change = ({ query, stated }: ServicesFilter) =>
    void navigate({
      to: '/capacity',
      search: { ...(query ? { query } : {}), ...(stated ? { stated } : {}) },
      replace: true,
    });
  return (
    <Page wide title={t('capacity.services.title')} lead={t('capacity.services.lead')} actions={<Views />}>
      <div className={css.filters}>
        <Find query={filter.query ?? ''} onChange={(query) => change({ ...filter, query })} />
        <label className={css.only}>
          <input
            type="checkbox"
            checked={filter.stated === 'true'}
            onChange={(event) => change({ ...filter, stated: event.target.checked ? 'true' : undefined })}
          />
          {t('capacity.services.onlyStated')}
        </label>
      </div>
      {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
      {!data && !error && <Bones rows={8} />}
      {data && services.length === 0 && (
        <Nothing>{t(filter.stated ? 'capacity.services.noneStated' : 'capacity.services.none')}</Nothing>
      )}
      {services.length > 0 && (
        <div className={css.found} data-stale={isPlaceholderData}>
          <ServiceTable services={services} {...(states ? { onState: setStating } : {})} />
        </div>
      )}
      {hasNextPage && (
        <button
          type="button"
          className={`${controls.button} ${css.more}`}
          aria-disabled={isFetchingNextPage}
          onClick={() => isFetchingNextPage || void fetchNextPage()}
        >
          {t('capacity.services.more')}
        </button>
      )}
      {stating && (
        <StateService key={stating.service.id} capacity={stating} onClose={() => setStating(null)} />
      )}
    </Page>
  );
}

const settledMs = 300;

/** Asked once typing pauses, and kept in the address. */
function Find({ query, onChange }: { query: string; onChange: (query: string) => void }) {
  const { t } = useLanguage();
  const [text, setText] = useState(query);
  useEffect(() => {
    if (text.trim() === query) return;
    const timer = setTimeout(() => onChange(text.trim()), settledMs);
    return () => clearTimeout(timer);
  }, [text, query, onChange]);
  return (
    <label className={css.find}>
      <span className={controls.label}>{t('capacity.services.find')}</span>
      <input
        type="search"
        className={controls.input}
        value={text}
        placeholder={t('capacity.services.find.example')}
        autoComplete="off"
        maxLength={100}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
