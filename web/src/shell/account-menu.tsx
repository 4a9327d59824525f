import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { actFor, may, type Permission, personChanged, type Session, signOut } from '../api/identity.ts';
import { type MessageKey, useLanguage } from '../i18n/index.ts';
import css from './account-menu.module.css';
import { useAnnounce } from './announce.tsx';

interface Props {
  session: Session;
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

const pages: readonly { to: string; name: MessageKey; permission: Permission }[] = [
  { to: '/account', name: 'identity.account.title', permission: 'own-account' },
  { to: '/people', name: 'identity.people.title', permission: 'people:read' },
  { to: '/organisations', name: 'identity.organisations.title', permission: 'organisations:write' },
  { to: '/customs-offices', name: 'offices.title', permission: 'customs-offices:write' },
  { to: '/booking-terms', name: 'terms.title', permission: 'booking-terms:write' },
  { to: '/audit', name: 'identity.audit.title', permission: 'audit:read' },
];

/** Loaded when it is opened: the pages of one's own, the organisation one acts for, and the way out. */
export default function AccountMenu({ session, trigger, onClose }: Props) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const leave = useMutation({
    mutationFn: () => signOut(tag),
    onSuccess: async () => {
      onClose();
      // first away from what is not for everybody, then nobody's
      await navigate({ to: '/' });
      await personChanged(queries);
      announce(t('identity.corner.signedOut'));
    },
  });
  const { person, organisation, organisations } = session;
  if (!person) return null;
  return (
    <Popover
      className={css.popover ?? ''}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom end"
      offset={6}
      containerPadding={8}
    >
      <Dialog className={css.menu ?? ''} aria-label={t('identity.corner.label')}>
        <p className={css.who}>
          <strong>{person.name}</strong>
          <small>{person.email}</small>
        </p>
        <ul className={css.pages}>
          {pages
            .filter(({ permission }) => may(session, permission))
            .map(({ to, name }) => (
              <li key={to}>
                <Link to={to} className={css.item} onClick={onClose}>
                  {t(name)}
                </Link>
              </li>
            ))}
        </ul>
        {organisations.length > 1 && <Organisations session={session} onDone={onClose} />}
        {organisations.length === 1 && organisation && (
          <p className={css.only}>{t('identity.corner.actingFor', { name: organisation.name })}</p>
        )}
        {organisations.length === 0 && <p className={css.only}>{t('identity.corner.noOrganisation')}</p>}
        <button
          type="button"
          className={css.item}
          aria-disabled={leave.isPending}
          onClick={() => leave.isPending || leave.mutate()}
        >
          {t('identity.signOut')}
        </button>
        {leave.isError && (
          <p role="alert" className={css.failed}>
            {t('identity.corner.signOutFailed')}
          </p>
        )}
      </Dialog>
    </Popover>
  );
}

/** Roles belong to an organisation, so what one may do changes with it. */
function Organisations({ session, onDone }: { session: Session; onDone: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const change = useMutation({
    mutationFn: (id: string) => actFor(id, tag),
    onSuccess: async (_, id) => {
      await personChanged(queries);
      const name = session.organisations.find((found) => found.id === id)?.name ?? '';
      announce(t('identity.corner.actingFor', { name }));
      onDone();
    },
  });
  return (
    <fieldset className={css.organisations} aria-busy={change.isPending}>
      <legend>{t('identity.corner.organisation')}</legend>
      {session.organisations.map(({ id, name }) => (
        <label key={id} className={css.choice}>
          <input
            type="radio"
            name="organisation"
            checked={(change.isPending ? change.variables : session.organisation?.id) === id}
            onChange={() => change.mutate(id)}
          />
          <span>{name}</span>
        </label>
      ))}
      {change.isError && (
        <p role="alert" className={css.failed}>
          {t('identity.corner.switchFailed')}
        </p>
      )}
    </fieldset>
  );
}
