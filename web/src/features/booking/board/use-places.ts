import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { networkQuery } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type Places, placesOf } from './places.ts';

/** Of the network, which every page has already. */
export function usePlaces(): Places {
  const { tag } = useLanguage();
  const { data } = useQuery(networkQuery(tag));
  return useMemo(() => placesOf(data), [data]);
}
