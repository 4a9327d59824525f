/** The evidence ledger's questions as query options. */
import { queryOptions } from '@tanstack/react-query';
import type * as contract from '../../../server/src/ledgers/evidence/api.ts';
import { get } from './client.ts';

export type { ClaimRecord, FactRecord } from '../../../server/src/ledgers/evidence/api.ts';

/** What the ledger holds of a fact; a decision may be made at any time, so it is asked for again when a dialog is opened. */
export const factRecordQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['fact-record', id],
    queryFn: ({ signal }) => get<contract.FactRecord>('/evidence/facts', { id }, language, signal),
    staleTime: 30_000,
    retry: false,
  });

export const claimRecordQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['claim-record', id],
    queryFn: ({ signal }) => get<contract.ClaimRecord>(`/evidence/claims/${id}`, {}, language, signal),
    // a claim is never changed
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const observationRecordQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['observation-record', id],
    queryFn: ({ signal }) =>
      get<contract.ObservationRecord>(`/evidence/observations/${id}`, {}, language, signal),
    staleTime: 30_000,
    retry: false,
  });
