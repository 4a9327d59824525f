import { Link } from '@tanstack/react-router';
import { ProblemError } from '../../../api/client.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Narrow } from '../../../sheet/index.ts';
import { ErrorPage } from '../../../shell/pages.tsx';
import controls from '../../../styles/controls.module.css';

/** A link that was used, replaced or has run out; anything else that went wrong is not the link's fault, and is said as such. */
export function DeadLink({ error, again, text }: { error: unknown; again: () => void; text: string }) {
  const { t } = useLanguage();
  const dead = error instanceof ProblemError && [404, 410].includes(error.problem.status);
  if (!dead) return <ErrorPage error={error} reset={again} />;
  return (
    <Narrow title={t('identity.link.dead')} lead={<p>{text}</p>}>
      <div>
        <Link to="/sign-in" className={controls.button}>
          {t('identity.signIn')}
        </Link>
      </div>
    </Narrow>
  );
}
