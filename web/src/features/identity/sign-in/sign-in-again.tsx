import { useQueryClient } from '@tanstack/react-query';
import { personChanged } from '../../../api/identity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Modal } from '../../../sheet/modal.tsx';
import '../messages.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Signing in over the page, as whoever one was: the page below keeps what was typed into it. */
export default function SignInAgain({
  email,
  onClose,
  onDone,
}: {
  email: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  return (
    <Modal title={t('identity.ended.title')} onClose={onClose}>
      <p>{t('identity.ended.text')}</p>
      <SignInForm
        email={email}
        onDone={() => {
          void personChanged(queries);
          onDone();
        }}
      />
    </Modal>
  );
}
