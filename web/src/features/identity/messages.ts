import type identity from '../../../../locales/en/identity.json';
import { wordsForRefusals } from '../../form/refusal-text.ts';

declare module '../../i18n/messages.ts' {
  interface MessageFiles {
    identity: typeof identity;
  }
}

wordsForRefusals({
  'credentials-wrong': 'identity.refusal.credentials-wrong',
  'code-wrong': 'identity.refusal.code-wrong',
  'password-wrong': 'identity.refusal.password-wrong',
  'too-many-tries': 'identity.refusal.too-many-tries',
  'link-invalid': 'identity.refusal.link-invalid',
  'second-factor-set': 'identity.refusal.second-factor-set',
  'second-factor-missing': 'identity.refusal.second-factor-missing',
  'second-factor-not-begun': 'identity.refusal.second-factor-not-begun',
  'role-not-yours': 'identity.refusal.role-not-yours',
  'role-not-here': 'identity.refusal.role-not-here',
  'last-administrator': 'identity.refusal.last-administrator',
  'member-already': 'identity.refusal.member-already',
  'other-person': 'identity.refusal.other-person',
  'person-not-found': 'identity.refusal.gone',
  'invitation-not-found': 'identity.refusal.gone',
  'organisation-not-found': 'identity.refusal.gone',
  'session-not-found': 'identity.refusal.gone',
  'token-not-found': 'identity.refusal.gone',
  'organisation-known': 'identity.refusal.organisation-known',
  'organisation-suspended': 'identity.refusal.organisation-suspended',
  'hub-not-suspendable': 'identity.refusal.hub-not-suspendable',
  'too-many': 'identity.refusal.too-many',
});
