/** The small sheets of everything but crossings: what it is called, what runs there, and the way to its page. */
import { Link } from '@tanstack/react-router';
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import { KindMark } from '../figure/index.ts';
import { useLanguage } from '../i18n/index.ts';
import { lineKind } from './features.ts';
import {
  crossingSubject,
  type Service,
  type Subject,
  serviceSubject,
  servicesAt,
  servicesOver,
  type Train,
} from './subject.ts';
import styles from './subject-sheets.module.css';

interface SheetProps {
  id: string;
  titleId: string;
  network: NetworkAnswer;
  onOpen: (subject: Subject) => void;
}

export function TerminalSheet({ id, titleId, network, onOpen }: SheetProps) {
  const { t } = useLanguage();
  const terminal = network.terminals.find((found) => found.id === id);
  if (!terminal) return null;
  const crossings = network.crossings.filter((crossing) => crossing.from === id || crossing.to === id);
  return (
    <>
      <p className={styles.kicker}>{terminal.placeName}</p>
      <h3 id={titleId} className={styles.title}>
        {terminal.name}
      </h3>
      <p className={styles.quiet}>
        {terminal.gauges.map((gauge) => t('map.oneGauge', { gauge })).join(' · ')} ·{' '}
        {t('map.serviceCount', { count: terminal.services })}
      </p>
      <ServiceRows services={servicesAt(id, network)} network={network} onOpen={onOpen} />
      <div className={styles.actions}>
        <Link to="/terminals/$id" params={{ id }} className={styles.action}>
          {t('map.openTerminal')}
        </Link>
        {crossings.map((crossing) => (
          <button
            key={crossing.id}
            type="button"
            className={styles.action}
            onClick={() => onOpen(crossingSubject(crossing))}
          >
            {crossing.name}
          </button>
        ))}
      </div>
    </>
  );
}

export function ServiceSheet({ id, titleId, network }: SheetProps) {
  const { t } = useLanguage();
  const service = network.services.find((found) => found.id === id);
  if (!service) return null;
  const names = new Map(network.terminals.map((terminal) => [terminal.id, terminal.placeName]));
  const calls = service.calls
    .map((call) => names.get(call) ?? call)
    .filter((name, index, all) => name !== all[index - 1]);
  return (
    <>
      <p className={styles.kicker}>{t(`map.mode.${service.mode}`)}</p>
      <h3 id={titleId} className={styles.title}>
        {service.name}
      </h3>
      <p className={styles.source}>
        <KindMark kind={service.routePublished ? 'official' : 'model'} />
        {t(service.routePublished ? 'map.routePublished' : 'map.routeEstimated')}
      </p>
      <p className={styles.calls}>{calls.join(' – ')}</p>
    </>
  );
}

export function LegSheet({ id, titleId, network, onOpen }: SheetProps) {
  const { t } = useLanguage();
  const leg = network.legs.find((found) => found.id === id);
  if (!leg) return null;
  const services = servicesOver(id, network);
  const names = new Map(
    network.terminals.flatMap((terminal) => [
      [terminal.id, terminal.placeName],
      [`terminal:${terminal.id}`, terminal.placeName],
      [terminal.place, terminal.placeName],
      [`place:${terminal.place}`, terminal.placeName],
    ]),
  );
  const ends = [leg.from, leg.to].map((end) => names.get(end));
  return (
    <>
      <p className={styles.kicker}>{t(`map.line.${lineKind(leg)}`)}</p>
      <h3 id={titleId} className={styles.title}>
        {ends.every(Boolean) ? ends.join(' – ') : t('map.stretch')}
      </h3>
      <p className={styles.quiet}>{t('map.serviceCount', { count: services.length })}</p>
      <ServiceRows services={services} network={network} onOpen={onOpen} />
    </>
  );
}

export function TrainSheet({ train, titleId }: { train: Train | undefined; titleId: string }) {
  const { t } = useLanguage();
  return (
    <>
      <p className={styles.kicker}>{t('map.train')}</p>
      <h3 id={titleId} className={styles.title}>
        {train?.title ?? t('map.trainArrived')}
      </h3>
      {train?.describe().map((line) => (
        <p key={line} className={styles.source}>
          {line}
        </p>
      ))}
      {train && (
        <p className={styles.source}>
          <KindMark kind="model" />
          {t('map.trainByTimetable')}
        </p>
      )}
    </>
  );
}

const rowsMax = 7;

function ServiceRows({
  services,
  network,
  onOpen,
}: {
  services: Service[];
  network: NetworkAnswer;
  onOpen: (subject: Subject) => void;
}) {
  const { t } = useLanguage();
  if (services.length === 0) return null;
  return (
    <ul className={styles.rows}>
      {services.slice(0, rowsMax).map((service) => {
        const subject = serviceSubject(service, network);
        return (
          <li key={service.id}>
            <button
              type="button"
              className={styles.row}
              disabled={!subject}
              onClick={() => subject && onOpen(subject)}
            >
              {service.name}
            </button>
          </li>
        );
      })}
      {services.length > rowsMax && (
        <li className={styles.more}>{t('map.moreServices', { count: services.length - rowsMax })}</li>
      )}
    </ul>
  );
}
