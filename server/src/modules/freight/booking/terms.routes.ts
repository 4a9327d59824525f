/** Addresses of the operator's terms. */
import { byOf, recordChange } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { refuse } from '../../../platform/errors.ts';
import { route } from '../../../platform/http/route.ts';
import { langQuery } from '../api.ts';
import { termsSchema } from './api.ts';
import type { BookingParts } from './parts.ts';
import { insertTerms, readTerms } from './terms.store.ts';

export const termsRoutes = (parts: Pick<BookingParts, 'database'>) => [
  route({
    permission: 'bookings:read',
    method: 'GET',
    path: '/api/v1/booking-terms',
    summary: 'For how long is held and offered, and what cancelling costs',
    query: langQuery,
    answer: termsSchema,
    handle: () => readTerms(parts.database().db),
  }),
  route({
    permission: 'booking-terms:write',
    method: 'PUT',
    path: '/api/v1/booking-terms',
    summary: 'State the terms of bookings made from now on; those made before keep theirs',
    query: langQuery,
    body: termsSchema,
    answer: termsSchema,
    errors: ['terms-changed'],
    handle: ({ body }, context) =>
      transaction(parts.database().db, async (trx) => {
        const before = await readTerms(trx);
        const changed = refuse(
          'terms-changed',
          `The terms are at version ${before.version}, and you looked at ${body.version}. Look at them again and decide anew.`,
        );
        if (body.version !== before.version) return changed;
        const terms = { ...body, version: before.version + 1 };
        if (!(await insertTerms(trx, terms))) return changed;
        await recordChange(trx, byOf(context), {
          what: 'booking-terms.stated',
          subject: `booking-terms:${terms.version}`,
          before,
          after: terms,
        });
        return terms;
      }),
  }),
];
