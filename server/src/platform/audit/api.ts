/** The HTTP contract of the audit log. */
import { z } from 'zod';

export const auditQuery = z.object({
  /** Newest first; `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** The beginning of `what`: `booking` or `booking.confirmed`. */
  what: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  person: z.string().max(100).optional(),
  organisation: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  lang: z.string().max(12).optional(),
});
export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime({ offset: true }),
    person: z.string().nullable(),
    personName: z.string().nullable(),
    via: z.enum(['session', 'token', 'server']),
    what: z.string(),
    subject: z.string(),
    organisation: z.string().nullable(),
    organisationName: z.string().nullable(),
    requestId: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditPage = z
  .object({ items: z.array(auditEntrySchema), next: z.string().nullable() })
  .meta({ id: 'AuditPage' });
