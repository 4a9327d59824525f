/** A refusal for want of room, in words of trains and stretches. */

import { refuse } from '../../../platform/errors.ts';
import type { Left } from '../capacity/capacity.ts';
import type { FreightRefusal } from '../errors.ts';
import type { FreightNetwork } from '../network.ts';
import type { Content } from './booking.ts';
import { needOf } from './load.ts';
import type { BookingParts } from './parts.ts';
import { partsOf, placeNameOf } from './way.ts';

export async function fullDetail(
  parts: BookingParts,
  network: FreightNetwork,
  { way, containers }: Pick<Content, 'way' | 'containers'>,
  lang: string,
  next = 'Nothing was held. Book it again with onFull "wait" to join the waiting list, or choose another way.',
): Promise<string> {
  const need = needOf(containers);
  const left = await parts.capacity().left(partsOf(way));
  const short = way.option.rides.flatMap((ride, index) => {
    const what = shortOf(left[index], need);
    if (what === null) return [];
    const stretch = `${placeNameOf(network, ride.from, lang)} – ${placeNameOf(network, ride.to, lang)}`;
    return [
      `the train of ${ride.departure.slice(0, 16).replace('T', ' ')} UTC, ${stretch} (${ride.service}), has ${what}`,
    ];
  });
  // Between the refusal and the look somebody may have given places back; those who wait have them now.
  const why =
    short.length > 0 ? short.join('; ') : 'what is left on its trains is promised to those who wait';
  return `There is no room on this way for all of it: ${why}. ${next}`;
}

function shortOf(left: Left | undefined, need: ReturnType<typeof needOf>): string | null {
  if (!left) return null;
  const kinds = [
    [left.teu, need.teu, 'TEU'],
    [left.reeferPlugs, need.reeferPlugs, 'reefer plugs'],
    [left.weightKg, need.weightKg, 'kg'],
  ] as const;
  const short = kinds.flatMap(([has, needs, unit]) =>
    has !== null && has < needs ? [`${has} ${unit} left of the ${needs} asked for`] : [],
  );
  return short.length > 0 ? short.join(' and ') : null;
}

/** The first of its trains that the operator has cancelled: on that nothing is confirmed or offered any more. */
export async function cancelledTrain(
  parts: BookingParts,
  way: Content['way'],
): Promise<FreightRefusal | null> {
  const left = await parts.capacity().left(partsOf(way));
  const ride = way.option.rides.find((_, index) => left[index]?.cancelled);
  return ride
    ? refuse(
        'departure-cancelled',
        `The train of ${ride.departure} (${ride.run}) is cancelled. Amend the booking to another way, or cancel it.`,
      )
    : null;
}
