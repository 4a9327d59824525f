/** One function for each method of the pack's methods.csv; a test holds the two together. */
import { borderCost, gaugeChangeCost, lineCost, terminalCost } from './cost.ts';
import { crossingMedian, crossingP90 } from './crossing.ts';
import { chanceWithin, excessMinutes } from './delay.ts';
import { legLength, runningTime } from './distance.ts';
import { legCo2 } from './emission.ts';
import { departurePattern } from './pattern.ts';
import { serviceTime } from './service.ts';

export const methods = {
  'leg-length': legLength,
  'running-time': runningTime,
  'service-time': serviceTime,
  'departure-pattern': departurePattern,
  'crossing-median': crossingMedian,
  'crossing-p90': crossingP90,
  'line-cost': lineCost,
  'terminal-cost': terminalCost,
  'gauge-change-cost': gaugeChangeCost,
  'border-cost': borderCost,
  'leg-co2': legCo2,
  'arrival-p90': excessMinutes,
  'late-chance': chanceWithin,
} as const;
