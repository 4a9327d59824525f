import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lineageQuery } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Page, Section } from '../../../sheet/index.ts';
import { ErrorPage, LoadingPage } from '../../../shell/pages.tsx';
import '../messages.ts';
import { LineageGraph } from './lineage-graph.tsx';

/** One figure through all texts that carry it. */
export function LineagePage() {
  const { t, tag } = useLanguage();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useQuery(lineageQuery(id, tag));
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />;
  if (!data) return <LoadingPage />;
  const own = data.nodes.find(({ claim }) => claim === data.claim);
  return (
    <Page
      title={t('observatory.lineage.of', { quote: own?.quote ?? '' })}
      kicker={t('observatory.lineage.kicker')}
      lead={t('observatory.lineage.lead', { count: data.nodes.length })}
    >
      <Section
        title={t('observatory.lineage.way')}
        note={
          own && (
            <Link to="/articles/$id" params={{ id: own.article }} search={{ claim: own.claim }}>
              {t('shell.evidence.sentence')}
            </Link>
          )
        }
      >
        <LineageGraph lineage={data} />
      </Section>
    </Page>
  );
}
