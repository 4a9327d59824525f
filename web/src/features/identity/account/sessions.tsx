import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSession, type SignedInDevice, sessionsQuery } from '../../../api/identity.ts';
import { Refusal } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Section } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import { Moment } from '../moment.tsx';
import css from './account.module.css';
import { deviceOf } from './device.ts';

/** Where one is signed in; each can be ended from here. */
export function Sessions() {
  const { t, tag } = useLanguage();
  const { data, error, refetch } = useQuery(sessionsQuery(tag));
  return (
    <Section title={t('identity.sessions.title')} note={t('identity.sessions.note')}>
      {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
      {!data && !error && <Bones rows={2} />}
      {data && (
        <ul className={css.sessions}>
          {[...data.items]
            .sort((one, other) => Number(other.current) - Number(one.current))
            .map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
        </ul>
      )}
    </Section>
  );
}

function SessionRow({ session }: { session: SignedInDevice }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const end = useMutation({
    mutationFn: () => endSession(session.id, tag),
    onSuccess: async () => {
      announce(t('identity.sessions.ended'));
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const device = deviceOf(session.agent);
  const name = device.browser
    ? t('identity.sessions.device', { browser: device.browser, system: device.system ?? '' }).trim()
    : t('identity.sessions.unknown');
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <small>
          {t('identity.sessions.since')} <Moment at={session.createdAt} />
          {session.address && ` · ${session.address}`}
        </small>
        {end.isError && <Refusal error={end.error} />}
      </div>
      {session.current ? (
        <span className={css.current}>{t('identity.sessions.current')}</span>
      ) : (
        <button
          type="button"
          className={controls.button}
          aria-disabled={end.isPending}
          aria-label={t('identity.sessions.endOf', { device: name })}
          onClick={() => end.isPending || end.mutate()}
        >
          {t('identity.sessions.end')}
        </button>
      )}
    </li>
  );
}
