/**
 * A plan in the address: every choice of the planner stands there as readable text, so that a plan is shared by copying the
 * address and the back button steps through what was asked. Pure, both ways.
 */
import type { NetworkAnswer, PlanRequest } from '../api/freight.ts';

/** `amend` is the booking another way is chosen for. */
export const addressKeys = [
  'from',
  'to',
  'ready',
  'by',
  'teu',
  'weight',
  'hs',
  'minimise',
  'avoid',
  'sort',
  'way',
  'amend',
] as const;
export type AddressKey = (typeof addressKeys)[number];
export type Address = { [Key in AddressKey]?: string };

export const sortings = ['soonest', 'cheapest', 'co2', 'steadiest'] as const;
export type Sorting = (typeof sortings)[number];
export const criteria = ['time', 'cost', 'co2', 'risk'] as const;
export type Criterion = (typeof criteria)[number];

/** Two 20-foot containers' worth: one 40-foot container, the trade's usual unit. */
export const teuDefault = 2;

export function readAddress(search: Record<string, unknown>): Address {
  const address: Address = {};
  for (const key of addressKeys) {
    const value = search[key];
    if (typeof value !== 'string' || value.trim() === '') continue;
    address[key] = value.trim().slice(0, 400);
  }
  if (address.ready && address.by) delete address.ready;
  return address;
}

/** What the server is asked; null while neither the address nor the pack's view says from where to where. */
export function toRequest(address: Address, view: NetworkAnswer['view'] | undefined): PlanRequest | null {
  const from = address.from ?? view?.from;
  const to = address.to ?? view?.to;
  if (!from || !to) return null;
  const avoid = avoided(address);
  return {
    from,
    to,
    teu: amount(address.teu ?? String(teuDefault)),
    ...(address.by ? { arriveBy: address.by } : address.ready ? { readyAt: address.ready } : {}),
    ...(address.weight ? { weightKg: Math.round(amount(address.weight) * 1000) } : {}),
    ...(address.hs ? { hsCode: address.hs } : {}),
    ...(isCriterion(address.minimise) ? { minimise: address.minimise } : {}),
    ...(avoid.length > 0 ? { avoid } : {}),
  };
}

/** The choices no server needs to be asked about, because they can't be meant. */
export function wrongChoices(address: Address): AddressKey[] {
  const day = (text: string | undefined) => text === undefined || !Number.isNaN(Date.parse(text));
  const within = (text: string | undefined, most: number) =>
    text === undefined || (amount(text) > 0 && amount(text) <= most);
  const right: [AddressKey, boolean][] = [
    ['ready', day(address.ready)],
    ['by', day(address.by)],
    ['teu', within(address.teu, 200) && Number.isInteger(amount(address.teu ?? '1'))],
    ['weight', within(address.weight, 6000)],
    ['hs', address.hs === undefined || /^(\d{2}){1,3}$/.test(address.hs)],
    ['minimise', address.minimise === undefined || isCriterion(address.minimise)],
  ];
  return right.flatMap(([key, fine]) => (fine ? [] : [key]));
}

export const avoided = (address: Address): string[] =>
  (address.avoid ?? '')
    .split(',')
    .filter((id) => id !== '')
    .slice(0, 50);

/** The address after crossing `id` is avoided, or allowed again. The chosen way may no longer exist, so it is let go. */
export function withAvoided(address: Address, id: string, avoid: boolean): Address {
  const rest = avoided(address).filter((other) => other !== id);
  const ids = avoid ? [...rest, id] : rest;
  const { avoid: _avoid, way: _way, ...others } = address;
  return ids.length > 0 ? { ...others, avoid: ids.join(',') } : others;
}

/** The address with some choices changed: an empty text takes a choice back, and a new question lets the chosen way go. */
export function withChoices(address: Address, choices: Address): Address {
  const { way: _way, ...before } = address;
  const asked = Object.keys(choices).some((key) => key !== 'sort' && key !== 'way');
  const next: Address = { ...(asked ? before : address), ...choices };
  for (const key of addressKeys) if (next[key] === '' || next[key] === undefined) delete next[key];
  return next;
}

export const sortingOf = (address: Address): Sorting =>
  sortings.find((sorting) => sorting === address.sort) ?? 'soonest';

const isCriterion = (value: string | undefined): value is Criterion =>
  criteria.some((criterion) => criterion === value);

const amount = (text: string): number => Number(text.replace(',', '.'));

/** An instant of readiness that is gone; a bare day is the day itself, and is the server's to judge. */
export const isPast = (ready: string, nowMs = Date.now()): boolean =>
  ready.includes('T') && Date.parse(ready) < nowMs;

/** The address of a question that was asked before, as a booking keeps it; what was ready then is ready now. */
export function addressOfRequest(request: PlanRequest): Address {
  const { readyAt, arriveBy, weightKg, hsCode, minimise, avoid } = request;
  return readAddress({
    from: request.from,
    to: request.to,
    ready: readyAt && !isPast(readyAt) ? readyAt : undefined,
    by: arriveBy,
    teu: String(request.teu),
    weight: weightKg === undefined ? undefined : String(weightKg / 1000),
    hs: hsCode,
    minimise,
    avoid: avoid?.join(','),
  });
}
