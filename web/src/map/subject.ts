/** What a person can look at on the map, and where it lies. */
import type { NetworkAnswer } from '../../../server/src/modules/freight/api.ts';
import type { LonLat } from './geometry.ts';

export type SubjectKind = 'crossing' | 'terminal' | 'service' | 'leg' | 'train';
export interface Subject {
  kind: SubjectKind;
  id: string;
  at: LonLat;
}
/** A moving train as the map shows it; whoever knows the timetable places it. */
export interface Train {
  id: string;
  at: LonLat;
  title: string;
  serviceId: string;
  /** What is said of it when it is opened: where it goes, where it is next. Only then, for there are hundreds. */
  describe(): readonly string[];
}

export type Terminal = NetworkAnswer['terminals'][number];
export type Crossing = NetworkAnswer['crossings'][number];
export type Service = NetworkAnswer['services'][number];
export type Leg = NetworkAnswer['legs'][number];

export const crossingSubject = ({ id, at }: Crossing): Subject => ({ kind: 'crossing', id, at });
export const terminalSubject = ({ id, at }: Terminal): Subject => ({ kind: 'terminal', id, at });

/** A service is opened at its first call. */
export function serviceSubject(service: Service, network: NetworkAnswer): Subject | null {
  const first = network.terminals.find((terminal) => terminal.id === service.calls[0]);
  return first ? { kind: 'service', id: service.id, at: first.at } : null;
}

export const servicesOver = (legId: string, network: NetworkAnswer): Service[] =>
  network.services.filter((service) => service.track.some((trackId) => trackId.replace(/^-/, '') === legId));

export const servicesAt = (terminalId: string, network: NetworkAnswer): Service[] =>
  network.services.filter((service) => service.calls.includes(terminalId));

export const servicesThrough = (crossing: Crossing, network: NetworkAnswer): Service[] =>
  network.services.filter((service) =>
    service.calls.some((call, index) => {
      const next = service.calls[index + 1];
      return (
        (call === crossing.from && next === crossing.to) || (call === crossing.to && next === crossing.from)
      );
    }),
  );
