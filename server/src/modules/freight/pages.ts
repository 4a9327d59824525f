/** Pages of a list in a stable order: the cursor names the last id of the page before, so nothing is skipped or shown twice. */
import { type FreightRefusal, refuseField } from './errors.ts';

export function pageOf<Row extends { id: string }, Answer>(
  rows: readonly Row[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  answer: (row: Row) => Answer,
): { items: Answer[]; next: string | null } | FreightRefusal {
  const after = cursor === undefined ? null : decode(cursor);
  if (after === undefined)
    return refuseField('cursor-invalid', 'cursor', 'Leave the cursor out to begin at the first page.');
  const sorted = rows
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .filter((row) => after === null || row.id > after);
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(answer), next: last && sorted.length > limit ? encode(last.id) : null };
}

const encode = (id: string) => Buffer.from(`after ${id}`).toString('base64url');
function decode(cursor: string): string | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  return text.startsWith('after ') && encode(text.slice(6)) === cursor ? text.slice(6) : undefined;
}
