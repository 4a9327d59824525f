import { useLanguage } from '../../i18n/index.ts';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A moment by the reader's own clock; the machine's instant stands beside it for whoever asks. */
export function Moment({ at, time = true }: { at: string; time?: boolean }) {
  const { format } = useLanguage();
  const text = format.date(at, 'year', ownZone) + (time ? ` ${format.time(at, ownZone)}` : '');
  return (
    <time dateTime={at} title={`${at.slice(0, 16).replace('T', ' ')} UTC`}>
      {text}
    </time>
  );
}
