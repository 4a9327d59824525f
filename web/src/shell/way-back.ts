/** Where to go after signing in: a path of this house only, so that no link can send somebody who trusts it elsewhere. */
export function wayBack(to: unknown): string {
  if (typeof to !== 'string' || !/^\/(?![/\\])/.test(to)) return '/';
  return /^\/(sign-in|password-resets|setup|invitations)(\/|\?|$)/.test(to) ? '/' : to;
}
