import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addFeed, type Feed, feedsQuery, removeFeed } from '../../../api/observatory.ts';
import { Field, Form } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Action, Bones, Confirm, Failed, Nothing, Section } from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import css from './articles.module.css';

/** Feeds that are looked at by themselves: what each brought, and why one did not. */
export function Feeds() {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const feeds = useQuery(feedsQuery(tag));
  const [removing, setRemoving] = useState<Feed | null>(null);
  const changed = () => queries.invalidateQueries({ queryKey: ['feeds'] });
  return (
    <div className={css.feeds}>
      <Section title={t('observatory.feeds.title')} note={t('observatory.feeds.note')}>
        {feeds.error && !feeds.data ? (
          <Failed error={feeds.error} again={() => void feeds.refetch()} />
        ) : null}
        {feeds.isPending && <Bones rows={2} />}
        {feeds.data && feeds.data.items.length === 0 && <Nothing>{t('observatory.feeds.none')}</Nothing>}
        <ul>
          {feeds.data?.items.map((feed) => (
            <FeedRow key={feed.id} feed={feed} onRemove={() => setRemoving(feed)} />
          ))}
        </ul>
        <Form
          submit={t('observatory.feeds.add')}
          quiet
          send={(values) => addFeed(String(values.get('address')).trim(), tag)}
          onDone={(_, form) => {
            form.reset();
            announce(t('observatory.feeds.added'));
            void changed();
          }}
        >
          <Field
            name="address"
            type="url"
            label={t('observatory.feeds.address')}
            placeholder="https://"
            maxLength={2000}
          />
        </Form>
      </Section>
      {removing && (
        <Confirm
          title={t('observatory.feeds.removeTitle')}
          action={t('observatory.feeds.remove')}
          onConfirm={() => removeFeed(removing.id, tag)}
          onDone={() => {
            setRemoving(null);
            announce(t('observatory.feeds.removed'));
            void changed();
          }}
          onClose={() => setRemoving(null)}
        >
          <p>{t('observatory.feeds.removeText', { address: removing.address })}</p>
        </Confirm>
      )}
    </div>
  );
}

function FeedRow({ feed, onRemove }: { feed: Feed; onRemove: () => void }) {
  const { t, format } = useLanguage();
  const at = (instant: string) => `${format.date(instant, 'day')}, ${format.time(instant)}`;
  return (
    <li className={css.feed}>
      <div>
        <a href={feed.address} target="_blank" rel="noreferrer">
          {feed.address}
        </a>
        <Action name={t('observatory.feeds.removeOf', { address: feed.address })} onPress={onRemove}>
          {t('observatory.feeds.remove')}
        </Action>
      </div>
      <p>
        <small>
          {feed.lookedAt
            ? t('observatory.feeds.looked', { time: at(feed.lookedAt), count: feed.articles })
            : t('observatory.feeds.notYet')}
          {feed.refused > 0 && ` · ${t('observatory.feeds.refused', { count: feed.refused })}`}
        </small>
      </p>
      {feed.problem && (
        <p>
          <small className={css.bad} lang="en">
            {feed.problem}
          </small>
        </p>
      )}
      {feed.problems.length > 0 && (
        <details>
          <summary>
            <small>{t('observatory.feeds.problems', { count: feed.problems.length })}</small>
          </summary>
          <ul>
            {feed.problems.map(({ address, problem }) => (
              <li key={address}>
                <small>
                  {address}: <span lang="en">{problem}</span>
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
