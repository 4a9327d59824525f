import { z } from 'zod';
import type { JobKind } from '../jobs/queue.ts';
import { words } from '../mail/words.ts';
import { removePast } from './attempt.store.ts';
import { invitationById } from './invitation.store.ts';
import { addResetLink } from './link.store.ts';
import type { IdentityParts } from './parts.ts';
import { personByEmail } from './person.store.ts';
import { derivedKey, hashOf } from './secret.ts';

export const invitationLetter = 'identity.invitation-letter';
export const resetLetter = 'identity.reset-letter';
export const tidying = 'identity.tidying';
const resetMinutes = 60;

/**
 * Letters are sent by jobs: one that a mail server does not take today is tried again, for a day and more. A job that is begun again makes the same
 * link, so whichever copy of a letter arrives is good.
 */
export const letterJobs = (parts: IdentityParts): JobKind[] => [
  {
    name: invitationLetter,
    attemptsMax: 20,
    timeoutMs: 60_000,
    work: async (job, signal) => {
      const { id } = z.object({ id: z.string() }).parse(job.payload);
      const invitation = await invitationById(parts.database().db, id);
      // Revoked, accepted or replaced since.
      if (invitation === undefined) return undefined;
      const { address, secret } = parts.settings();
      const { email: to, language, organisationName: organisation, invitedBy, expiresAt } = invitation;
      const link = `${address}/invitations/${derivedKey(secret, 'invitation', id)}`;
      const values = { organisation, invitedBy, link, until: expiresAt, hub: address };
      await parts.post().send({ ...words(language, 'invitation', values), to, language, id }, signal);
      return undefined;
    },
  },
  {
    name: resetLetter,
    attemptsMax: 10,
    timeoutMs: 60_000,
    work: async (job, signal) => {
      const { id, email, language } = resetPayload.parse(job.payload);
      const { db } = parts.database();
      const person = await personByEmail(db, email);
      if (person === undefined) return undefined;
      const { address, secret } = parts.settings();
      const key = derivedKey(secret, 'reset', id);
      const now = new Date();
      await addResetLink(db, hashOf(key), person.id, now, new Date(now.getTime() + resetMinutes * 60_000));
      const values = {
        name: person.name,
        link: `${address}/password-resets/${key}`,
        minutes: resetMinutes,
        hub: address,
      };
      const reads = person.language ?? language;
      await parts.post().send({ ...words(reads, 'reset', values), to: email, language: reads, id }, signal);
      return undefined;
    },
  },
  {
    name: tidying,
    work: async () => async (trx) => {
      await removePast(trx);
      await parts.jobs().enqueue(trx, {
        kind: tidying,
        key: 'daily',
        payload: null,
        runAt: new Date(Date.now() + 86_400_000),
      });
    },
  },
];
const resetPayload = z.object({ id: z.string(), email: z.string(), language: z.string() });
