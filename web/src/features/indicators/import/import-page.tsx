import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '../../../api/client.ts';
import {
  type Imported,
  importFormats,
  importSeries,
  indicatorsKey,
  indicatorsQuery,
  mappingsQuery,
  saveMapping,
} from '../../../api/indicators.ts';
import { DateField, Field, FileField, Form, Select } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Page, Section } from '../../../sheet/index.ts';
import { Permitted } from '../../../shell/permitted.tsx';
import shared from '../indicators.module.css';
import css from './import.module.css';
import { MappingFields, mappingIn } from './mapping-fields.tsx';
import { type Preview, previewOf } from './preview.ts';
import '../messages.ts';

/** Brings a file of official figures in: it is checked first, and stored only when somebody says so. */
export function ImportPage() {
  return (
    <Permitted to="evidence:write">
      <Import />
    </Permitted>
  );
}

const previewBytes = 64_000;
type Format = (typeof importFormats)[number];

function Import() {
  const { t } = useLanguage();
  const state = useImport();
  const { preview, checked, stored, faults, check, store, done } = state;
  return (
    <Page title={t('indicators.import.title')} lead={t('indicators.import.lead')}>
      <Section title={t('indicators.import.file')} note={preview && t('indicators.import.preview')}>
        {preview && <PreviewTable preview={preview} />}
        <Form submit={t('indicators.import.check')} send={check} onDone={state.setChecked} quiet>
          <Fields state={state} />
        </Form>
        {faults.length > 0 && <Faults faults={faults} />}
      </Section>
      {checked && (
        <Section title={t('indicators.import.check')}>
          <p role="status" className={css.outcome}>
            {t('indicators.import.checked', counts(checked.answer))}
          </p>
          <LeftOut answer={checked.answer} />
          <Form submit={t('indicators.import.store')} send={store} onDone={done} />
        </Section>
      )}
      {stored && (
        <Section title={t('indicators.import.store')}>
          <p role="status" className={css.outcome}>
            {t(stored.isNew ? 'indicators.import.stored' : 'indicators.import.known', counts(stored))}{' '}
            <Link to="/indicators">{t('indicators.title')}</Link>
          </p>
        </Section>
      )}
    </Page>
  );
}

/** A file on its way: chosen, checked, stored. Whatever is chosen anew has to be checked anew. */
function useImport() {
  const { tag } = useLanguage();
  const queries = useQueryClient();
  const [format, setFormat] = useState<Format>('csv');
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState('');
  /** What was checked, so that the very same is stored. */
  const [checked, setChecked] = useState<{ form: FormData; answer: Imported } | null>(null);
  const [stored, setStored] = useState<Imported | null>(null);
  const [faults, setFaults] = useState<readonly { at: string; problem: string }[]>([]);
  const afresh = () => {
    setChecked(null);
    setStored(null);
    setFaults([]);
  };
  const choose = async (chosen: File | null) => {
    afresh();
    setFile(chosen);
    setPreview(chosen ? previewOf(await chosen.slice(0, previewBytes).text()) : null);
  };
  const check = async (values: FormData) => {
    afresh();
    try {
      const wanted = format === 'csv' && mapping === '' ? mappingIn(values, preview) : null;
      if (wanted) await saveMapping(wanted, tag);
      const form = formOf(values, format, wanted?.name ?? mapping, file);
      return { form, answer: await importSeries(form, tag) };
    } catch (error) {
      if (error instanceof ProblemError) setFaults(error.problem.faults ?? []);
      throw error;
    }
  };
  const store = async () => {
    if (!checked) throw new Error('Nothing was checked.');
    checked.form.set('dryRun', 'false');
    return importSeries(checked.form, tag);
  };
  const done = (answer: Imported) => {
    setStored(answer);
    setChecked(null);
    void queries.invalidateQueries({ queryKey: indicatorsKey });
    void queries.invalidateQueries({ queryKey: ['mappings'] });
  };
  const chosen = { format, setFormat, file, preview, mapping, setMapping, choose, afresh };
  return { ...chosen, checked, setChecked, stored, faults, check, store, done };
}

function formOf(values: FormData, format: Format, mapping: string, file: File | null): FormData {
  const form = new FormData();
  if (format === 'csv') form.set('mapping', mapping);
  else if (values.get('indicator')) form.set('indicator', String(values.get('indicator')));
  form.set('format', format);
  for (const name of ['publisher', 'title', 'address', 'date']) {
    const value = String(values.get(name) ?? '').trim();
    if (value !== '') form.set(name, value);
  }
  if (file) form.set('file', file, file.name);
  form.set('dryRun', 'true');
  return form;
}

function Fields({ state }: { state: ReturnType<typeof useImport> }) {
  const { t, tag } = useLanguage();
  const indicators = useQuery(indicatorsQuery(tag)).data?.items ?? [];
  const mappings = useQuery(mappingsQuery(tag)).data?.items ?? [];
  const { format, setFormat, file, preview, mapping, setMapping, choose, afresh } = state;
  return (
    <>
      <Select
        name="format"
        label={t('indicators.import.format')}
        choices={importFormats.map((each) => [each, t(`indicators.import.format.${each}`)])}
        value={format}
        onChange={(event) => {
          afresh();
          setFormat(importFormats.find((each) => each === event.target.value) ?? 'csv');
        }}
      />
      <FileField
        name="file"
        label={t('indicators.import.file')}
        file={file}
        onChange={(chosen) => void choose(chosen)}
      />
      {format === 'csv' ? (
        <>
          <Select
            name="saved"
            label={t('indicators.import.mapping')}
            choices={[
              ['', t('indicators.import.mapping.new')],
              ...mappings.map(({ name }) => [name, name] as const),
            ]}
            value={mapping}
            onChange={(event) => setMapping(event.target.value)}
          />
          {mapping === '' && preview && <MappingFields preview={preview} indicators={indicators} />}
        </>
      ) : (
        <Select
          name="indicator"
          label={t('indicators.import.indicator')}
          choices={[
            ['', t('indicators.import.indicator.inFile')],
            ...indicators.map(({ id, name }) => [id, name] as const),
          ]}
        />
      )}
      <Field name="publisher" label={t('indicators.import.publisher')} maxLength={200} />
      <Field
        name="title"
        label={t('indicators.import.dataset')}
        hint={t('indicators.import.dataset.hint')}
        maxLength={300}
      />
      <Field name="address" type="url" label={t('indicators.import.address')} optional maxLength={2000} />
      <DateField name="date" label={t('indicators.import.publishedOn')} past optional />
    </>
  );
}

const counts = ({ observations, superseded }: Imported) => ({ observations, superseded });

/** As the server says it: what stands in a file has no words of ours. */
function Faults({ faults }: { faults: readonly { at: string; problem: string }[] }) {
  const { t } = useLanguage();
  return (
    <div className={css.faults} role="alert">
      <p>{t('indicators.import.faults')}</p>
      <ul lang="en">
        {faults.map(({ at, problem }) => (
          <li key={`${at} ${problem}`}>
            <b>{at}</b> {problem}
          </li>
        ))}
      </ul>
    </div>
  );
}

function LeftOut({ answer }: { answer: Imported }) {
  if (answer.leftOut.length === 0) return null;
  return (
    <ul className={shared.quiet} lang="en">
      {answer.leftOut.map(({ why, rows }) => (
        <li key={why}>
          {rows} · {why}
        </li>
      ))}
    </ul>
  );
}

function PreviewTable({ preview: { columns, rows } }: { preview: Preview }) {
  const { t } = useLanguage();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its place must be scrolled by keyboard too
    <section className={css.preview} tabIndex={0} aria-label={t('indicators.import.preview')}>
      <table>
        <thead>
          <tr>
            {columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names of columns may stand twice
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are shown once
            <tr key={index}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no names
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
