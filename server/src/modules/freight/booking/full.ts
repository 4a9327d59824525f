/** A refusal for want of room, in words of trains and stretches. */

import { refuse } from '../../../platform/errors.ts';
import type { Left } from '../capacity/capacity.ts';
import { type FreightRefusal, refuseWith } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import type { Content } from './booking.ts';
import { needOf } from './load.ts';
import type { BookingParts } from './parts.ts';
import { partsOf, placeNameOf } from './way.ts';

export async function refuseFull(
  parts: BookingParts,
  network: FreightNetwork,
  { way, containers }: Pick<Content, 'way' | 'containers'>,
  lang: string,
  next = 'Nothing was held. Book it again with onFull "wait" to join the waiting list, or choose another way.',
): Promise<FreightRefusal> {
  const need = needOf(containers);
  const left = await parts.capacity().left(partsOf(way));
  const short = way.option.rides.flatMap((ride, index) => {
    const stretch = `${placeNameOf(network, ride.from, lang)} – ${placeNameOf(network, ride.to, lang)}`;
    const train = `the train of ${ride.departure.slice(0, 16).replace('T', ' ')} UTC, ${stretch} (${ride.service})`;
    const { run, from, to, departure: leavesAt } = ride;
    return shortOf(left[index], need).map(({ kind, left, asked, unit }) => ({
      at: '/option',
      problem: `${train}, has ${left} ${unit} left of the ${asked} asked for`,
      rule: 'full',
      values: { run, from, to, leavesAt, kind, left, asked },
    }));
  });
  // Between the refusal and the look somebody may have given places back; those who wait have them now.
  const why =
    short.length > 0
      ? short.map(({ problem }) => problem).join('; ')
      : 'what is left on its trains is promised to those who wait';
  const detail = `There is no room on this way for all of it: ${why}. ${next}`;
  return short.length > 0 ? refuse('full', detail, short) : refuse('full', detail);
}

function shortOf(left: Left | undefined, need: ReturnType<typeof needOf>) {
  if (!left) return [];
  const kinds = [
    ['teu', left.teu, need.teu, 'TEU'],
    ['reefer-plug', left.reeferPlugs, need.reeferPlugs, 'reefer plugs'],
    ['weight-kg', left.weightKg, need.weightKg, 'kg'],
  ] as const;
  return kinds.flatMap(([kind, has, needs, unit]) =>
    has !== null && has < needs ? [{ kind, left: has, asked: needs, unit }] : [],
  );
}

/** The first of its trains that the operator has cancelled: on that nothing is confirmed or offered any more. */
export async function cancelledTrain(
  parts: BookingParts,
  way: Content['way'],
): Promise<FreightRefusal | null> {
  const left = await parts.capacity().left(partsOf(way));
  const ride = way.option.rides.find((_, index) => left[index]?.cancelled);
  return ride
    ? refuseWith(
        'departure-cancelled',
        { run: ride.run, from: ride.from, leavesAt: ride.departure },
        `The train of ${ride.departure} (${ride.run}) is cancelled. Amend the booking to another way, or cancel it.`,
      )
    : null;
}
