import { DateField } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from './customs.module.css';
import { type DocumentText, documentKinds, newDocument } from './declaration.ts';
import { fieldId } from './missing-list.tsx';
import { TextField } from './text-field.tsx';

const documentsMax = 100;

interface Props {
  documents: readonly DocumentText[];
  open: readonly string[];
  onChange: (documents: DocumentText[]) => void;
}

/** Papers that go with the goods: what they are, their number and date. */
export function DocumentFields({ documents, open, onChange }: Props) {
  const { t } = useLanguage();
  const set = (document: DocumentText, part: Partial<DocumentText>) =>
    onChange(documents.map((found) => (found === document ? { ...document, ...part } : found)));
  // the two that are asked for in general come first
  const next = documentKinds.find((kind) => !documents.some((document) => document.kind === kind)) ?? 'other';
  return (
    <section id={fieldId('/documents')} aria-labelledby="documents" className={css.section}>
      <h2 id="documents">{t('booking.documents')}</h2>
      {documents.map((document, index) => (
        <fieldset key={document.id} className={css.document}>
          <legend className={controls.hidden}>{t('booking.document', { place: index + 1 })}</legend>
          <label>
            <span className={controls.label}>{t('booking.document.kind')}</span>
            <select
              className={controls.input}
              value={document.kind}
              onChange={(event) =>
                set(document, { kind: documentKinds.find((kind) => kind === event.target.value) ?? 'other' })
              }
            >
              {documentKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`booking.document.${kind}`)}
                </option>
              ))}
            </select>
          </label>
          <TextField
            at={`/documents/${index}/number`}
            label={t('booking.document.number')}
            value={document.number}
            open={open}
            max={100}
            onChange={(number) => set(document, { number })}
          />
          <DateField
            id={fieldId(`/documents/${index}/date`)}
            label={t('booking.document.date')}
            value={document.date}
            fault={open.includes(`/documents/${index}/date`) ? t('booking.fault.needed') : undefined}
            past
            onChange={(date) => set(document, { date })}
          />
          <button
            type="button"
            className={css.link}
            onClick={() => onChange(documents.filter((found) => found !== document))}
          >
            {t('booking.document.remove', { place: index + 1 })}
          </button>
        </fieldset>
      ))}
      {documents.length < documentsMax && (
        <button
          type="button"
          className={controls.button}
          onClick={() => onChange([...documents, newDocument(next)])}
        >
          {t('booking.documents.add')}
        </button>
      )}
    </section>
  );
}
