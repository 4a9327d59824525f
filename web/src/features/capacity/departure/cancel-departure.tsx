import { useQueryClient } from '@tanstack/react-query';
import { type DepartureCapacity, stateDeparture } from '../../../api/capacity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Confirm } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { capacityChanged } from '../changed.ts';

/** No new booking from this moment, or again; what was booked before stays as it is. */
export function CancelDeparture({
  departure,
  onClose,
}: {
  departure: DepartureCapacity;
  onClose: () => void;
}) {
  const { t, tag, format } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { cancelled } = departure;
  const promised = Math.max(
    0,
    ...departure.segments.flatMap(({ pools }) =>
      pools.filter(({ kind }) => kind === 'teu').map(({ held, confirmed }) => held + confirmed),
    ),
  );
  return (
    <Confirm
      title={t(cancelled ? 'capacity.departure.reinstate.title' : 'capacity.departure.cancel.title')}
      action={t(cancelled ? 'capacity.departure.reinstate' : 'capacity.departure.cancel')}
      onConfirm={() =>
        stateDeparture(departure.run, { cancelled: !cancelled, version: departure.version }, tag)
      }
      onDone={() => {
        announce(t(cancelled ? 'capacity.departure.reinstated' : 'capacity.departure.isCancelled'));
        void capacityChanged(queries);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t(cancelled ? 'capacity.departure.reinstate.text' : 'capacity.departure.cancel.text')}</p>
      {!cancelled && promised > 0 && (
        <p>
          <strong>{t('capacity.departure.cancel.promised', { number: format.number(promised) })}</strong>
        </p>
      )}
    </Confirm>
  );
}
