/** What a plan's request means: terminals, instants, load and crossings, or the refusal that names the field at fault. */
import { type Corridor, fold, type PlaceMatch, type Terminal } from '../../corridor/index.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { PlanRequest } from './api.ts';
import { checkHs } from './customs/goods.ts';
import { type FreightRefusal, refuseField } from './errors.ts';
import { modeSubjects } from './methods/subjects.ts';
import { factQuantity, type Quantity } from './quantity.ts';
import { dayMinutes, dayOfDate, instantOf, minuteOf, toUtcMinute } from './zone.ts';

/** A place or terminal a person named; a city stands for all its terminals. */
export interface Endpoint {
  kind: 'place' | 'terminal';
  id: string;
  terminals: readonly Terminal[];
  zone: string;
}
export interface Shipment {
  from: Endpoint;
  to: Endpoint;
  /** UTC minutes. */
  ready: number;
  arriveBy: number | null;
  teu: number;
  weight: Quantity;
  /** Crossing ids. */
  avoid: readonly string[];
}

/** The heaviest a loaded 20-foot container may be under ISO 668; a 40-foot one may be no heavier, so this is generous. */
export const grossKgPerTeuMax = 30_480;
/** An instant this little in the past is taken as now: the clocks of caller and server differ. */
const clockSlackMinutes = 5;

export function shipmentOf(
  corridor: Corridor,
  request: PlanRequest,
  now: Date,
  horizonEnd: number,
): Shipment | FreightRefusal {
  const from = endpointOf(corridor, request.from, '/from');
  if (isRefusal(from)) return from;
  const to = endpointOf(corridor, request.to, '/to');
  if (isRefusal(to)) return to;
  if (from.terminals.some((terminal) => to.terminals.includes(terminal)))
    return refuseField(
      'same-place',
      '/to',
      `${request.from} and ${request.to} are the same place. Name another destination.`,
    );
  const dates = datesOf(request, from, to, minuteOf(now), horizonEnd);
  if (isRefusal(dates)) return dates;
  const weight = weightOf(corridor, request);
  if (isRefusal(weight)) return weight;
  const goods = checkGoods(corridor, request.hsCode);
  if (goods) return goods;
  const avoid = crossingsOf(corridor, request.avoid ?? []);
  if (isRefusal(avoid)) return avoid;
  return { from, to, ...dates, teu: request.teu, weight, avoid };
}

/** An exact id, code or name is never ambiguous unless two different places bear it. */
function endpointOf(corridor: Corridor, text: string, at: string): Endpoint | FreightRefusal {
  const exact = corridor.search.exact(text);
  const [match, second] = exact;
  if (match && second) {
    const candidates = exact.map((each) => `${each.id} (${labelOf(corridor, each)})`).join(', ');
    return refuseField(
      'place-ambiguous',
      at,
      `"${text}" is the name of ${exact.length} places: ${candidates}. Use the id of one of them.`,
      exact.map((each) => each.id),
    );
  }
  if (match) return endpoint(corridor, match);
  const suggestions = [...new Set(corridor.search.find(text, 5).map((each) => nameOf(corridor, each)))];
  const hint =
    suggestions.length > 0
      ? `Did you mean ${suggestions.join(', ')}?`
      : 'Use a name, an id or a UN/LOCODE from /api/v1/places.';
  return refuseField('place-unknown', at, `There is no "${text}" in this corridor. ${hint}`, suggestions);
}

function endpoint(corridor: Corridor, { kind, id }: PlaceMatch): Endpoint {
  const terminal = corridor.terminals.get(id);
  const terminals = kind === 'place' ? corridor.terminalsAt(id) : terminal ? [terminal] : [];
  const place = corridor.places.get(kind === 'place' ? id : (terminal?.place ?? ''));
  return { kind, id, terminals, zone: place?.zone ?? 'UTC' };
}
const nameOf = (corridor: Corridor, match: PlaceMatch) => corridor.name(`${match.kind}:${match.id}`, 'en');
function labelOf(corridor: Corridor, match: PlaceMatch): string {
  const { terminals } = endpoint(corridor, match);
  const country = corridor.places.get(terminals[0]?.place ?? '')?.country ?? '';
  return `${nameOf(corridor, match)}, ${corridor.name(`country:${country}`, 'en')}`;
}

/** A bare date of readiness begins at 00:00 at the origin; one of arrival ends at 23:59 at the destination. */
function datesOf(
  { readyAt, arriveBy }: PlanRequest,
  from: Endpoint,
  to: Endpoint,
  now: number,
  horizonEnd: number,
): { ready: number; arriveBy: number | null } | FreightRefusal {
  const asked = readyAt === undefined ? now : instantIn(readyAt, from.zone, 0);
  const startsToday = readyAt !== undefined && isDate(readyAt) && asked + dayMinutes > now;
  if (asked < now - clockSlackMinutes && !startsToday)
    return refuseField(
      'date-past',
      '/readyAt',
      `${readyAt} is past. The earliest is now, ${instantOf(now)}.`,
    );
  const ready = Math.max(asked, now);
  const last = instantOf(horizonEnd).slice(0, 10);
  if (ready >= horizonEnd)
    return refuseField(
      'date-too-far',
      '/readyAt',
      `The timetable ends on ${last}. Choose a date before that.`,
      [],
      { endsOn: last },
    );
  if (arriveBy === undefined) return { ready, arriveBy: null };
  const due = instantIn(arriveBy, to.zone, dayMinutes - 1);
  if (due <= now) return refuseField('date-past', '/arriveBy', `${arriveBy} is past. Choose a later date.`);
  if (due <= ready)
    return refuseField(
      'date-impossible',
      '/arriveBy',
      `The shipment would have to arrive (${arriveBy}) before it is ready (${readyAt}).`,
    );
  if (due >= horizonEnd)
    return refuseField(
      'date-too-far',
      '/arriveBy',
      `The timetable ends on ${last}. Choose a date before that.`,
      [],
      { endsOn: last },
    );
  return { ready, arriveBy: due };
}
const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);
const instantIn = (text: string, zone: string, dateEndMinutes: number) =>
  isDate(text) ? toUtcMinute(zone, dayOfDate(text) * dayMinutes + dateEndMinutes) : minuteOf(text);

/** The cargo's mass, or the pack's usual one for that many containers. */
function weightOf(corridor: Corridor, { teu, weightKg }: PlanRequest): Quantity | FreightRefusal {
  if (weightKg === undefined) {
    const perTeu = factQuantity(corridor, 'mass-per-teu', modeSubjects('rail'));
    return { ...perTeu, kind: 'model', value: Math.round(perTeu.value * teu * 1000), unit: 'kg' };
  }
  const limitKg = teu * grossKgPerTeuMax;
  if (weightKg > limitKg)
    return refuseField(
      'weight-over-limit',
      '/weightKg',
      `${weightKg} kg is more than ${teu} TEU may weigh (${limitKg} kg, ${grossKgPerTeuMax} kg a 20-foot container). Use more containers.`,
      [],
      { weightKg, teu, limitKg },
    );
  return { value: weightKg, unit: 'kg', kind: 'attested', evidence: null };
}

/** As far as the pack's list goes: the whole of HS 2022 in the packs there are. */
function checkGoods(corridor: Corridor, hsCode: string | undefined): FreightRefusal | null {
  if (hsCode === undefined) return null;
  const { problem } = checkHs(corridor, hsCode);
  return problem === null
    ? null
    : refuseField('goods-unknown', '/hsCode', `${problem} Correct it or leave it out.`);
}

/** Crossings by id, by a name in any language of the whole or of one of its two sides. */
function crossingsOf(corridor: Corridor, avoid: readonly string[]): string[] | FreightRefusal {
  const ids = new Set<string>();
  for (const [index, text] of avoid.entries()) {
    const found = crossingsNamed(corridor, text);
    if (found.length === 0) {
      const known = [...corridor.crossings.keys()].sort();
      return refuseField(
        'crossing-unknown',
        `/avoid/${index}`,
        `There is no crossing "${text}". Use an id or name from /api/v1/crossings.`,
        known,
      );
    }
    for (const id of found) ids.add(id);
  }
  return [...ids].sort();
}

function crossingsNamed(corridor: Corridor, text: string): string[] {
  const wanted = fold(text);
  const namesOf = (subject: string) =>
    corridor.rows.names.filter((name) => name.subject === subject).map((name) => name.name);
  const found: string[] = [];
  for (const crossing of corridor.crossings.values()) {
    if (crossing.id === text.trim().toLowerCase()) return [crossing.id];
    const sides = [crossing.from, crossing.to];
    const places = sides.map((side) => corridor.terminals.get(side)?.place ?? '');
    const names = [crossing.id, ...sides, ...places, ...namesOf(`crossing:${crossing.id}`)];
    names.push(
      ...sides.flatMap((side) => namesOf(`terminal:${side}`)),
      ...places.flatMap((place) => namesOf(`place:${place}`)),
    );
    if (names.some((name) => fold(name) === wanted)) found.push(crossing.id);
  }
  return found;
}
