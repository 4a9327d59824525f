import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { networkQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';

/** The clock of a row's place, of which a row has only the id; from the network, which every page has already. UTC where it is not known. */
export type Zones = (place: string) => string | undefined;

export function useZones(): Zones {
  const { tag } = useLanguage();
  const { data } = useQuery(networkQuery(tag));
  return useMemo(() => {
    const zones = new Map(
      (data?.terminals ?? []).flatMap(({ id, place, zone }) => [
        [id, zone],
        [place, zone],
      ]),
    );
    return (place) => zones.get(place);
  }, [data]);
}
