import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  makeToken,
  type Role,
  revokeToken,
  type Token,
  type TokenMade,
  tokensQuery,
} from '../../../api/identity.ts';
import { Checks, Field, Form, Select } from '../../../form/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import {
  Action,
  Actions,
  Bones,
  Cell,
  Confirm,
  Copy,
  Failed,
  Modal,
  Nothing,
  Row,
  Section,
  Table,
} from '../../../sheet/index.ts';
import { useAnnounce } from '../../../shell/announce.tsx';
import controls from '../../../styles/controls.module.css';
import css from '../identity.module.css';
import { Moment } from '../moment.tsx';
import { RoleList, useRoleChoices } from '../roles.tsx';
import { useOfferedRoles } from './offered-roles.ts';

/** Systems that act for the organisation: a broker's software, a customs gateway. */
export function Tokens({ organisation }: { organisation: string | undefined }) {
  const { t, tag } = useLanguage();
  const { data, error, refetch } = useQuery(tokensQuery(organisation, tag));
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  return (
    <Section title={t('identity.tokens.title')} note={t('identity.tokens.note')}>
      {error && !data ? <Failed error={error} again={() => void refetch()} /> : null}
      {!data && !error && <Bones rows={1} />}
      {data?.items.length === 0 && <Nothing>{t('identity.tokens.none')}</Nothing>}
      {data && data.items.length > 0 && <TokenTable tokens={data.items} onRevoke={setRevoking} />}
      <div className={css.below}>
        <button type="button" className={controls.button} onClick={() => setMaking(true)}>
          {t('identity.tokens.make')}
        </button>
      </div>
      {making && <Make organisation={organisation} onClose={() => setMaking(false)} />}
      {revoking && <Revoke token={revoking} organisation={organisation} onClose={() => setRevoking(null)} />}
    </Section>
  );
}

function TokenTable({ tokens, onRevoke }: { tokens: readonly Token[]; onRevoke: (token: Token) => void }) {
  const { t } = useLanguage();
  return (
    <Table
      caption={t('identity.tokens.title')}
      columns={[t('identity.tokens.system'), t('identity.roles'), t('identity.tokens.used')]}
      actions={t('identity.people.actions')}
    >
      {tokens.map((token) => (
        <Row
          key={token.id}
          name={
            <>
              {token.name}
              <small>{t('identity.tokens.madeBy', { name: token.createdBy })}</small>
            </>
          }
        >
          <Cell>
            <RoleList roles={token.roles} />
          </Cell>
          <Cell quiet>
            {token.lastUsedAt ? <Moment at={token.lastUsedAt} /> : t('identity.tokens.neverUsed')}
            <small>
              {token.expiresAt ? (
                <>
                  {t('identity.tokens.until')} <Moment at={token.expiresAt} time={false} />
                </>
              ) : (
                t('identity.tokens.noEnd')
              )}
            </small>
          </Cell>
          <Actions>
            <Action
              name={t('identity.tokens.revokeOf', { name: token.name })}
              onPress={() => onRevoke(token)}
            >
              {t('identity.tokens.revoke')}
            </Action>
          </Actions>
        </Row>
      ))}
    </Table>
  );
}

const lifetimesDays = [30, 90, 365] as const;

function Make({ organisation, onClose }: { organisation: string | undefined; onClose: () => void }) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const choices = useRoleChoices(useOfferedRoles(organisation));
  const [made, setMade] = useState<TokenMade | null>(null);
  if (made) return <Made token={made} onClose={onClose} />;
  return (
    <Modal title={t('identity.tokens.make')} onClose={onClose} wide>
      <Form
        submit={t('identity.tokens.make')}
        check={(values) => (values.has('roles') ? {} : { roles: t('identity.roles.none') })}
        send={(values) => {
          const days = Number(values.get('days'));
          return makeToken(
            {
              name: String(values.get('name')),
              roles: values.getAll('roles') as Role[],
              ...(days > 0 ? { days } : {}),
            },
            organisation,
            tag,
          );
        }}
        onDone={(token) => {
          void queries.invalidateQueries({ queryKey: ['tokens'] });
          setMade(token);
        }}
      >
        <Field
          name="name"
          label={t('identity.tokens.system')}
          hint={t('identity.tokens.system.hint')}
          autoComplete="off"
          maxLength={100}
          autoFocus
        />
        <Checks name="roles" label={t('identity.roles')} choices={choices} />
        <Select
          name="days"
          label={t('identity.tokens.lifetime')}
          defaultValue="90"
          choices={[
            ...lifetimesDays.map(
              (days) => [String(days), t('identity.tokens.days', { count: days })] as const,
            ),
            ['0', t('identity.tokens.noEnd')],
          ]}
        />
      </Form>
    </Modal>
  );
}

/** The secret, this once. */
function Made({ token, onClose }: { token: TokenMade; onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Modal title={t('identity.tokens.made', { name: token.name })} onClose={onClose} wide>
      <p>{t('identity.tokens.once')}</p>
      <code className={css.secret}>{token.secret}</code>
      <div className={css.ways}>
        <Copy text={token.secret} />
        <button type="button" className={controls.primary} onClick={onClose}>
          {t('identity.tokens.kept')}
        </button>
      </div>
    </Modal>
  );
}

function Revoke({
  token,
  organisation,
  onClose,
}: {
  token: Token;
  organisation: string | undefined;
  onClose: () => void;
}) {
  const { t, tag } = useLanguage();
  const queries = useQueryClient();
  const announce = useAnnounce();
  return (
    <Confirm
      title={t('identity.tokens.revoke.title', { name: token.name })}
      action={t('identity.tokens.revoke')}
      onConfirm={() => revokeToken(token.id, organisation, tag)}
      onDone={() => {
        announce(t('identity.tokens.revoked', { name: token.name }));
        void queries.invalidateQueries({ queryKey: ['tokens'] });
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('identity.tokens.revoke.text')}</p>
    </Confirm>
  );
}
