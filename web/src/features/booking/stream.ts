/** Bookings as they change, whoever changes them: the server says which, and what the page holds of it is asked for again. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Booking, bookingKey } from '../../api/booking.ts';

export function useBookingStream(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource('/api/v1/bookings/stream');
    let opened = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    // many changes at once (a train is cancelled) are one question
    const askAgain = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        for (const queryKey of [['bookings'], ['booking'], ['customs']])
          void queries.invalidateQueries({ queryKey });
      }, settleMs);
    };
    source.onopen = () => {
      // what happened while nobody listened is not told again
      if (opened) askAgain();
      opened = true;
    };
    source.onmessage = askAgain;
    source.addEventListener('booking', askAgain);
    return () => {
      clearTimeout(waiting);
      source.close();
    };
  }, [queries]);
}
const settleMs = 150;

/** A booking the server has just answered with is what the page shows; lists are asked for again. */
export function keepBooking(queries: QueryClient, booking: Booking, language: string): void {
  queries.setQueryData([...bookingKey(booking.id), language], booking);
  void queries.invalidateQueries({ queryKey: ['bookings'] });
  void queries.invalidateQueries({ queryKey: ['plan'], refetchType: 'none' });
}
