import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type Booking, bookingKey, bookingQuery } from '../../../api/booking.ts';
import { type Declaration, declarationQuery, saveDeclaration } from '../../../api/customs.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import { useMay } from '../../../shell/session.ts';
import { usePageTitle } from '../../../shell/title.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { BookingRefusal } from '../refusal.tsx';
import sheet from '../sheet.module.css';
import { Borders } from './borders.tsx';
import css from './customs.module.css';
import { contentOf, type DeclarationText, textOf } from './declaration.ts';
import { DocumentFields } from './document-fields.tsx';
import { LineFields } from './line-fields.tsx';
import { fieldId, MissingList } from './missing-list.tsx';
import { PartyFields, TermFields } from './party-fields.tsx';

/** What is declared for a booking, what is still missing, and how it stands at each border. */
export function DeclarationPage() {
  return (
    <Permitted to="customs:read">
      <OfBooking />
    </Permitted>
  );
}

function OfBooking() {
  const { t, tag } = useLanguage();
  const { id = '' } = useParams({ strict: false });
  const mayRead = useMay('bookings:read');
  const declaration = useQuery(declarationQuery(id, tag));
  // an authority sees declarations, and not the bookings they belong to
  const booking = useQuery({ ...bookingQuery(id, tag), enabled: mayRead });
  usePageTitle(t('booking.declaration.title', { number: declaration.data?.number ?? '' }));
  if (declaration.error && !declaration.data)
    return <ErrorPage error={declaration.error} reset={() => void declaration.refetch()} />;
  if (!declaration.data) return <LoadingPage />;
  const { number } = declaration.data;
  return (
    <div className={sheet.sheet}>
      <header className={sheet.head}>
        <p className={sheet.kicker}>
          {mayRead ? (
            <Link to="/bookings/$id" params={{ id }}>
              {number}
            </Link>
          ) : (
            <Link to="/customs">{t('booking.queue.title')}</Link>
          )}
        </p>
        <h1>{t('booking.declaration.title', { number })}</h1>
      </header>
      <Borders declaration={declaration.data} />
      <Editor key={id} declaration={declaration.data} booking={booking.data} />
    </div>
  );
}

function Editor({ declaration, booking }: { declaration: Declaration; booking: Booking | undefined }) {
  const { t } = useLanguage();
  const [text, setText] = useState<DeclarationText>(() => textOf(declaration.content));
  const [open, setOpen] = useState<string[]>([]);
  const mayWrite = useMay('customs:lodge') && (booking?.actions.includes('declare') ?? false);
  const seen = declaration.borders.some(({ status }) => status === 'lodged' || status === 'held');
  const save = useSave(declaration);
  const { content, open: unfinished } = contentOf(text);
  const dirty = JSON.stringify(content) !== JSON.stringify(contentOf(textOf(declaration.content)).content);
  const change = (part: Partial<DeclarationText>) => {
    setText({ ...text, ...part });
    save.reset();
  };
  return (
    <form
      noValidate
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        setOpen(unfinished);
        const [first] = unfinished;
        if (first) document.getElementById(fieldId(first))?.focus();
        else if (!save.isPending) save.mutate(content);
      }}
    >
      {mayWrite && <MissingList missing={declaration.missing} dirty={dirty} />}
      {mayWrite && booking && !['confirmed', 'departed'].includes(booking.state) && (
        <p className={sheet.note}>{t('booking.declaration.confirmFirst')}</p>
      )}
      {mayWrite && seen && <p className={sheet.note}>{t('booking.declaration.again')}</p>}
      {/* what nobody may change is shown as it is, and can't be typed into */}
      <fieldset className={css.whole} disabled={!mayWrite}>
        <legend className={controls.hidden}>
          {t('booking.declaration.title', { number: declaration.number })}
        </legend>
        <PartyFields text={text} open={open} onChange={(parties) => change({ parties })} />
        <TermFields text={text} onChange={change} />
        <LineFields
          lines={text.lines}
          open={open}
          containers={booking?.containers ?? []}
          onChange={(lines) => change({ lines })}
        />
        <DocumentFields
          documents={text.documents}
          open={open}
          onChange={(documents) => change({ documents })}
        />
      </fieldset>
      {save.error && (
        <BookingRefusal error={save.error} booking={booking} onAgain={() => save.mutate(content)} />
      )}
      {mayWrite && (
        <div className={css.bar}>
          <button type="submit" className={controls.primary} aria-disabled={save.isPending}>
            {t(save.isPending ? 'booking.sending' : 'booking.declaration.save')}
          </button>
          <p className={sheet.quiet} role="status">
            {dirty ? t('booking.declaration.unsaved') : save.isSuccess ? t('booking.declaration.saved') : ''}
          </p>
        </div>
      )}
    </form>
  );
}

function useSave(declaration: Declaration) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (content: Declaration['content'] | ReturnType<typeof contentOf>['content']) =>
      saveDeclaration(declaration.booking, { content, version: declaration.version }, tag),
    onSuccess: (saved) => {
      queries.setQueryData(declarationQuery(declaration.booking, tag).queryKey, saved);
      void queries.invalidateQueries({ queryKey: bookingKey(declaration.booking), exact: false });
      announce(t('booking.declaration.saved'));
    },
  });
}
