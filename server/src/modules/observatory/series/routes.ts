import type { Route } from '../../../platform/http/route.ts';
import type { ObservatoryParts } from '../parts.ts';

export const seriesRoutes = (_parts: ObservatoryParts): Route[] => [];
