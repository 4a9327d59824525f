import { useMemo } from 'react';
import { useLanguage } from '../../../i18n/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import css from './customs.module.css';
import {
  type DeclarationText,
  incoterms,
  type PartyName,
  type PartyText,
  partyNames,
} from './declaration.ts';
import { fieldId } from './missing-list.tsx';
import { TextField } from './text-field.tsx';

interface Props {
  text: DeclarationText;
  open: readonly string[];
  onChange: (parties: DeclarationText['parties']) => void;
}

/** Who sends, who receives and who declares. */
export function PartyFields({ text, open, onChange }: Props) {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="parties" className={css.section}>
      <h2 id="parties">{t('booking.parties')}</h2>
      <div className={css.parties}>
        {partyNames.map((name) => (
          <Party
            key={name}
            name={name}
            party={text.parties[name]}
            open={open}
            copy={name === 'declarant' ? text.parties.consignor : null}
            onChange={(party) => onChange({ ...text.parties, [name]: party })}
          />
        ))}
      </div>
    </section>
  );
}

function Party({
  name,
  party,
  open,
  copy,
  onChange,
}: {
  name: PartyName;
  party: PartyText;
  open: readonly string[];
  copy: PartyText | null;
  onChange: (party: PartyText) => void;
}) {
  const { t } = useLanguage();
  const field = (key: keyof PartyText, max: number) => (
    <TextField
      at={`/${name}/${key}`}
      label={t(`booking.party.${key}`)}
      value={party[key]}
      open={open}
      max={max}
      onChange={(value) => onChange({ ...party, [key]: value })}
    />
  );
  return (
    <fieldset id={fieldId(`/${name}`)} className={css.party}>
      <legend>{t(`booking.party.${name}`)}</legend>
      {field('name', 200)}
      {field('address', 500)}
      <CountrySelect
        at={`/${name}/country`}
        label={t('booking.party.country')}
        value={party.country}
        open={open}
        onChange={(country) => onChange({ ...party, country })}
      />
      {field('taxNumber', 50)}
      {copy && copy.name !== '' && party.name === '' && (
        <button type="button" className={css.link} onClick={() => onChange(copy)}>
          {t('booking.party.sameAsConsignor')}
        </button>
      )}
    </fieldset>
  );
}

export function TermFields({
  text,
  onChange,
}: {
  text: DeclarationText;
  onChange: (part: Partial<DeclarationText>) => void;
}) {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="delivery" className={css.section}>
      <h2 id="delivery">{t('booking.delivery')}</h2>
      <div className={css.pair}>
        <label>
          <span className={controls.label}>{t('booking.incoterm')}</span>
          <select
            id={fieldId('/incoterm')}
            className={controls.input}
            value={text.incoterm}
            onChange={(event) =>
              onChange({ incoterm: incoterms.find((term) => term === event.target.value) ?? '' })
            }
          >
            <option value="">{t('booking.choose')}</option>
            {incoterms.map((term) => (
              <option key={term} value={term}>
                {term}
              </option>
            ))}
          </select>
        </label>
        <TextField
          at="/incotermPlace"
          label={t('booking.incoterm.place')}
          value={text.incotermPlace}
          open={[]}
          max={100}
          onChange={(incotermPlace) => onChange({ incotermPlace })}
        />
      </div>
    </section>
  );
}

interface CountryProps {
  at: string;
  label: string;
  value: string;
  open: readonly string[];
  onChange: (code: string) => void;
}

/** Every country there is a name of, in the reader's language. */
export function CountrySelect({ at, label, value, open, onChange }: CountryProps) {
  const { t, tag } = useLanguage();
  const countries = useMemo(() => countriesIn(tag), [tag]);
  const wrong = open.includes(at);
  return (
    <label>
      <span className={controls.label}>{label}</span>
      <select
        id={fieldId(at)}
        className={controls.input}
        value={value}
        aria-invalid={wrong}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t('booking.choose')}</option>
        {countries.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      {wrong && <span className={css.fault}>{t('booking.fault.needed')}</span>}
    </label>
  );
}

/** Groups of countries and places for tests have names too, and nobody sends goods from them. */
const noCountries = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];

function countriesIn(tag: string): [string, string][] {
  const names = new Intl.DisplayNames(tag, { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code): [string, string][] => {
      const name = noCountries.includes(code) ? undefined : names.of(code);
      return name ? [[code, name]] : [];
    })
    .sort(([, one], [, other]) => one.localeCompare(other, tag));
}
