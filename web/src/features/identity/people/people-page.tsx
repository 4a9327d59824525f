import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { may, organisationsQuery, peopleQuery } from '../../../api/identity.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Bones, Failed, Nothing, Page, Section } from '../../../sheet/index.ts';
import { ErrorPage } from '../../../shell/pages.tsx';
import { Permitted } from '../../../shell/permitted.tsx';
import { useSession } from '../../../shell/session.ts';
import '../messages.ts';
import { Invitations } from './invitations.tsx';
import { PeopleTable } from './people-table.tsx';
import { Tokens } from './tokens.tsx';

/** Who belongs to the organisation and as what, who is invited, and which systems act for it. */
export function PeoplePage() {
  return (
    <Permitted to="people:read">
      <People />
    </Permitted>
  );
}

function People() {
  const { t, tag } = useLanguage();
  const session = useSession();
  const { organisation: asked } = useSearch({ strict: false }) as { organisation?: string };
  // an address may name none
  const organisation = asked || undefined;
  const { data, error, refetch } = useQuery(peopleQuery(organisation, tag));
  const name = useOrganisationName(organisation);
  if (error && organisation && !data) return <ErrorPage error={error} reset={() => void refetch()} />;
  return (
    <Page kicker={name} title={t('identity.people.title')} lead={t('identity.people.lead')}>
      <Section
        title={t('identity.people.members')}
        note={data && t('identity.people.count', { count: data.items.length })}
      >
        {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
        {!data && !error && <Bones />}
        {data?.items.length === 0 && <Nothing>{t('identity.people.none')}</Nothing>}
        {data && data.items.length > 0 && <PeopleTable people={data.items} organisation={organisation} />}
      </Section>
      {may(session, 'people:write') && <Invitations organisation={organisation} name={name} />}
      {may(session, 'tokens:write') && <Tokens organisation={organisation} />}
    </Page>
  );
}

/** One's own, or the one an operator looks into. */
function useOrganisationName(id: string | undefined): string {
  const { tag } = useLanguage();
  const session = useSession();
  const foreign = id !== undefined && id !== session?.organisation?.id;
  const { data } = useQuery({
    ...organisationsQuery(tag),
    enabled: foreign && may(session, 'organisations:write'),
  });
  return foreign
    ? (data?.items.find((found) => found.id === id)?.name ?? '…')
    : (session?.organisation?.name ?? '');
}
