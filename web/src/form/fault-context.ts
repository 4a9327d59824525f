import { createContext, use } from 'react';
import type { Faults } from './faults.ts';

export const FaultsContext = createContext<Faults>({});

/** What is wrong with a field, in words; undefined while nothing is. */
export const useFault = (name: string): string | undefined => use(FaultsContext)[name];
