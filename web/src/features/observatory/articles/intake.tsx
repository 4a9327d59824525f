import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { articlesChanged, ingest, ingestFiles } from '../../../api/observatory.ts';
import { DateField, Field, Form, LongField } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import css from './intake.module.css';
import { Outcomes } from './outcomes.tsx';
import { type Outcome, outcomeOf, takeIn, textsOf } from './taking.ts';

const ways = ['files', 'paste', 'address'] as const;
type Way = (typeof ways)[number];

/** A text is given as files, by its words or by its address; what becomes of each is told below. */
export function Intake() {
  const { t } = useLanguage();
  const [way, setWay] = useState<Way>('files');
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const isBusy = outcomes.some(({ state }) => state === 'waiting' || state === 'reading');
  return (
    <section className={css.intake} aria-labelledby="add">
      <div className={css.head}>
        <h2 id="add">{t('observatory.intake.title')}</h2>
        <fieldset className={css.ways}>
          <legend className={controls.hidden}>{t('observatory.intake.how')}</legend>
          {ways.map((each) => (
            <button key={each} type="button" aria-pressed={way === each} onClick={() => setWay(each)}>
              {t(`observatory.intake.${each}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {way === 'files' && <Files isBusy={isBusy} onOutcomes={setOutcomes} />}
      {way === 'paste' && <Paste onOutcomes={setOutcomes} />}
      {way === 'address' && <Address onOutcomes={setOutcomes} />}
      <Outcomes outcomes={outcomes} />
    </section>
  );
}

interface WayProps {
  onOutcomes: (outcomes: readonly Outcome[]) => void;
}

function Files({ isBusy, onOutcomes }: WayProps & { isBusy: boolean }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const stop = useRef<AbortController>(null);
  const [isOver, setIsOver] = useState(false);
  const take = async (files: readonly File[]) => {
    if (isBusy || textsOf(files).length === 0) return;
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    const told = await takeIn(files, (batch) => ingestFiles(batch, tag, signal), onOutcomes, signal);
    // what had not begun is not on its way any more
    const ended = told.filter(({ state }) => state === 'done' || state === 'refused');
    onOutcomes(ended);
    const done = ended.filter(({ state }) => state === 'done').length;
    announce(t('observatory.intake.doneAll', { done, refused: ended.length - done }));
    void articlesChanged(queries);
  };
  return (
    <label
      className={css.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void take([...event.dataTransfer.files]);
      }}
    >
      <strong>{t('observatory.intake.drop')}</strong>
      <small>{t('observatory.intake.dropHint')}</small>
      {/* the browser's own button would speak the browser's language */}
      <span className={controls.button} aria-hidden="true">
        {t('observatory.intake.choose')}
      </span>
      <input
        type="file"
        className={controls.hidden}
        multiple
        disabled={isBusy}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // the same file can be chosen again
          event.target.value = '';
          void take(files);
        }}
      />
      {isBusy && (
        <button type="button" className={controls.button} onClick={() => stop.current?.abort()}>
          {t('observatory.intake.stop')}
        </button>
      )}
    </label>
  );
}

const given = (values: FormData, name: string): string | undefined =>
  String(values.get(name) ?? '').trim() || undefined;
const some = (record: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

function Paste({ onOutcomes }: WayProps) {
  const { t } = useLanguage();
  const taken = useTaken(onOutcomes);
  return (
    <Form
      submit={t('observatory.intake.add')}
      send={(values) =>
        taken.send({
          text: String(values.get('text') ?? ''),
          ...some({
            title: given(values, 'title'),
            publisher: given(values, 'publisher'),
            date: given(values, 'date'),
          }),
        })
      }
      check={(values) => (given(values, 'text') ? {} : { text: t('shell.form.required') })}
      onDone={(answer, form) => {
        taken.tell(answer, t('observatory.intake.pasted'));
        form.reset();
      }}
    >
      <LongField name="text" label={t('observatory.intake.text')} rows={8} />
      <div className={css.fields}>
        <Field name="title" label={t('observatory.intake.textTitle')} maxLength={500} optional />
        <Field name="publisher" label={t('observatory.intake.publisher')} maxLength={200} optional />
        <DateField
          name="date"
          past
          label={t('observatory.intake.date')}
          hint={t('observatory.intake.dateHint')}
          optional
        />
      </div>
    </Form>
  );
}

function Address({ onOutcomes }: WayProps) {
  const { t } = useLanguage();
  const taken = useTaken(onOutcomes);
  return (
    <Form
      submit={t('observatory.intake.fetch')}
      send={(values) => taken.send({ address: given(values, 'address') ?? '' })}
      onDone={(answer, form) => {
        taken.tell(answer, String(new FormData(form).get('address')));
        form.reset();
      }}
    >
      <div className={css.address}>
        <Field
          name="address"
          type="url"
          label={t('observatory.intake.addressOf')}
          hint={t('observatory.intake.addressHint')}
          placeholder="https://"
          maxLength={2000}
        />
      </div>
    </Form>
  );
}

/** One text at a time: a refusal stands in its form, and what was taken in below it. */
function useTaken(onOutcomes: WayProps['onOutcomes']) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return {
    send: (request: Parameters<typeof ingest>[0]) => ingest(request, tag),
    tell: ({ items }: Awaited<ReturnType<typeof ingest>>, name: string) => {
      const outcomes = items.map((item) => outcomeOf(item.name || name, item));
      onOutcomes(outcomes);
      const done = outcomes.filter(({ state }) => state === 'done').length;
      announce(t('observatory.intake.doneAll', { done, refused: outcomes.length - done }));
      void articlesChanged(queries);
    },
  };
}
