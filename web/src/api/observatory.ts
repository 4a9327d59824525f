/** Articles, what was found in them, and dossiers, as the pages ask for them. Names and sentences come in the reader's language, so each key has it. */
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../server/src/modules/observatory/api.ts';
import { get, send, sendForm } from './client.ts';

export type {
  Article,
  ArticleRow,
  Dossier,
  Feed,
  Pair,
} from '../../../server/src/modules/observatory/api.ts';
export type Finding = contract.FindingAnswer;
export type Claim = contract.Article['claims'][number];
/** A claim by itself, as a dossier has it. */
export type BareClaim = z.infer<typeof contract.claimSchema>;
export type Spot = Finding['spots'][number];
export type Standing = NonNullable<Claim['standing']>;
export type Change = contract.Pair['changes'][number];
export type Lineage = z.infer<typeof contract.lineageSchema>;
export type Source = z.infer<typeof contract.sourceSchema>;
export type IngestAnswer = z.infer<typeof contract.ingestAnswer>;
export type DossierKind = contract.Dossier['kind'];

const atOnce = 50;
const pages = { initialPageParam: null as string | null, getNextPageParam: nextOf };
function nextOf(page: { next: string | null }): string | null {
  return page.next;
}

/** What is compared just now is shown once it is, without being asked for. */
const comparedLookMs = 10_000;
const isWaiting = ({ comparison }: Pick<contract.ArticleRow, 'comparison'>): boolean =>
  comparison === 'waiting';

export const articlesQuery = (
  { query, source }: { query?: string | undefined; source?: string | undefined },
  language: string,
) =>
  infiniteQueryOptions({
    queryKey: ['articles', query ?? '', source ?? '', language],
    queryFn: ({ signal, pageParam }) =>
      get<z.infer<typeof contract.articlesPage>>(
        '/articles',
        { query, source, limit: atOnce, cursor: pageParam ?? undefined },
        language,
        signal,
      ),
    ...pages,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isWaiting)) ? comparedLookMs : false,
  });

export const articleQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['article', id, language],
    queryFn: ({ signal }) => get<contract.Article>(at('articles', id), {}, language, signal),
    // a text that comes later may agree with it
    staleTime: 30_000,
    refetchInterval: ({ state: { data } }) => (data && isWaiting(data) ? comparedLookMs : false),
  });

export const findingsQuery = (
  filter: { class?: string | undefined; check?: string | undefined },
  language: string,
) =>
  infiniteQueryOptions({
    queryKey: ['findings', filter.class ?? '', filter.check ?? '', language],
    queryFn: ({ signal, pageParam }) =>
      get<z.infer<typeof contract.findingsPage>>(
        '/findings',
        { ...filter, limit: atOnce, cursor: pageParam ?? undefined },
        language,
        signal,
      ),
    ...pages,
    placeholderData: keepPreviousData,
  });

export const pairsQuery = (language: string) =>
  infiniteQueryOptions({
    queryKey: ['pairs', language],
    queryFn: ({ signal, pageParam }) =>
      get<z.infer<typeof contract.pairsPage>>(
        '/pairs',
        { limit: atOnce, cursor: pageParam ?? undefined },
        language,
        signal,
      ),
    ...pages,
  });

export const pairQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['pair', id, language],
    queryFn: ({ signal }) => get<contract.Pair>(at('pairs', id), {}, language, signal),
    staleTime: 30_000,
  });

export const lineageQuery = (claim: string, language: string) =>
  queryOptions({
    queryKey: ['lineage', claim, language],
    queryFn: ({ signal }) => get<Lineage>(`${at('claims', claim)}/lineage`, {}, language, signal),
    staleTime: 30_000,
  });

export const sourceQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ['source', id, language],
    queryFn: ({ signal }) => get<Source>(at('sources', id), {}, language, signal),
    staleTime: 30_000,
  });

export type DossierRow = z.infer<typeof contract.dossierRowSchema>;
const dossiersAtOnce = 200;
/** Beyond it the page would be a telephone book. */
const dossiersMax = 2_000;

/** All of them, so that a word finds each. */
export const dossiersQuery = (language: string) =>
  queryOptions({
    queryKey: ['dossiers', language],
    queryFn: async ({ signal }) => {
      const rows: DossierRow[] = [];
      let cursor: string | undefined;
      do {
        const page = await get<z.infer<typeof contract.dossiersPage>>(
          '/dossiers',
          { limit: dossiersAtOnce, cursor },
          language,
          signal,
        );
        rows.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined && rows.length < dossiersMax);
      return rows;
    },
    staleTime: 30_000,
  });

export const dossierQuery = (kind: string, id: string, language: string) =>
  queryOptions({
    queryKey: ['dossier', kind, id, language],
    queryFn: ({ signal }) =>
      get<contract.Dossier>(`${at('dossiers', kind)}/${encodeURIComponent(id)}`, {}, language, signal),
    staleTime: 30_000,
  });

export const feedsQuery = (language: string) =>
  queryOptions({
    queryKey: ['feeds', language],
    queryFn: ({ signal }) => get<z.infer<typeof contract.feedsAnswer>>('/feeds', {}, language, signal),
  });
export const addFeed = (address: string, language: string) =>
  send<contract.Feed>('POST', '/feeds', { address }, language);
export const removeFeed = (id: string, language: string) =>
  send<unknown>('DELETE', at('feeds', id), undefined, language);

export const ingest = (request: z.input<typeof contract.ingestRequest>, language: string) =>
  send<IngestAnswer>('POST', '/articles', request, language);

/** Says which of the claims that a finding sets against each other is gone by; the others stay. */
export const accept = (finding: string, claim: string, reason: string, language: string) =>
  send<unknown>(
    'POST',
    '/decisions',
    { about: `finding:${finding}`, accepted: { type: 'claim', id: claim }, reason },
    language,
  );

/** An `index.csv` among them says of each who published it, and when. */
export function ingestFiles(
  files: readonly File[],
  language: string,
  signal: AbortSignal,
): Promise<IngestAnswer> {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return sendForm<IngestAnswer>('/articles/files', form, language, signal);
}

/** A new article changes what is known of the others. */
export const articlesChanged = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({
    predicate: ({ queryKey: [name] }) =>
      typeof name === 'string' &&
      [
        'articles',
        'article',
        'findings',
        'pairs',
        'pair',
        'lineage',
        'dossiers',
        'dossier',
        'source',
      ].includes(name),
  });

const at = (what: string, id: string) => `/${what}/${encodeURIComponent(id)}`;
