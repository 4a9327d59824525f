/** A text taken in: read, its claims found, and all of it stored in one transaction, or nothing of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transaction } from 'kysely';
import { type By, recordChange } from '../../../platform/audit/audit.ts';
import { transaction } from '../../../platform/database/index.ts';
import { type Fault, isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { root } from '../../../platform/root.ts';
import type { ObservatoryParts } from '../parts.ts';
import { type DocumentHint, type ReadDocument, readBytes } from '../readers/index.ts';
import { findKnown, insertArticle, type KnownArticle, reinstate } from './article.store.ts';
import { type Described, describe, faultsOf, hashOf, isTooLong, type Said, sourceIdOf } from './article.ts';
import type { Desk } from './desk.ts';
import type { Found } from './desk-work.ts';

export interface IntakeParts extends Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'> {
  desk(): Desk;
  now(): Date;
}

/** Something to read as it was received. */
export interface Received {
  name: string;
  bytes: Uint8Array;
  hint: DocumentHint;
  said: Said;
}
export interface TakenIn {
  article: string;
  isNew: boolean;
  figures: number;
}

/** Reads with the rules of this version of the engine; asked for when a text is read, as commands that read none run without the engine's sources. */
function extractor(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'engines/extract/package.json'), 'utf8'));
  return `extract ${version}`;
}

/**
 * The same text again is the article it was; of an address that now says something else, a newer version. What is known is not read again, so
 * an intake that broke off is done again from its beginning at little cost.
 */
export async function takeIn(parts: IntakeParts, received: Received, by: By): Promise<TakenIn | Refusal> {
  const { db } = parts.database();
  const now = parts.now();
  const faults = faultsOf(received.said, now);
  if (faults.length > 0) return invalid(faults);
  const address = received.said.address ?? '';
  const addressed = address === '' ? null : sourceIdOf(address, '');
  const contentHash = hashOf(received.bytes);
  const same = await findKnown(db, { source: addressed, contentHash });
  if (same) return keep(parts, same, by);
  const document = await readBytes(received.bytes, received.hint);
  if (isRefusal(document)) return document;
  const textHash = hashOf(document.text);
  const alike = await findKnown(db, { source: addressed, textHash });
  if (alike) return keep(parts, alike, by);
  const described = describe(document, received.said, { name: received.name, now });
  if (isRefusal(described)) return described;
  const { title, date } = described;
  const found = await parts.desk().find({ text: document.text, title, date }, parts.corridor());
  if (isRefusal(found)) return found;
  const source = sourceIdOf(address, textHash);
  return store(parts, { source, contentHash, textHash, document, described, found, now }, by);
}

interface ToStore {
  source: string;
  contentHash: string;
  textHash: string;
  document: ReadDocument;
  described: Described;
  found: Found;
  now: Date;
}

/** Somebody stored the same text while this one was read: what this transaction has added is taken back. */
class StoredMeanwhile extends Error {
  readonly article: KnownArticle;
  constructor(article: KnownArticle) {
    super('the same text was stored meanwhile');
    this.article = article;
  }
}

async function store(parts: IntakeParts, given: ToStore, by: By): Promise<TakenIn> {
  try {
    return await transaction(parts.database().db, (tx) => storeIn(tx, parts, given, by));
  } catch (problem) {
    if (problem instanceof StoredMeanwhile) return keep(parts, problem.article, by);
    throw problem;
  }
}

async function storeIn(
  tx: Transaction<unknown>,
  parts: IntakeParts,
  { source, contentHash, textHash, document, described, found, now }: ToStore,
  by: By,
): Promise<TakenIn> {
  const { title, publisher, date, language, address } = described;
  const evidence = parts.evidence();
  // This takes the source's turn: whoever brings the same text waits here until we have committed, and then finds it.
  const { version } = await evidence.addVersion(
    tx,
    { id: source, kind: 'document', standing: 'reported', publisher, title, address, licence: '' },
    {
      contentHash,
      mediaType: document.mediaType,
      language,
      publishedOn: date,
      retrievedAt: now,
      text: document.text,
    },
  );
  const known = await findKnown(tx, { source, textHash });
  if (known) throw new StoredMeanwhile(known);
  await evidence.addClaims(tx, source, version, found.claims, extractor());
  const { figures, words } = found;
  const tooLong = isTooLong(document.text, figures);
  const named = { id: version, source, contentHash, textHash };
  await insertArticle(tx, { ...named, ...described, figures, words, tooLong });
  await recordChange(tx, by, {
    what: 'article.added',
    subject: `article:${version}`,
    after: { source, title, publisher, address, date, figures },
  });
  return { article: version, isNew: true, figures };
}

/** Known already; where its source has said something else since, it says this again. */
async function keep(
  parts: IntakeParts,
  { id, source, isCurrent, figures }: KnownArticle,
  by: By,
): Promise<TakenIn> {
  if (!isCurrent)
    await transaction(parts.database().db, async (tx) => {
      if (await reinstate(tx, { id, source }))
        await recordChange(tx, by, {
          what: 'article.reinstated',
          subject: `article:${id}`,
          after: { source },
        });
    });
  return { article: id, isNew: false, figures };
}

const invalid = (faults: readonly Fault[]) =>
  refuse('article-field-invalid', `${faults[0]!.at} ${faults[0]!.problem}.`, faults);
