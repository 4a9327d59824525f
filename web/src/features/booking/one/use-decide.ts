import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Booking, bookingKey, decide } from '../../../api/booking.ts';
import { ProblemError } from '../../../api/client.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { type Attempt, attemptOf, newKey } from '../attempt.ts';
import { keepBooking } from '../stream.ts';

/** Confirms or cancels the booking that was looked at; pressed twice, or sent again after silence, it is done once. */
export function useDecide(booking: Booking, onDone?: () => void) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const attempt = useRef<Attempt | null>(null);
  return useMutation({
    mutationFn: (what: 'confirm' | 'cancel') => {
      attempt.current = attemptOf(attempt.current, { what, version: booking.version }, null, newKey);
      return decide(booking.id, what, booking.version, attempt.current.key, tag);
    },
    onSuccess: (changed) => {
      keepBooking(queries, changed, tag);
      announce(t('booking.became', { number: changed.number, state: t(`booking.state.${changed.state}`) }));
      onDone?.();
    },
    // a refusal says that the page is old
    onError: (error) => {
      if (error instanceof ProblemError) void queries.invalidateQueries({ queryKey: bookingKey(booking.id) });
    },
  });
}
