/** Claims of the texts in force that belong to an indicator. What a claim belongs to never changes, so it is worked out once. */
import type { Corridor } from '../../../corridor/index.ts';
import type { StoredClaim } from '../../../ledgers/evidence/index.ts';
import { type Knowledge, knowledgeOf } from '../compare/knowledge.ts';
import type { ObservatoryParts } from '../parts.ts';
import type { Attachment } from './claim-indicator.ts';
import { groupBy } from './group.ts';
import { type ArticleOfClaims, articlesInForce } from './series.store.ts';
import { attachmentsIn, type ReadClaim } from './surroundings.ts';

export interface Attached extends Attachment {
  claim: StoredClaim;
  article: ArticleOfClaims;
  sentence: string;
}

/** Of each measure the newest are looked at. */
const claimsPerMeasureMax = 5_000;
const rememberedMax = 200_000;
/** Texts are megabytes at most: few at a time. */
const textsAtOnce = 20;

export class AttachedClaims {
  private readonly parts: Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>;
  private knowledge: Knowledge | null = null;
  private pack = '';
  private readonly read = new Map<string, ReadClaim>();

  constructor(parts: Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>) {
    this.parts = parts;
  }

  /** Those of one indicator, or of all; as they are, or as they were by then. */
  async of(indicator: string | null, asOf: Date | undefined): Promise<Attached[]> {
    const corridor = this.parts.corridor();
    if (corridor.meta.version !== this.pack) {
      this.read.clear();
      this.knowledge = knowledgeOf(corridor);
      this.pack = corridor.meta.version;
    }
    const asked = [...corridor.indicators.values()].filter(
      ({ id }) => indicator === null || id === indicator,
    );
    const articles = new Map(
      (await articlesInForce(this.parts.database().db, asOf)).map((article) => [article.id, article]),
    );
    if (articles.size === 0) return [];
    const measures = new Set(asked.flatMap((each) => each.measures));
    const claims = lastReadings(
      (await Promise.all([...measures].map((measure) => this.claims(measure, asOf))))
        .flat()
        .filter(({ version }) => articles.has(version)),
    );
    await this.readAnew(corridor, claims, articles);
    const wanted = new Set(asked.map(({ id }) => id));
    return claims.flatMap((claim) => {
      const { sentence, attachments } = this.read.get(claim.id) ?? { sentence: '', attachments: [] };
      const article = articles.get(claim.version)!; // claims of others were left out
      return attachments
        .filter((each) => wanted.has(each.indicator))
        .map((attachment) => ({ ...attachment, claim, article, sentence }));
    });
  }

  private async claims(measure: string, asOf: Date | undefined): Promise<StoredClaim[]> {
    const found: StoredClaim[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.parts.evidence().read.claims({ measure, asOf, cursor, limit: 1_000 });
      found.push(...page.items.filter(({ extractor }) => extractor !== 'pack'));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined && found.length < claimsPerMeasureMax);
    return found;
  }

  private async readAnew(
    corridor: Corridor,
    claims: readonly StoredClaim[],
    articles: ReadonlyMap<string, ArticleOfClaims>,
  ): Promise<void> {
    const unread = groupBy(
      claims.filter(({ id }) => !this.read.has(id)),
      ({ version }) => version,
    );
    if (this.read.size > rememberedMax) this.read.clear();
    const versions = [...unread.keys()];
    for (let at = 0; at < versions.length; at += textsAtOnce) {
      const texts = await this.parts.evidence().read.versions(versions.slice(at, at + textsAtOnce));
      for (const { id, text } of texts) {
        const date = articles.get(id)?.publishedOn ?? null;
        const given = unread.get(id) ?? [];
        const read = attachmentsIn(text, given, date, { corridor, knowledge: this.knowledge! }); // made above
        for (const [index, claim] of given.entries()) this.read.set(claim.id, read[index]!); // as many
      }
    }
  }
}

const opened = new WeakMap<object, AttachedClaims>();
/** One for all who ask with the same parts. */
export function attachedOf(
  parts: Pick<ObservatoryParts, 'corridor' | 'database' | 'evidence'>,
): AttachedClaims {
  const claims = opened.get(parts) ?? new AttachedClaims(parts);
  opened.set(parts, claims);
  return claims;
}

/** A text that was read again by a newer engine keeps the older claims; the last reading of each text counts. */
function lastReadings(claims: readonly StoredClaim[]): StoredClaim[] {
  const last = new Map<string, StoredClaim>();
  for (const claim of claims) {
    const held = last.get(claim.version);
    if (!held || claim.recordedAt > held.recordedAt) last.set(claim.version, claim);
  }
  return claims.filter(({ version, extractor }) => last.get(version)?.extractor === extractor);
}
