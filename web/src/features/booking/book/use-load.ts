/** The way that is asked for under the load that is typed: planned again when its TEU change, because price and dates hang on them. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Booking, bookingQuery } from '../../../api/booking.ts';
import {
  networkQuery,
  type Option,
  type PlanAnswer,
  type PlanRequest,
  planQuery,
} from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type Address, isPast, toRequest } from '../../../journey/address.ts';
import { type Draft, keepDraft, recallDraft } from '../draft.ts';
import { lotsOf, teuOf, usualLots } from '../lots.ts';
import { sameWay } from './same-way.ts';

export interface Load {
  /** Of the booking that is changed; null for a new one. */
  before: Booking | null;
  /** Where what was typed is kept. */
  key: string;
  draft: Draft;
  setDraft: (draft: Draft) => void;
  request: PlanRequest;
  /** Undefined while it is looked for, null where it is not offered any more. */
  option: Option | null | undefined;
  answer: PlanAnswer | undefined;
  stale: boolean;
}
export type Loading = { error: unknown; retry: () => void } | null;

export function useLoad(address: Address): Load | Loading {
  const { tag } = useLanguage();
  const network = useQuery(networkQuery(tag));
  const asked = fromNow(toRequest(address, network.data?.view));
  const before = useQuery({
    ...bookingQuery(address.amend ?? '', tag),
    enabled: address.amend !== undefined,
  });
  const first = useQuery(planQuery(asked, tag));
  const key = ['from', 'to', 'way', 'amend', 'teu', 'ready', 'by']
    .map((name) => address[name as keyof Address] ?? '')
    .join(' ');
  const [typed, setTyped] = useState<{ key: string; draft: Draft } | null>(null);
  const fresh = (): Draft | null => {
    if (asked === null || (address.amend && !before.data)) return null;
    return {
      lots: before.data
        ? lotsOf(before.data.containers)
        : usualLots(asked.teu, asked.weightKg ?? null, asked.hsCode),
      reference: before.data?.reference ?? '',
      attempt: null,
    };
  };
  if (typed?.key !== key) {
    const draft = recallDraft(key) ?? fresh();
    if (draft) setTyped({ key, draft });
  }
  const draft = typed?.key === key ? typed.draft : null;
  const request = asked && draft ? withTeu(asked, teuOf(draft.lots)) : null;
  const loaded = useQuery(planQuery(request, tag));
  const failed = first.error ?? loaded.error ?? before.error ?? (asked ? null : network.error);
  if (failed)
    return {
      error: failed,
      retry: () =>
        void Promise.all(
          [first, loaded, before, network].filter((query) => query.isError).map((query) => query.refetch()),
        ),
    };
  if (!draft || !request) return null;
  const answer = loaded.data;
  const chosen = first.data?.options.find(({ id }) => id === address.way);
  return {
    before: before.data ?? null,
    key,
    draft,
    setDraft: (next) => {
      setTyped({ key, draft: next });
      keepDraft(key, next);
    },
    // the moment of the answer: later, it stands for the same ways
    request: answer && !request.arriveBy ? { ...request, readyAt: answer.readyAt } : request,
    option: !first.data || !answer ? undefined : chosen ? (sameWay(chosen, answer.options) ?? null) : null,
    answer,
    stale: loaded.isPlaceholderData || loaded.isFetching,
  };
}

/** A weight that was given belongs to the TEU it was given for. */
function withTeu(request: PlanRequest, teu: number): PlanRequest {
  if (teu === request.teu) return request;
  const { weightKg: _weight, ...rest } = request;
  return { ...rest, teu };
}

/** A plan may lie open for an hour: what was ready then is ready now. */
function fromNow(request: PlanRequest | null): PlanRequest | null {
  if (!request?.readyAt || !isPast(request.readyAt)) return request;
  const { readyAt: _past, ...rest } = request;
  return rest;
}
