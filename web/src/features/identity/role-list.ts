import type { Role } from '../../api/identity.ts';

/** In the order forms offer them: those who run things first. */
export const roles = [
  'operator',
  'administrator',
  'forwarder',
  'customs',
  'host',
  'buyer',
  'project-owner',
  'secretariat',
  'delegate',
  'trainer',
  'trainee',
  'analyst',
] as const satisfies readonly Role[];
