/** Names and zones of a row's places, which a row has only the ids of. */
import type { NetworkAnswer } from '../../../api/freight.ts';

export interface Places {
  /** In the reader's language; what the network doesn't know keeps the name it came with. */
  name(place: { id: string; name: string }): string;
  /** UTC where nothing is known. */
  zone(id: string): string | undefined;
}

export function placesOf(network: NetworkAnswer | undefined): Places {
  const names = new Map<string, string>();
  const zones = new Map<string, string>();
  for (const { id, name, place, placeName, zone } of network?.terminals ?? []) {
    names.set(id, name).set(place, placeName);
    zones.set(id, zone).set(place, zone);
  }
  for (const { id, name } of network?.crossings ?? []) names.set(id, name);
  return { name: ({ id, name }) => names.get(id) ?? name, zone: (id) => zones.get(id) };
}
