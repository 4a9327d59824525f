import { useQuery } from '@tanstack/react-query';
import { may, type Permission, type Session, sessionQuery } from '../api/identity.ts';
import { useLanguage } from '../i18n/index.ts';

/** Who the browser is signed in as; undefined until the server has said. */
export function useSession(): Session | undefined {
  const { tag } = useLanguage();
  return useQuery(sessionQuery(tag)).data;
}

/** Whether the signed-in person may do it in the organisation they act for; false while nobody knows. */
export const useMay = (permission: Permission): boolean => may(useSession(), permission);
