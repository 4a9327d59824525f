import type { Route } from '../../../platform/http/route.ts';
import type { ObservatoryParts } from '../parts.ts';

export const comparisonRoutes = (_parts: ObservatoryParts): Route[] => [];
