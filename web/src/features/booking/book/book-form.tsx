import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { amend, type Booking, book } from '../../../api/booking.ts';
import type { Option } from '../../../api/freight.ts';
import { useLanguage } from '../../../i18n/index.ts';
import type { Address } from '../../../journey/address.ts';
import { leftOnWay } from '../../../journey/left.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import { attemptOf, newKey } from '../attempt.ts';
import { numberFault } from '../container-number.ts';
import { forgetDraft, keepDraft } from '../draft.ts';
import { LotForm } from '../lot-form.tsx';
import { cargoKgOf, countOf, faultsAt, type Lot, type LotFault, lotFaults, toContainers } from '../lots.ts';
import '../messages.ts';
import { BookingRefusal } from '../refusal.tsx';
import { pointersOf } from '../refusal-words.ts';
import sheet from '../sheet.module.css';
import { keepBooking } from '../stream.ts';
import css from './book.module.css';
import type { Load } from './use-load.ts';

interface Props {
  load: Load;
  option: Option;
  address: Address;
}

/** The load and the reference, and the one button. What is typed stays until it has been answered with a booking. */
export function BookForm({ load, option, address }: Props) {
  const { t, format } = useLanguage();
  const { before, draft, setDraft } = load;
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<LotFault[]>([]);
  const [sent, setSent] = useState<readonly Lot[] | null>(null);
  const send = useSend(load, option);
  // what the server found stands at its field until that is changed
  const refused = sent === draft.lots ? faultsAt(draft.lots, pointersOf(send.error)) : [];
  const wait = ['short', 'full'].includes(leftOnWay(option.rides, load.request.teu)?.level ?? '');
  const submit = (onFull: 'refuse' | 'wait') => {
    const found = lotFaults(draft.lots, (typed) => numberFault(typed) !== null);
    setFaults(found);
    if (found.length > 0) return requestAnimationFrame(() => focusFirst(form.current));
    if (send.isPending) return;
    setSent(draft.lots);
    send.mutate(onFull);
  };
  const { way: _way, ...question } = address;
  const cargoKg = cargoKgOf(draft.lots);
  return (
    <form
      ref={form}
      className={css.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit(wait ? 'wait' : 'refuse');
      }}
    >
      <section aria-labelledby="load" className={sheet.section}>
        <h2 id="load">{t('booking.load')}</h2>
        <LotForm
          lots={draft.lots}
          faults={[...faults, ...refused]}
          onChange={(lots) => {
            if (faults.length > 0) setFaults(lotFaults(lots, (typed) => numberFault(typed) !== null));
            setDraft({ ...draft, lots });
          }}
        />
      </section>
      {!before && (
        <label className={css.reference}>
          <span className={controls.label}>{t('booking.reference')}</span>
          <input
            className={controls.input}
            value={draft.reference}
            maxLength={100}
            autoComplete="off"
            placeholder={t('booking.reference.example')}
            onChange={(event) => setDraft({ ...draft, reference: event.target.value })}
          />
        </label>
      )}
      {send.error && (
        <BookingRefusal
          error={send.error}
          question={question}
          option={option}
          teu={load.request.teu}
          booking={before}
          onAgain={() => submit(send.variables ?? 'refuse')}
          onWait={before ? undefined : () => submit('wait')}
        />
      )}
      <div className={css.bar}>
        <p className={css.sum}>
          <strong>
            {t('booking.sum', {
              count: countOf(draft.lots),
              teu: format.number(load.request.teu),
            })}
          </strong>
          {cargoKg !== null && (
            <span>{t('shell.unit.t', { number: format.number(cargoKg / 1000, { digitsMax: 1 }) })}</span>
          )}
        </p>
        {wait && !before && <p className={css.hint}>{t('booking.wait.hint')}</p>}
        <div className={sheet.buttons}>
          <button type="submit" className={controls.primary} aria-disabled={send.isPending || load.stale}>
            {t(
              send.isPending
                ? 'booking.sending'
                : before
                  ? 'booking.amend.do'
                  : wait
                    ? 'booking.wait.do'
                    : 'booking.hold.do',
            )}
          </button>
          {before ? (
            <Link to="/bookings/$id" params={{ id: before.id }} className={controls.button}>
              {t('freight.amending.keep')}
            </Link>
          ) : (
            <Link to="/" search={address} className={controls.button}>
              {t('booking.otherWays')}
            </Link>
          )}
        </div>
        {!before && !wait && <p className={css.hint}>{t('booking.hold.hint')}</p>}
      </div>
    </form>
  );
}

/** Sends what is typed under the attempt's own key; the key is kept before it is sent, so that a lost answer is found again. */
function useSend(load: Load, option: Option) {
  const { t, tag, format } = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { before, draft, key: draftKey, setDraft } = load;
  return useMutation({
    mutationFn: (onFull: 'refuse' | 'wait'): Promise<Booking> => {
      const containers = toContainers(draft.lots);
      const reference = draft.reference.trim();
      const chosen = { request: load.request, option: option.id, containers };
      const meant = { option: option.id, containers, reference, onFull, version: before?.version };
      const attempt = attemptOf(draft.attempt, meant, chosen, newKey);
      keepDraft(draftKey, { ...draft, attempt });
      setDraft({ ...draft, attempt });
      return before
        ? amend(before.id, { ...attempt.body, version: before.version }, attempt.key, tag)
        : book({ ...attempt.body, reference, onFull }, attempt.key, tag);
    },
    onSuccess: (booking) => {
      forgetDraft(draftKey);
      keepBooking(queries, booking, tag);
      announce(
        booking.heldUntil
          ? t('booking.hold.done', {
              number: booking.number,
              time: format.time(booking.heldUntil, localZone),
            })
          : t(booking.state === 'waiting' ? 'booking.wait.done' : 'booking.amend.done', {
              number: booking.number,
            }),
      );
      void navigate({ to: '/bookings/$id', params: { id: booking.id }, replace: true });
    },
  });
}
const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const focusFirst = (form: HTMLFormElement | null) =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
