/** The audit log: who changed what, newest first, page by page. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../server/src/platform/audit/api.ts';
import { get } from './client.ts';

export type AuditEntry = contract.AuditEntry;
export type AuditFilter = Partial<
  Record<'what' | 'person' | 'organisation' | 'subject' | 'from' | 'to', string>
>;

const entriesAtOnce = 50;

export const auditQuery = (filter: AuditFilter, language: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }) =>
      get<z.infer<typeof contract.auditPage>>(
        '/audit',
        { ...filter, limit: entriesAtOnce, cursor: pageParam ?? undefined },
        language,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
