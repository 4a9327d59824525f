/**
 * `departure-pattern`: which days and at what hour a service leaves. Published days are kept; else the published frequency
 * (or its mode's usual one) is spread evenly over the week. Nobody publishes the hour: it follows from the service's id,
 * so that it is the same for everybody and every time, and it is shown as an estimate.
 */
import type { Corridor, Service } from '../../../corridor/index.ts';
import { estimate, factQuantity, given, input, type Quantity } from '../quantity.ts';
import { dayMinutes, toLocalMinute, toUtcMinute, weekdayOf, weekMinutes } from '../zone.ts';
import { modeSubjects } from './subjects.ts';

export interface Pattern {
  perWeek: Quantity;
  /** Published ISO weekdays, or empty. */
  publishedDays: readonly number[];
  /** ISO weekdays of departure where they are the same every week, published or estimated. */
  days: readonly number[];
  /** Days after Monday of the first departure, 0 to 6. */
  firstDay: number;
  /** Local time of departure, 06:00 to 18:00. */
  minuteOfDay: number;
}

/** A Monday long past: a service that runs less than weekly keeps its rhythm from week to week. */
const anchorDay = Date.UTC(2024, 0, 1) / 86_400_000;

export function departurePattern(corridor: Corridor, service: Service): Pattern {
  const hash = fnv1a(service.id);
  const firstDay = hash % 7;
  const minuteOfDay = 6 * 60 + ((hash >>> 8) % 25) * 30;
  const working = [given('first-day', firstDay + 1, 'weekday'), given('departure', minuteOfDay / 60, 'h')];
  if (service.days.length > 0) {
    const perWeek = estimate(corridor, 'departure-pattern', service.days.length, 'departures/week', working);
    return { perWeek, publishedDays: service.days, days: service.days, firstDay, minuteOfDay };
  }
  const frequency = factQuantity(corridor, 'frequency', [
    `service:${service.id}`,
    ...modeSubjects(service.mode),
  ]);
  const perWeek = estimate(corridor, 'departure-pattern', frequency.value, 'departures/week', [
    input('frequency', frequency),
    ...working,
  ]);
  const pattern = { perWeek, publishedDays: [], days: [], firstDay, minuteOfDay };
  return { ...pattern, days: regularDays(frequency.value, firstDay) };
}

/** Departures in [from, to), as UTC minutes in order; `zone` is that of the first call. */
export function departuresBetween(pattern: Pattern, zone: string, from: number, to: number): number[] {
  const locals = localDepartures(
    pattern,
    toLocalMinute(zone, from) - dayMinutes,
    toLocalMinute(zone, to) + dayMinutes,
  );
  return locals.map((local) => toUtcMinute(zone, local)).filter((minute) => minute >= from && minute < to);
}

function localDepartures(pattern: Pattern, from: number, to: number): number[] {
  const found: number[] = [];
  if (pattern.publishedDays.length > 0) {
    for (let day = Math.floor(from / dayMinutes); day * dayMinutes < to; day++)
      if (pattern.publishedDays.includes(weekdayOf(day))) found.push(day * dayMinutes + pattern.minuteOfDay);
    return found;
  }
  const gap = weekMinutes / pattern.perWeek.value;
  const first = (anchorDay + pattern.firstDay) * dayMinutes;
  for (let number = Math.floor((from - first) / gap) - 1; ; number++) {
    const exact = first + number * gap;
    if (exact >= to) return found;
    // Up to one a day leaves at its own hour of the day; more than that are spread to the minute.
    const local = gap >= dayMinutes ? Math.floor(exact / dayMinutes) * dayMinutes : Math.round(exact);
    found.push(local + pattern.minuteOfDay);
  }
}

function regularDays(perWeek: number, firstDay: number): number[] {
  if (perWeek >= 7) return [1, 2, 3, 4, 5, 6, 7];
  if (!Number.isInteger(perWeek)) return [];
  return Array.from(
    { length: perWeek },
    (_, n) => ((firstDay + Math.floor((n * 7) / perWeek)) % 7) + 1,
  ).sort();
}

/** FNV-1a, 32 bits: small, well known, the same everywhere. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
