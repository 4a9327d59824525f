/** Which figures of an article are stated elsewhere too. What it is to be the same figure is isSameFigure's to say. */
import type { Kysely } from 'kysely';
import { binsOf } from '../compare/facts.ts';
import { isSameFigure } from '../compare/lineage.ts';
import * as stored from './figure.store.ts';
import { printsOf } from './print.store.ts';

/** Marks its figures that others state, and theirs. */
export async function agree<T>(tx: Kysely<T>, article: string): Promise<string[]> {
  const places = await stored.placesLike(tx, article);
  const prints = await printsOf(tx, [article, ...new Set(places.map((each) => each.article))]);
  const byPlace = new Map(
    [...prints].map(([id, { figures }]) => [id, new Map(figures.map((figure) => [figure.index, figure]))]),
  );
  const agreed = new Set<stored.StoredFigure>();
  const others = places.flatMap((each) => {
    const figure = byPlace.get(each.article)?.get(each.place);
    if (figure && each.agrees) agreed.add(figure);
    return figure ? [figure] : [];
  });
  const agreeing = new Set<stored.StoredFigure>();
  for (const [figure, like] of matched(prints.get(article)?.figures ?? [], others))
    agreeing.add(figure).add(like);
  const news = [...agreeing].filter((figure) => !agreed.has(figure));
  await stored.setAgreeing(tx, news, true);
  return news.map((each) => each.article);
}

/** Figures of others that agreed with it, and perhaps with nobody else. */
export async function agreeNoMore<T>(tx: Kysely<T>, left: readonly stored.StoredFigure[]): Promise<string[]> {
  const others = await stored.figuresLike(tx, left, null);
  const agreed = new Set([...matched(left, others)].map(([, like]) => like));
  const still = new Set<stored.StoredFigure>();
  const rest = await stored.figuresLike(tx, [...agreed], null);
  for (const [figure, like] of matched([...agreed], rest))
    if (figure.article !== like.article) still.add(figure);
  const alone = [...agreed].filter((figure) => !still.has(figure));
  await stored.setAgreeing(tx, alone, false);
  return alone.map(({ article }) => article);
}

/** Those that say the same; only figures that share a bin can. */
export function* matched(
  figures: readonly stored.StoredFigure[],
  others: readonly stored.StoredFigure[],
): Generator<[stored.StoredFigure, stored.StoredFigure]> {
  const byBin = new Map<string, stored.StoredFigure[]>();
  for (const other of others)
    for (const bin of binsOf(other.claim)) {
      const held = byBin.get(bin);
      if (held) held.push(other);
      else byBin.set(bin, [other]);
    }
  for (const figure of figures) {
    const near = new Set(binsOf(figure.claim).flatMap((bin) => byBin.get(bin) ?? []));
    for (const other of near) if (isSameFigure(figure, other)) yield [figure, other];
  }
}
