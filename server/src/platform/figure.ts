import { z } from 'zod';

/** The one shape of a figure in API and web (docs/architecture.md): a value, its unit, and where it comes from. */
export const figureKinds = [
  'metered',
  'official',
  'reported',
  'attested',
  'model',
  'target',
  'unknown',
] as const;
export type FigureKind = (typeof figureKinds)[number];

export interface Evidence {
  type: 'fact' | 'formula' | 'claim' | 'observation';
  /** A fact's id (`crossing:khorgos-altynkol/crossing-time/cpmm-2022/2022`) or a formula's (`rail-cost`). */
  id: string;
  /** The pack version it was read from. */
  version: string;
  /** What a formula was given, each with its own evidence. */
  inputs?: EvidenceInput[] | undefined;
}
export interface EvidenceInput {
  name: string;
  value: string;
  unit: string;
  evidence?: Evidence | undefined;
}
export const evidenceSchema: z.ZodType<Evidence> = z
  .lazy(() =>
    z.object({
      type: z.enum(['fact', 'formula', 'claim', 'observation']),
      id: z.string(),
      version: z.string(),
      inputs: z
        .array(
          z.object({
            name: z.string(),
            value: z.string(),
            unit: z.string(),
            evidence: evidenceSchema.optional(),
          }),
        )
        .optional(),
    }),
  )
  .meta({ id: 'Evidence' });

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
export const figureSchema = z
  .object({
    value: decimal.nullable(),
    lo: decimal.optional(),
    hi: decimal.optional(),
    unit: z.string(),
    period: z.string().optional(),
    kind: z.enum(figureKinds),
    evidence: z.array(evidenceSchema),
  })
  .meta({ id: 'Figure' });
export type Figure = z.infer<typeof figureSchema>;

export const unknownFigure = (unit: string): Figure => ({ value: null, unit, kind: 'unknown', evidence: [] });
