/** The way a caller chose, found again by the same planner: nothing of a price or a train is taken from the caller. */
import { isRefusal, refuse } from '../../../platform/errors.ts';
import type { Option, PlanAnswer, PlanRequest } from '../api.ts';
import type { RunPart } from '../capacity/capacity.ts';
import { type FreightRefusal, refuseField, refuseWith } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import { plan } from '../plan.ts';
import { instantOf, minuteOf } from '../zone.ts';
import type { Container } from './api.ts';
import type { Brief, Content, Way } from './booking.ts';
import { checkContainers, needOf } from './load.ts';

/** A plan may lie open this long before something of it is booked; what can't be reached any more is refused below in any case. */
const planAgeMsMax = 24 * 3_600_000;

export interface Chosen {
  request: PlanRequest;
  option: string;
  containers: Container[];
}
export type Loaded = Omit<Content, 'lines'>;

export function chooseWay(
  network: FreightNetwork,
  chosen: Chosen,
  { now, lang, signal }: { now: Date; lang: string; signal?: AbortSignal },
): Loaded | FreightRefusal {
  const { request } = chosen;
  if (request.readyAt === undefined && request.arriveBy === undefined)
    return refuseField(
      'date-missing',
      '/request/readyAt',
      'Send the readyAt of the plan’s answer (or the arriveBy that was asked for), so that the same ways are found.',
    );
  const containers = checkContainers(network.corridor, chosen.containers);
  if (isRefusal(containers)) return containers;
  const { teu } = needOf(containers);
  if (teu !== request.teu)
    return refuseField(
      'teu-differs',
      '/containers',
      `The containers are ${teu} TEU, and the way was planned for ${request.teu}. Plan again for ${teu} TEU, or change the containers.`,
      [],
      { teu, planned: request.teu },
    );
  const answer = plan(network, request, {
    now: plannedAt(request, now),
    lang,
    ...(signal ? { signal } : {}),
  });
  if (isRefusal(answer)) return answer.code === 'no-route' ? gone : answer;
  const option = answer.options.find(({ id }) => id === chosen.option);
  return option === undefined ? gone : loadedOf(network, answer, option, { request, containers }, now);
}

/** As it was asked: minutes later, the moment it was ready is past, and the ways from then are still the ones that were shown. */
function plannedAt({ readyAt }: PlanRequest, now: Date): Date {
  const ready = readyAt === undefined ? now.getTime() : Date.parse(readyAt);
  return ready < now.getTime() && now.getTime() - ready < planAgeMsMax ? new Date(ready) : now;
}

const gone = refuse(
  'option-gone',
  'This way is not among those there are now: the timetable, the prices or the borders have changed since. Plan again and choose anew.',
);

function loadedOf(
  network: FreightNetwork,
  answer: PlanAnswer,
  option: Option,
  { request, containers }: { request: PlanRequest; containers: Container[] },
  now: Date,
): Loaded | FreightRefusal {
  const [first] = option.rides;
  if (!first)
    return refuse('no-train', 'There is no train on this way to hold a place on: order the lorry directly.');
  const handling = network.handlingMinutes[network.stopOf.get(first.from) ?? -1] ?? 0;
  const loadingClosesAt = instantOf(minuteOf(first.departure) - handling);
  const way: Way = { request, option };
  if (loadingClosesAt <= now.toISOString()) return loadingClosed(network, { way, loadingClosesAt });
  return { way, brief: briefOf(answer, option, first.departure), containers, loadingClosesAt };
}

export function loadingClosed(
  network: Pick<FreightNetwork, 'corridor'>,
  { way, loadingClosesAt }: Pick<Content, 'way' | 'loadingClosesAt'>,
): FreightRefusal {
  const [first] = way.option.rides;
  const train = first
    ? `the train of ${first.departure} from ${placeNameOf(network, first.from)}`
    : 'the train';
  return refuseWith(
    'loading-closed',
    {
      closedAt: loadingClosesAt,
      ...(first ? { run: first.run, from: first.from, leavesAt: first.departure } : {}),
    },
    `Loading of ${train} closed at ${loadingClosesAt}. Plan again for a later one.`,
  );
}

export const placeNameOf = ({ corridor }: Pick<FreightNetwork, 'corridor'>, terminal: string, lang = 'en') =>
  corridor.name(`place:${corridor.terminals.get(terminal)?.place ?? terminal}`, lang);

function briefOf(answer: PlanAnswer, option: Option, departure: string): Brief {
  const end = ({ kind, id, name }: PlanAnswer['from']) => ({ kind, id, name });
  return {
    from: end(answer.from),
    to: end(answer.to),
    departure,
    arrival: option.arrival,
    teu: answer.teu,
    cost: option.cost,
    via: option.via,
    borders: option.legs.flatMap(({ crossing }) =>
      crossing ? [{ crossing: crossing.id, name: crossing.name }] : [],
    ),
  };
}

export const partsOf = ({ option }: Way): RunPart[] =>
  option.rides.map(({ run, fromCall, toCall }) => ({ run, fromCall, toCall }));
