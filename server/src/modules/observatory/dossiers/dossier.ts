/** All that articles say of one country, region, place, project or organisation. */
import type { z } from 'zod';
import type { Corridor } from '../../../corridor/index.ts';
import type { StoredClaim } from '../../../ledgers/evidence/index.ts';
import { refuse } from '../../../platform/errors.ts';
import type { dossierRowSchema, dossierSchema, dossiersQuery } from '../api.ts';
import { claimOf } from '../articles/page.ts';
import { findingAnswers, knowledgeFor, spotsOf, standingFindings } from '../comparison/index.ts';
import type { ObservatoryParts } from '../parts.ts';
import { articlesAbout, claimsAbout, mentioned, placesBeside } from './dossier.store.ts';
import { isKnown, kindOf, nameOf, placesWithin, pointOf } from './subject.ts';

type DossierRow = z.infer<typeof dossierRowSchema>;
type DossierAnswer = z.input<typeof dossierSchema>;
type DossierClaim = DossierAnswer['events'][number];

const claimsMax = 400;
const findingsMax = 100;
const articlesMax = 200;
const placesMax = 200;

/** What articles speak of, that with most claims first. */
export async function dossiersPageOf(
  parts: ObservatoryParts,
  { kind, query, cursor, limit }: z.output<typeof dossiersQuery>,
  lang: string,
) {
  const after = cursor === undefined ? null : /^(\d{1,9}) (.{1,200})$/s.exec(cursor);
  if (cursor !== undefined && !after)
    return refuse('dossiers-cursor-invalid', 'Take the cursor from the answer before, or leave it out.');
  const corridor = parts.corridor();
  const wanted = query?.trim().toLowerCase() ?? '';
  const rows = (await mentioned(parts.database().db))
    .flatMap(({ thing, ...counts }): DossierRow[] => {
      const is = kindOf(thing, corridor);
      return is ? [{ kind: is, id: thing, name: nameOf(thing, lang, corridor), ...counts }] : [];
    })
    .filter((row) => kind === undefined || row.kind === kind)
    .filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
    .filter((row) => !after || inOrder({ claims: Number(after[1]), id: after[2] ?? '' }, row) < 0)
    .toSorted(inOrder);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.claims} ${last.id}` : null };
}

const inOrder = (a: Pick<DossierRow, 'claims' | 'id'>, b: Pick<DossierRow, 'claims' | 'id'>): number =>
  b.claims - a.claims || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export async function dossierOf(parts: ObservatoryParts, kind: string, id: string, lang: string) {
  const { db } = parts.database();
  const [corridor, evidence] = [parts.corridor(), parts.evidence()];
  const is = kindOf(id, corridor);
  const about = await claimsAbout(db, id, claimsMax);
  if (is === null || is !== kind || (about.total === 0 && !isKnown(id, corridor)))
    return refuse(
      'dossier-not-found',
      `The corridor has no ${kind} "${id}". /api/v1/dossiers lists what articles speak of.`,
    );
  const [claims, spots, suspected, articles, places] = await Promise.all([
    evidence.read.claimsById(about.claims),
    spotsOf(db, evidence, about.claims),
    standingFindings(db, { thing: id, limit: findingsMax }),
    articlesAbout(db, id, articlesMax),
    placesBeside(db, id, placesWithin(id, corridor), placesMax),
  ]);
  const told = claims.flatMap((claim): DossierClaim[] => {
    const spot = spots.get(claim.id);
    return spot ? [{ ...claimOf(claim), spot }] : [];
  });
  const reader = { evidence, knowledge: knowledgeFor(corridor), lang };
  return {
    ...{ kind: is, id, name: nameOf(id, lang, corridor), at: pointOf(id, corridor), claims: about.total },
    places: places.flatMap(({ place, claims: count, named }) => {
      const at = pointOf(place, corridor);
      const by = named ? ('named' as const) : ('within' as const);
      return at ? [{ id: place, name: nameOf(place, lang, corridor), at, claims: count, by }] : [];
    }),
    measures: byMeasure(told.filter((claim) => claim.kind !== 'event')),
    events: told.filter((claim) => claim.kind === 'event').toSorted(newestFirst),
    findings: await findingAnswers(db, suspected, reader),
    articles,
    indicators: indicatorsOf(claims, lang, corridor),
  } satisfies DossierAnswer;
}

/** The measure told most comes first; what has none goes by its kind. */
function byMeasure(claims: readonly DossierClaim[]): DossierAnswer['measures'] {
  const groups = new Map<string, DossierClaim[]>();
  for (const claim of claims) {
    const measure = claim.measure ?? claim.kind;
    groups.set(measure, [...(groups.get(measure) ?? []), claim]);
  }
  return [...groups]
    .map(([measure, group]) => ({ measure, claims: group.toSorted(newestFirst) }))
    .toSorted((a, b) => b.claims.length - a.claims.length || (a.measure < b.measure ? -1 : 1));
}

/** By the end of its period, a claim without one after those with one, and then by the text's date. */
const newestFirst = (a: DossierClaim, b: DossierClaim): number =>
  compareText(dayOf(b), dayOf(a)) || compareText(b.spot.date ?? '', a.spot.date ?? '') || a.start - b.start;
const dayOf = ({ period }: DossierClaim): string => period?.end ?? period?.start ?? '';
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Series of what these claims measure. */
function indicatorsOf(claims: readonly StoredClaim[], lang: string, corridor: Corridor) {
  const said = new Set(claims.map(({ measure, unit }) => `${measure} ${unit}`));
  return [...corridor.indicators.values()]
    .filter(({ measures, units }) =>
      measures.some((measure) => units.some((unit) => said.has(`${measure} ${unit}`))),
    )
    .map(({ id }) => ({ id, name: corridor.name(`indicator:${id}`, lang) }));
}
