/** Every refusal of people, organisations and tokens, in one closed table. */
import { type ErrorTable, type Refusal, refuse } from '../errors.ts';

export const identityErrors = {
  'credentials-wrong': { status: 401, title: 'That address and password do not belong together' },
  'code-wrong': { status: 401, title: 'That code is not the one' },
  'password-wrong': { status: 403, title: 'That is not your password' },
  'too-many-tries': { status: 429, title: 'Too many tries' },
  'link-invalid': { status: 410, title: 'This link is not valid any more' },
  'second-factor-set': { status: 409, title: 'There is a second factor already' },
  'second-factor-missing': { status: 409, title: 'There is no second factor' },
  'second-factor-not-begun': { status: 409, title: 'The second factor was not set up' },
  'name-missing': { status: 422, title: 'Your name is asked for' },
  'password-missing': { status: 422, title: 'A password is asked for' },
  'password-too-short': { status: 422, title: 'The password is too short' },
  'role-not-yours': { status: 403, title: 'You may not give that role' },
  'role-not-here': { status: 422, title: 'This organisation does not have that role' },
  'last-administrator': { status: 409, title: 'Somebody must be left who can see to the people' },
  'member-already': { status: 409, title: 'They belong to the organisation already' },
  'other-person': { status: 409, title: 'You are signed in as somebody else' },
  'person-not-found': { status: 404, title: 'There is no such person in this organisation' },
  'invitation-not-found': { status: 404, title: 'There is no such invitation' },
  'organisation-not-found': { status: 404, title: 'There is no such organisation' },
  'organisation-known': { status: 409, title: 'There is an organisation of that name' },
  'organisations-cursor-invalid': { status: 400, title: 'The cursor is not one this list gave out' },
  'organisation-suspended': { status: 409, title: 'The organisation is suspended' },
  'hub-not-suspendable': { status: 409, title: 'The hub can not be suspended' },
  'session-not-found': { status: 404, title: 'There is no such session' },
  'token-not-found': { status: 404, title: 'There is no such token' },
  'too-many': { status: 409, title: 'There are as many as there may be' },
} as const satisfies ErrorTable;
export type IdentityError = keyof typeof identityErrors;
export type IdentityRefusal = Refusal<IdentityError>;

export const refuseIdentity = (code: IdentityError, detail: string): IdentityRefusal => refuse(code, detail);

/** One answer for a link that was never given out, was used, was replaced or has run out: who tries links learns nothing. */
export const linkInvalid = refuseIdentity(
  'link-invalid',
  'It was used, replaced or revoked, or its time has run out: ask for a new one.',
);
