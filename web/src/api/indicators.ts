/** Indicators, their series, mirrors and projections as query options; and bringing a series in. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../server/src/modules/observatory/series/api.ts';
import type * as importing from '../../../server/src/modules/observatory/series/import/api.ts';
import { get, type Query, send, sendForm } from './client.ts';

export type Indicator = z.infer<typeof contract.indicatorSchema>;
export type Series = contract.Series;
export type Point = contract.Point;
export type Mirror = z.infer<typeof contract.mirrorAnswer>;
export type Projection = z.infer<typeof contract.projectionAnswer>;
export type Mapping = importing.Mapping;
export type MappingInput = z.input<typeof importing.savedMapping>;
export type Imported = importing.ImportedSeries;

/** All that chooses a series, as the address of a page and the server's query name it. */
export type SeriesChoice = Readonly<Record<string, string | undefined>>;

const briefly = 60_000;
export const indicatorsKey = ['indicators'] as const;

export const indicatorsQuery = (language: string) =>
  queryOptions({
    queryKey: [...indicatorsKey, language],
    queryFn: ({ signal }) => get<{ items: Indicator[] }>('/indicators', {}, language, signal),
    staleTime: briefly,
  });

export const seriesQuery = (id: string, choice: SeriesChoice, language: string) =>
  queryOptions({
    queryKey: [...indicatorsKey, 'series', id, choice, language],
    queryFn: ({ signal }) =>
      get<Series>(`/indicators/${encodeURIComponent(id)}/series`, choice, language, signal),
    staleTime: briefly,
    placeholderData: keepPreviousData,
  });

export const projectionQuery = (id: string, asked: Query | null, language: string) =>
  queryOptions({
    queryKey: [...indicatorsKey, 'projection', id, asked, language],
    queryFn: ({ signal }) =>
      get<Projection>(`/indicators/${encodeURIComponent(id)}/projection`, asked ?? {}, language, signal),
    staleTime: briefly,
    enabled: asked !== null,
  });

export const mirrorQuery = (asked: Query | null, language: string) =>
  queryOptions({
    queryKey: [...indicatorsKey, 'mirror', asked, language],
    queryFn: ({ signal }) => get<Mirror>('/mirror', asked ?? {}, language, signal),
    staleTime: briefly,
    placeholderData: keepPreviousData,
    enabled: asked !== null,
  });

/** The address of a series as a file. */
export function seriesFile(
  id: string,
  form: 'csv' | 'sdmx.json' | 'sdmx.csv',
  choice: SeriesChoice,
  language: string,
): string {
  const search = new URLSearchParams({ lang: language });
  for (const [name, value] of Object.entries(choice)) if (value) search.set(name, value);
  return `/api/v1/indicators/${encodeURIComponent(id)}/series.${form}?${search}`;
}

export const mappingsQuery = (language: string) =>
  queryOptions({
    queryKey: ['mappings'],
    queryFn: ({ signal }) => get<{ items: Mapping[] }>('/mappings', {}, language, signal),
  });
export const saveMapping = (mapping: MappingInput, language: string) =>
  send<Mapping>('PUT', `/mappings/${encodeURIComponent(mapping.name)}`, mapping, language);

export const importFormats = [
  'csv',
  'gacc',
  'comtrade',
  'sdmx-json',
  'sdmx-csv',
] as const satisfies readonly (typeof contract.importFormats)[number][];

/** With `dryRun` it is read and checked, and nothing is stored. */
export const importSeries = (form: FormData, language: string) =>
  sendForm<Imported>('/series', form, language, AbortSignal.timeout(importMsMax));
const importMsMax = 200_000;
