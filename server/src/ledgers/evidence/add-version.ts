/** Sources and their versions: the same content again is the same version, the same description no new one. */
import type { Kysely } from 'kysely';
import { newId } from '../../platform/ids.ts';
import { appendEach, type Turn, takeTurns } from './chain.store.ts';
import type { Source, Version } from './evidence.ts';
import { day, instant, json, type NewRow } from './rows.ts';
import { describedSources, versionsWith } from './source.store.ts';

export async function addVersion<T>(
  within: Kysely<T>,
  source: Source,
  version: Omit<Version, 'id' | 'source'>,
): Promise<{ version: string; isNew: boolean }> {
  const [added] = await addVersions(within, [{ source, version }]);
  return added!;
}

/** One version of each of many sources, in as many statements as for one. */
export async function addVersions<T>(
  within: Kysely<T>,
  given: readonly { source: Source; version: Omit<Version, 'id' | 'source'> }[],
): Promise<{ version: string; isNew: boolean }[]> {
  const ids = given.map(({ source }) => source.id);
  const turns = await takeTurns(within, ids);
  await describe(
    within,
    turns,
    given.map(({ source }) => source),
  );
  const known = await versionsWith(
    within,
    given.map(({ source, version }) => ({ source: source.id, contentHash: version.contentHash })),
  );
  const answers = ids.map((id) => ({ version: known.get(id) ?? newId(), isNew: !known.has(id) }));
  const added = given.flatMap(({ source, version }, index) =>
    answers[index]!.isNew
      ? [{ turn: turns.get(source.id)!, row: versionRow(version, answers[index]!.version) }]
      : [],
  );
  await appendEach(within, 'version', added);
  return answers;
}

const versionRow = (version: Omit<Version, 'id' | 'source'>, id: string): NewRow<'version'> => ({
  id,
  content_hash: version.contentHash,
  media_type: version.mediaType,
  language: version.language,
  published_on: day(version.publishedOn),
  retrieved_at: instant(version.retrievedAt),
  text: version.text,
});

/** Adds a description to each that has none or another. */
export async function describe<T>(
  within: Kysely<T>,
  turns: ReadonlyMap<string, Turn>,
  sources: readonly Source[],
): Promise<void> {
  const known = await describedSources(
    within,
    sources.map(({ id }) => id),
  );
  const rows = sources
    .filter((source) => json(known.get(source.id) ?? {}) !== json(source))
    .map(({ id, kind, standing, publisher, title, address, licence }) => ({
      turn: turns.get(id)!,
      row: { kind, standing, publisher, title, address, licence },
    }));
  await appendEach(within, 'source', rows);
}
