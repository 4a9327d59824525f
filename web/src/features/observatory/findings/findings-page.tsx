import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { findingsQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import '../messages.ts';
import { More } from '../more.tsx';
import { checkName, checks, classes } from '../words.ts';
import css from './finding.module.css';
import { classText, FindingCard } from './finding-card.tsx';

/** All contradictions of all texts, newest first, each with its proof. */
export function FindingsPage() {
  const { t, tag } = useLanguage();
  const navigate = useNavigate();
  const { class: kind, check } = useSearch({ strict: false }) as { class?: string; check?: string };
  const filter = { ...(kind ? { class: kind } : {}), ...(check ? { check } : {}) };
  const findings = useInfiniteQuery(findingsQuery(filter, tag));
  const items = findings.data?.pages.flatMap((page) => page.items) ?? [];
  const narrow = (name: 'class' | 'check', value: string) => {
    const next = { ...filter, [name]: value || undefined };
    void navigate({ to: '/findings', search: next, replace: true, resetScroll: false });
  };
  const isNarrowed = kind !== undefined || check !== undefined;
  return (
    <Page title={t('observatory.findings.title')} lead={t('observatory.findings.lead')}>
      <div className={css.filters}>
        <Choice
          label={t('observatory.findings.class')}
          value={kind ?? ''}
          choices={classes.map((name) => [name, classText(name, t)])}
          onChange={(value) => narrow('class', value)}
        />
        <Choice
          label={t('observatory.findings.check')}
          value={check ?? ''}
          choices={checks.map((name) => [name, checkName(name, t)])}
          onChange={(value) => narrow('check', value)}
        />
      </div>
      {findings.error && !findings.data ? (
        <Failed error={findings.error} again={() => void findings.refetch()} />
      ) : null}
      {findings.isPending && <Bones rows={5} />}
      {findings.data && items.length === 0 && (
        <Nothing>
          {t(isNarrowed ? 'observatory.findings.noneSo' : 'observatory.findings.none')}{' '}
          <Link to="/articles">{t('observatory.article.all')}</Link>
        </Nothing>
      )}
      <ul className={css.list}>
        {items.map((finding) => (
          <li key={finding.id}>
            <FindingCard finding={finding} level={2} />
          </li>
        ))}
      </ul>
      <More query={findings} count={items.length} />
    </Page>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, text: string])[];
  onChange: (value: string) => void;
}
function Choice({ label, value, choices, onChange }: ChoiceProps) {
  const { t } = useLanguage();
  return (
    <div>
      <label>
        <span className={controls.label}>{label}</span>
        <select className={controls.input} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('observatory.findings.every')}</option>
          {choices.map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
