import type { Role } from '../../api/identity.ts';
import { useLanguage } from '../../i18n/index.ts';
import './messages.ts';
import { roles } from './role-list.ts';

/** Roles in words, one after another. */
export function RoleList({ roles: held }: { roles: readonly Role[] }) {
  const { t, format } = useLanguage();
  return roles
    .filter((role) => held.includes(role))
    .map((role) => t(`identity.role.${role}`))
    .join(format.table.list);
}

/** As choices of a form, each with what it may do. */
export function useRoleChoices(offered: readonly Role[]) {
  const { t } = useLanguage();
  return roles
    .filter((role) => offered.includes(role))
    .map((role) => ({
      value: role,
      text: t(`identity.role.${role}`),
      hint: t(`identity.role.${role}.may`),
    }));
}
