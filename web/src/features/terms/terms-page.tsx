import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type BookingTerms, termsQuery } from '../../api/booking.ts';
import { useLanguage } from '../../i18n/index.ts';
import { Bones, Failed, Nothing, Page, Section } from '../../sheet/index.ts';
import { Permitted } from '../../shell/permitted.tsx';
import controls from '../../styles/controls.module.css';
import './messages.ts';
import { StateTerms } from './state-terms.tsx';
import { Fees, Holding } from './stated.tsx';
import css from './terms.module.css';

/** For how long places are held, and what cancelling costs: what an operator has stated for bookings made from now on. */
export function TermsPage() {
  return (
    <Permitted to="booking-terms:write">
      <TermsOfBookings />
    </Permitted>
  );
}

function TermsOfBookings() {
  const { t, tag } = useLanguage();
  const { data: terms, error, refetch } = useQuery(termsQuery(tag));
  const [changing, setChanging] = useState<BookingTerms | null>(null);
  return (
    <Page
      title={t('terms.title')}
      lead={t('terms.lead')}
      actions={
        terms && (
          <button type="button" className={controls.primary} onClick={() => setChanging(terms)}>
            {t('terms.change')}
          </button>
        )
      }
    >
      {error && !terms ? <Failed error={error} again={() => void refetch()} /> : null}
      {!terms && !error && <Bones />}
      {terms && <Stated terms={terms} />}
      {changing && <StateTerms terms={changing} onClose={() => setChanging(null)} />}
    </Page>
  );
}

function Stated({ terms }: { terms: BookingTerms }) {
  const { t } = useLanguage();
  return (
    <>
      <Section title={t('terms.fees')} note={t('terms.fees.note')}>
        <Fees fees={terms.fees} />
      </Section>
      <Section title={t('terms.holding')} note={t('terms.holding.note')}>
        <Holding terms={terms} />
      </Section>
      <Section title={t('terms.note')} note={t('terms.note.note')}>
        {terms.note ? <p className={css.note}>{terms.note}</p> : <Nothing>{t('terms.note.none')}</Nothing>}
      </Section>
      <p className={css.version}>
        {terms.version === 0 ? t('terms.version.none') : t('terms.version', { version: terms.version })}{' '}
        {terms.version > 0 && (
          <Link to="/audit" search={{ what: 'booking-terms' }}>
            {t('terms.audit')}
          </Link>
        )}
      </p>
    </>
  );
}
