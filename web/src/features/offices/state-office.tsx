import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { stateOffice } from '../../api/customs.ts';
import { Checks, Form } from '../../form/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { Modal } from '../../sheet/index.ts';
import { useAnnounce } from '../../shell/announce.tsx';
import controls from '../../styles/controls.module.css';
import css from './offices.module.css';
import { type Border, matches, type Office } from './offices.ts';

interface Props {
  office: Office;
  borders: readonly Border[];
  onClose: () => void;
}

/** All borders of an authority at once, as the server takes them. */
export function StateOffice({ office, borders, onClose }: Props) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [word, setWord] = useState('');
  const { id, name } = office.organisation;
  const shown = borders.filter((border) => matches(border, word));
  // what was stated and is not of the corridor any more goes with the next statement
  const chosen = office.crossings.map((crossing) => crossing.id);
  return (
    <Modal title={t('offices.of', { name })} onClose={onClose} wide>
      <Form
        submit={t('offices.save')}
        send={(values) =>
          stateOffice({ organisation: id, crossings: values.getAll('crossings').map(String) }, tag)
        }
        onDone={({ crossings }) => {
          announce(t('offices.saved', { name, count: crossings.length }));
          void queries.invalidateQueries({ queryKey: ['customs-offices'] });
          onClose();
        }}
      >
        <label className={css.find}>
          <span className={controls.label}>{t('offices.find')}</span>
          <input
            type="search"
            className={controls.input}
            value={word}
            autoComplete="off"
            onChange={(event) => setWord(event.target.value)}
            // Enter would state it
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          <small role="status">{t('offices.found', { count: shown.length, all: borders.length })}</small>
        </label>
        <div className={css.choices}>
          <Checks
            name="crossings"
            label={t('offices.borders')}
            choices={borders.map((border) => ({
              value: border.id,
              text: border.name,
              hint: border.countries,
              hidden: !shown.includes(border),
            }))}
            chosen={chosen}
          />
        </div>
        <p className={css.words}>{t('offices.take')}</p>
      </Form>
    </Modal>
  );
}
