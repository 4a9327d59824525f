import { expect, it } from 'vitest';
import type { StoredClaim, Version } from '../../../ledgers/evidence/index.ts';
import { comparisonCheck } from './ledger-check.ts';
import { claimsOf } from './reading.ts';
import { fixtures, knowledge } from './testing.ts';

it('stored claims give the findings their text gives, by the ids of the claims', () => {
  const texts = fixtures('guilty').filter(({ id }) => id === 'rogun' || id === 'conversion');
  const versions = new Map(
    texts.map(({ id, text, date }): [string, Version] => [
      id,
      {
        id,
        source: id,
        contentHash: '',
        mediaType: 'text/plain',
        language: 'en',
        publishedOn: date,
        retrievedAt: new Date(0),
        text,
      },
    ]),
  );
  const stored = texts.flatMap(({ id, text, date }) => {
    const claims = claimsOf({ text, date }, knowledge);
    const idAt = (start: number) => `${id}:${claims.findIndex((each) => each.start === start)}`;
    return claims.map(
      (claim, at): StoredClaim => ({
        ...claim,
        id: `${id}:${at}`,
        source: id,
        version: id,
        prefix: '',
        suffix: '',
        restates: claim.restates === null ? null : idAt(claim.restates),
        extractor: 'extract',
        recordedAt: new Date(0),
      }),
    );
  });
  const found = comparisonCheck(knowledge).find(stored, {
    versionOf: ({ version }) => {
      const held = versions.get(version);
      if (!held) throw new Error(`no version ${version}`);
      return held;
    },
  });
  const quotes = found.map(({ check, evidence }) => [
    check,
    ...evidence.map(({ id }) => stored.find((each) => each.id === id)?.quote),
  ]);
  expect(quotes.toSorted()).toEqual([
    ['exchange-rate', '$82 million', '480 million yuan'],
    ['place-of-asset', "Kyrgyzstan's Rogun hydropower plant"],
  ]);
});
