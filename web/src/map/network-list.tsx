import { memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import { useLanguage } from '../i18n/index.ts';
import styles from './network-list.module.css';
import { crossingSubject, type Subject, serviceSubject, type Train, terminalSubject } from './subject.ts';

interface Row {
  name: string;
  detail: string;
  subject: Subject;
}

/** Everything on the map as a list: the same names, opening the same sheets. Trains are those on their way when it was opened. */
export const NetworkList = memo(function NetworkList({
  network,
  trainsNow,
  onOpen,
  onClose,
}: {
  network: NetworkAnswer;
  trainsNow: () => readonly Train[];
  onOpen: (subject: Subject) => void;
  onClose: () => void;
}) {
  const { t, tag } = useLanguage();
  const [wanted, setWanted] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const label = useId();
  const [trains] = useState(trainsNow);
  useEffect(() => field.current?.focus(), []);
  const groups = useMemo(() => {
    const byName = (rows: Row[]) => rows.sort((one, other) => one.name.localeCompare(other.name, tag));
    return [
      {
        title: t('map.crossings'),
        rows: byName(
          network.crossings.map((crossing) => ({
            name: crossing.name,
            detail: crossing.open ? t(`map.sign.${crossing.kind}`) : t('map.closed'),
            subject: crossingSubject(crossing),
          })),
        ),
      },
      {
        title: t('map.terminals'),
        rows: byName(
          network.terminals.map((terminal) => ({
            name: terminal.name,
            detail: t('map.serviceCount', { count: terminal.services }),
            subject: terminalSubject(terminal),
          })),
        ),
      },
      {
        title: t('map.services'),
        rows: byName(
          network.services.flatMap((service) => {
            const subject = serviceSubject(service, network);
            return subject
              ? [
                  {
                    name: service.name,
                    detail: t(service.routePublished ? 'map.routePublished' : 'map.routeEstimated'),
                    subject,
                  },
                ]
              : [];
          }),
        ),
      },
      {
        title: t('map.trains'),
        rows: byName(
          trains.map((train) => ({
            name: train.title,
            detail: '',
            subject: { kind: 'train', id: train.id, at: train.at },
          })),
        ),
      },
    ].filter(({ rows }) => rows.length > 0);
  }, [network, trains, t, tag]);
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(tag);
  const matches = (row: Row) => fold(row.name).includes(fold(wanted.trim()));

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from anywhere inside it
    <div className={styles.panel} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div className={styles.head}>
        <label htmlFor={label} className={styles.hidden}>
          {t('map.find')}
        </label>
        <input
          id={label}
          ref={field}
          type="search"
          className={styles.field}
          placeholder={t('map.find')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <button type="button" className={styles.close} onClick={onClose}>
          {t('map.close')}
        </button>
      </div>
      <div className={styles.groups}>
        {groups.map(({ title, rows }) => {
          const found = rows.filter(matches);
          if (found.length === 0) return null;
          return (
            <section key={title} aria-label={title}>
              <h3 className={styles.title}>
                {title} <span>{found.length}</span>
              </h3>
              <ul>
                {found.map((row) => (
                  <li key={row.subject.id}>
                    <button type="button" className={styles.row} onClick={() => onOpen(row.subject)}>
                      {row.name}
                      <small>{row.detail}</small>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
});
