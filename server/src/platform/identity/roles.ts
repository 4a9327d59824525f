import type { Role } from '../http/permissions.ts';
import type { OrganisationKind } from './api.ts';
import { type IdentityRefusal, refuseIdentity } from './errors.ts';

/**
 * What the people of an organisation can be. Its administrator gives these and no others, so nobody makes themselves operator, or
 * customs of their own goods; an operator may admit an organisation to more (a broker is a company with `customs`).
 */
const rolesOfKind = {
  hub: [
    'operator',
    'administrator',
    'forwarder',
    'host',
    'buyer',
    'secretariat',
    'delegate',
    'trainer',
    'trainee',
    'analyst',
  ],
  company: ['administrator', 'forwarder', 'host', 'buyer', 'delegate', 'trainee', 'analyst'],
  authority: ['administrator', 'customs', 'secretariat', 'delegate', 'analyst'],
  school: ['administrator', 'trainer', 'trainee', 'analyst'],
  owner: ['administrator', 'project-owner', 'delegate', 'trainee', 'analyst'],
} as const satisfies Record<OrganisationKind, readonly Role[]>;

export interface RolesOf {
  kind: OrganisationKind;
  /** Given to it beside those of its kind. */
  roles: readonly Role[];
}

export const rolesIn = ({ kind, roles }: RolesOf): Role[] => [
  ...new Set<Role>([...rolesOfKind[kind], ...roles]),
];

/** Why somebody with the roles `held` may not give `asked` to a person or token of this organisation; or nothing. */
export function refuseRoles(
  held: readonly Role[],
  organisation: RolesOf,
  asked: readonly Role[],
): IdentityRefusal | undefined {
  if (asked.includes('operator') && !held.includes('operator'))
    return refuseIdentity('role-not-yours', 'Only an operator makes an operator: ask one.');
  const possible = rolesIn(organisation);
  const foreign = asked.find((role) => !possible.includes(role));
  if (foreign === undefined) return undefined;
  return refuseIdentity(
    'role-not-here',
    foreign === 'operator'
      ? 'Operators belong to the hub’s own organisation: invite them there.'
      : `Nobody here can be ${foreign}; what there is: ${possible.join(', ')}. An operator may admit the organisation to more.`,
  );
}

/** Of roles one organisation can be admitted to. */
export const refuseAdmission = (asked: readonly Role[]): IdentityRefusal | undefined =>
  asked.includes('operator')
    ? refuseIdentity('role-not-here', 'Operators belong to the hub’s own organisation.')
    : undefined;

/**
 * Who sees to the people: an operator in the hub, an administrator elsewhere. Somebody always has to, so the last of them
 * can't go or be made something else.
 */
export const keeperRole = (kind: OrganisationKind): Role => (kind === 'hub' ? 'operator' : 'administrator');

/** `others`: the roles of everybody else in the organisation; `becomes`: theirs afterwards, null when they go. */
export function refuseLast(
  kind: OrganisationKind,
  before: readonly Role[],
  becomes: readonly Role[] | null,
  others: readonly (readonly Role[])[],
): IdentityRefusal | undefined {
  const keeper = keeperRole(kind);
  if (!before.includes(keeper) || becomes?.includes(keeper)) return undefined;
  if (others.some((roles) => roles.includes(keeper))) return undefined;
  return refuseIdentity(
    'last-administrator',
    `They are the last ${keeper} here: make somebody else ${keeper} first.`,
  );
}
