import type { Role } from '../../api/identity.ts';

/** In the order forms offer them: those who run things first. A role the server has and this list hasn't is an error of types, and the other way round. */
export const roles = Object.keys({
  operator: 0,
  administrator: 0,
  forwarder: 0,
  customs: 0,
  host: 0,
  buyer: 0,
  'project-owner': 0,
  secretariat: 0,
  delegate: 0,
  trainer: 0,
  trainee: 0,
  analyst: 0,
} satisfies Record<Role, 0>) as readonly Role[];
