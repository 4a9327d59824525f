import type { Database } from '../database/index.ts';
import { type ErrorTable, refuse } from '../errors.ts';
import { type Route, route } from '../http/route.ts';
import { auditPage, auditQuery } from './api.ts';
import { type Place, readEntries } from './audit-page.store.ts';

export interface AuditParts {
  database(): Database;
}
export const auditErrors = {
  'audit-cursor-invalid': { status: 400, title: 'The cursor is not one this list gave out' },
} as const satisfies ErrorTable;

export const auditRoutes = (parts: AuditParts): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/audit',
    summary: 'Who changed what and when, the newest first',
    permission: 'audit:read',
    query: auditQuery,
    answer: auditPage,
    cacheControl: 'no-store',
    errors: ['audit-cursor-invalid'],
    handle: async ({ query: { cursor, limit, from, to, lang: _, ...filter } }) => {
      const before = cursor === undefined ? undefined : placeOf(cursor);
      if (before === null)
        return refuse('audit-cursor-invalid', 'Leave `cursor` out to begin with the newest entry.');
      const rows = await readEntries(parts.database().db, { ...filter, from, to, before, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(({ place: _, ...entry }) => entry),
        next: rows.length > limit && last ? cursorOf(last.place) : null,
      };
    },
  }),
];

/** Time to the microsecond, as the database keeps it: two entries of one millisecond must not hide each other. */
const cursorOf = ({ at, id }: Place): string => Buffer.from(`${at} ${id}`).toString('base64url');

function placeOf(cursor: string): Place | null {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f-]{36})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  );
  return found && !Number.isNaN(Date.parse(found[1]!)) ? { at: found[1]!, id: found[2]! } : null;
}
