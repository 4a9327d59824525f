/** What this corridor holds and how much of it is known: counts beside the published totals, sources, what was left out. */
import type { z } from 'zod';
import type { Corridor, Fact, Place } from '../../corridor/index.ts';
import type { overviewAnswer } from './api.ts';
import { isPublished } from './atlas.ts';
import type { FreightNetwork } from './network.ts';
import type { Stated } from './stated.ts';
import { servedTerminals } from './stops.ts';
import { instantOf } from './zone.ts';

export type Overview = z.infer<typeof overviewAnswer>;

export function overviewOf(network: FreightNetwork, stated: Stated, lang: string): Overview {
  const { corridor } = network;
  // Our own estimates are dated as well; what counts is the latest anybody else said.
  const others = [...stated.sources.values()].filter((source) => source.kind !== 'model');
  const dates = others.map((source) => source.date).sort();
  return {
    corridor: { id: corridor.meta.id, version: corridor.meta.version },
    holds: holdings(corridor, stated),
    services: serviceCounts(network),
    coverage: coverageOf(corridor, stated, lang),
    published: corridorFacts(stated, ['trains', 'teu']).map((fact) => ({
      area: fact.subject,
      name: corridor.name(fact.subject, lang),
      measure: fact.measure,
      figure: stated.figureOf(fact),
    })),
    conflicts: [...stated.facts.values()].filter((fact) => stated.conflictsOf(fact).length > 0).length,
    latestSource: dates.at(-1) || null,
    sources: [...stated.sources.values()].map(({ id, kind, publisher, title, address, date, licence }) => ({
      id,
      kind,
      publisher,
      title,
      address,
      date,
      licence,
    })),
    omissions: [
      ...corridor.omissions,
      ...network.leftOut.map(({ subject, reason }) => ({
        id: subject,
        what: corridor.name(subject, lang),
        reason,
      })),
    ],
    timetable: { from: instantOf(network.horizonStart), to: instantOf(network.horizonEnd) },
  };
}

function holdings(corridor: Corridor, stated: Stated): Overview['holds'] {
  const terminals = [...corridor.terminals.values()];
  const held = heldPlaces(corridor);
  return {
    places: corridor.places.size,
    cities: held.length,
    countries: new Set(held.map((place) => place.country)).size,
    terminals: terminals.length,
    railTerminals: terminals.filter((terminal) => terminal.kind !== 'port').length,
    ports: terminals.filter((terminal) => terminal.kind === 'port').length,
    crossings: corridor.crossings.size,
    gaugeChanges: [...corridor.crossings.values()].filter((crossing) => crossing.kind === 'gauge-change')
      .length,
    legs: corridor.legs.size,
    services: corridor.services.size,
    facts: stated.facts.size,
    sources: stated.sources.size,
  };
}

function serviceCounts({ corridor, running }: FreightNetwork): Overview['services'] {
  const services = [...corridor.services.values()];
  const [route, transit, either] = [
    services.filter((service) => service.routeSource !== ''),
    services.filter((service) => isPublished(corridor, service, 'transit-time')),
    services.filter(
      (service) => service.routeSource !== '' || isPublished(corridor, service, 'transit-time'),
    ),
  ].map((some) => some.length) as [number, number, number];
  return {
    routePublished: route,
    transitPublished: transit,
    routeOrTransitPublished: either,
    estimated: services.length - either,
    searched: running.size,
  };
}

/** Cities of the pack beside each published number of cities: `corridor:china` is a country, `corridor:asia` a continent. */
function coverageOf(corridor: Corridor, stated: Stated, lang: string): Overview['coverage'] {
  const facts = corridorFacts(stated, ['cities']);
  const served = servedPlaces(corridor);
  const countriesOwn = facts.flatMap((fact) => countryNamed(corridor, fact) ?? []);
  return facts.map((fact) => {
    const country = countryNamed(corridor, fact);
    const continent = areaWords(fact).find((word) => ['asia', 'europe', 'africa'].includes(word));
    const places = heldPlaces(corridor).filter((place) =>
      country
        ? place.country === country
        : // A continent's number leaves out the country that is counted by itself.
          !countriesOwn.includes(place.country) &&
          (continent === undefined || corridor.countries.get(place.country)?.continent === continent),
    );
    return {
      area: fact.subject,
      name: corridor.name(fact.subject, lang),
      cities: places.length,
      served: places.filter((place) => served.has(place.id)).length,
      countries: new Set(places.map((place) => place.country)).size,
      published: stated.figureOf(fact),
    };
  });
}

/** Places with a terminal. */
const heldPlaces = (corridor: Corridor): Place[] =>
  [...corridor.places.values()].filter((place) => corridor.terminalsAt(place.id).length > 0);

/** Places where a service calls. */
function servedPlaces(corridor: Corridor): ReadonlySet<string> {
  return new Set([...servedTerminals(corridor)].map((call) => corridor.terminals.get(call)?.place ?? ''));
}

/** The fact searches use of each of these measures of every `corridor:` subject. */
function corridorFacts(stated: Stated, measures: readonly string[]): Fact[] {
  const subjects = [...new Set([...stated.facts.values()].map((fact) => fact.subject))].filter((subject) =>
    subject.startsWith('corridor:'),
  );
  return subjects.flatMap((subject) =>
    measures.flatMap((measure) => stated.choose(measure, subject)?.fact ?? []),
  );
}
const areaWords = (fact: Fact) => fact.subject.slice('corridor:'.length).split('-');
const countryNamed = (corridor: Corridor, fact: Fact): string | undefined =>
  [...corridor.countries.values()].find((country) =>
    areaWords(fact).includes(corridor.name(`country:${country.id}`, 'en').toLowerCase()),
  )?.id;
