import type { Journey } from '@serai/router';
import { expect, test } from 'vitest';
import { buildNetwork } from './network.ts';
import { sensible } from './sensible.ts';
import { service, world } from './testing.ts';
import { minuteOf } from './zone.ts';

const network = buildNetwork(
  world((rows) => {
    rows.services.push(
      service('almaty-east', 'almaty altynkol'),
      service('altynkol-west', 'altynkol almaty saryagash keles chukursay'),
      service('lanzhou-altynkol', 'lanzhou khorgos altynkol'),
      service('altynkol-lanzhou', 'altynkol khorgos lanzhou'),
    );
  }),
  minuteOf(new Date('2026-12-01T00:00:00Z')),
);

/** A journey of rides, each `service from to`; its times do not matter here. */
function journey(...rides: string[]): Journey {
  const legs = rides.map((ride) => {
    const [id, from = '', to = ''] = ride.split(' ');
    const index = network.services.findIndex((each) => each.service.id === id);
    const calls = network.services[index]?.service.calls ?? [];
    const [fromCall, toCall] = [calls.indexOf(from), calls.indexOf(to)];
    expect(Math.min(index, fromCall, toCall)).toBeGreaterThanOrEqual(0);
    const [stop, next] = [network.stopOf.get(from) ?? -1, network.stopOf.get(to) ?? -1];
    return {
      kind: 'ride' as const,
      service: index,
      tripDeparture: 0,
      fromCall,
      toCall,
      from: stop,
      to: next,
      departure: 0,
      arrival: 1,
    };
  });
  return { departure: 0, arrival: 1, cost: 0, co2: 0, risk: 0, rides: legs.length, legs };
}

const through = journey('tianjin-tashkent almaty chukursay');

test.each([
  [
    'back through where it came from',
    journey('almaty-east almaty altynkol', 'altynkol-west altynkol chukursay'),
  ],
  [
    'over one border twice',
    journey('lanzhou-altynkol lanzhou altynkol', 'altynkol-lanzhou altynkol lanzhou'),
  ],
  [
    'into a country again by another train',
    journey('altynkol-lanzhou altynkol lanzhou', 'tianjin-tashkent lanzhou almaty'),
  ],
])('nobody sends a box %s', (_, strange) => {
  expect(sensible(network, [strange, through])).toEqual([through]);
});

test('where there is nothing else, a strange way is better than none', () => {
  const strange = journey('almaty-east almaty altynkol', 'altynkol-west altynkol chukursay');
  expect(sensible(network, [strange])).toEqual([strange]);
});

test('a change of trains on the way is not strange', () => {
  const change = journey('lanzhou-altynkol lanzhou altynkol', 'altynkol-west altynkol chukursay');
  expect(sensible(network, [change, through])).toEqual([change, through]);
});
