import { Field } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';

/** As the server asks it: length is what makes a password hard to guess. */
export const passwordCharactersMin = 12;

export function NewPassword({
  name = 'password',
  label,
  autoFocus = false,
}: {
  name?: string;
  label?: string;
  autoFocus?: boolean;
}) {
  const { t } = useLanguage();
  return (
    <Field
      name={name}
      label={label ?? t('identity.password.new')}
      type="password"
      autoComplete="new-password"
      minLength={passwordCharactersMin}
      maxLength={128}
      hint={t('identity.password.hint', { count: passwordCharactersMin })}
      autoFocus={autoFocus}
    />
  );
}
