import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import {
  beginSecondFactor,
  confirmSecondFactor,
  personChanged,
  removeSecondFactor,
  type SecondFactorSetup,
} from '../../../api/identity.ts';
import { Field, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Confirm, Copy, Modal, Section } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import css from './account.module.css';
import { QrCode } from './qr-code.tsx';

/** A code from an app, asked for besides the password. */
export function SecondFactor({ on }: { on: boolean }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState<'on' | 'off' | null>(null);
  return (
    <Section title={t('identity.factor.title')} note={t('identity.factor.note')}>
      <p className={css.state} data-on={on}>
        {t(on ? 'identity.factor.on' : 'identity.factor.off')}
      </p>
      <button type="button" className={controls.button} onClick={() => setAsking(on ? 'off' : 'on')}>
        {t(on ? 'identity.factor.remove' : 'identity.factor.setUp')}
      </button>
      {asking === 'on' && <SetUp onClose={() => setAsking(null)} />}
      {asking === 'off' && <Remove onClose={() => setAsking(null)} />}
    </Section>
  );
}

/** The password, then the secret and the codes, then one code to show that the app has it: only then is it asked for at sign-in. */
function SetUp({ onClose }: { onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [setup, setSetup] = useState<SecondFactorSetup | null>(null);
  return (
    <Modal title={t('identity.factor.setUp')} onClose={onClose} wide={setup !== null}>
      {setup === null ? (
        <Form
          submit={t('identity.factor.next')}
          send={(values) => beginSecondFactor(String(values.get('password')), tag)}
          onDone={setSetup}
        >
          <p>{t('identity.factor.password')}</p>
          <Field
            name="password"
            label={t('identity.password')}
            type="password"
            autoComplete="current-password"
            maxLength={128}
            autoFocus
          />
        </Form>
      ) : (
        <>
          <Secret setup={setup} />
          <RecoveryCodes codes={setup.recoveryCodes} />
          <Form
            submit={t('identity.factor.confirm')}
            send={(values) => confirmSecondFactor(String(values.get('code')).replaceAll(' ', ''), tag)}
            onDone={() => {
              announce(t('identity.factor.on'));
              void personChanged(queries);
              onClose();
            }}
          >
            <Field
              name="code"
              label={t('identity.second.code')}
              hint={t('identity.factor.code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              minLength={6}
              maxLength={10}
            />
          </Form>
        </>
      )}
    </Modal>
  );
}

function Secret({ setup }: { setup: SecondFactorSetup }) {
  const { t } = useLanguage();
  const words = useRef<HTMLParagraphElement>(null);
  // the step before is gone, and with it the focus
  useEffect(() => words.current?.focus(), []);
  return (
    <div className={css.secret}>
      <QrCode text={setup.uri} label={t('identity.factor.qr')} />
      <div>
        <p ref={words} tabIndex={-1} className={css.words}>
          {t('identity.factor.scan')}
        </p>
        <p className={css.byHand}>{t('identity.factor.byHand')}</p>
        <code className={css.code}>{setup.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
        <Copy text={setup.secret} label={t('identity.factor.copySecret')} />
      </div>
    </div>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useLanguage();
  return (
    <section className={css.recovery} aria-label={t('identity.factor.recovery')}>
      <h3>{t('identity.factor.recovery')}</h3>
      <p>{t('identity.factor.recovery.text')}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={css.ways}>
        <Copy text={codes.join('\n')} label={t('identity.factor.recovery.copy')} />
        <button type="button" className={controls.button} onClick={() => print()}>
          {t('identity.factor.recovery.print')}
        </button>
      </div>
    </section>
  );
}

function Remove({ onClose }: { onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return (
    <Confirm
      title={t('identity.factor.remove')}
      action={t('identity.factor.remove')}
      onConfirm={(values) => removeSecondFactor(String(values.get('password')), tag)}
      onDone={() => {
        announce(t('identity.factor.off'));
        void personChanged(queries);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('identity.factor.remove.text')}</p>
      <Field
        name="password"
        label={t('identity.password')}
        type="password"
        autoComplete="current-password"
        maxLength={128}
      />
    </Confirm>
  );
}
