import { useQuery } from '@tanstack/react-query';
import { peopleQuery, type Role } from '../../../api/identity.ts';
import { useLanguage } from '../../../i18n/index.ts';

/** What one may make somebody here: the server says, since it depends on the organisation and on oneself. */
export function useOfferedRoles(organisation: string | undefined): readonly Role[] {
  const { tag } = useLanguage();
  return useQuery(peopleQuery(organisation, tag)).data?.offered ?? none;
}
const none: readonly Role[] = [];
