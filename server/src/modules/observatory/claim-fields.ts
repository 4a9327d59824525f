import type { Claim } from '@serai/extract';

/** What is promised of a claim, on the command line and over HTTP, in this order; what only programs of ours need is left out. */
export const claimFields = (claim: Omit<Claim, 'restates'>) => ({
  start: claim.start,
  end: claim.end,
  quote: claim.quote,
  kind: claim.kind,
  lo: claim.lo,
  hi: claim.hi,
  unit: claim.unit,
  modifier: claim.modifier,
  direction: claim.direction,
  modality: claim.modality,
  measure: claim.measure,
  subject: claim.subject,
  partner: claim.partner,
  place: claim.place,
  period: claim.period,
  speaker: claim.speaker,
  confidence: claim.confidence,
});
