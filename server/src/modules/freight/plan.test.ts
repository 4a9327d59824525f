import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/errors.ts';
import { buildNetwork } from './network.ts';
import { plan } from './plan.ts';
import { world } from './testing.ts';
import { minuteOf } from './zone.ts';

test('try', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const network = buildNetwork(world(), minuteOf(now));
  console.log(network.leftOut, network.input.services.length, network.links.length);
  const answer = plan(network, { from: 'Tianjin', to: 'Tashkent', teu: 2 }, { now, lang: 'en' });
  if (isRefusal(answer)) return console.log(answer);
  console.log(JSON.stringify(answer).length, answer.considered);
  for (const o of answer.options) {
    console.log(
      o.id,
      o.departure,
      o.arrival,
      o.cost.value,
      o.co2.value,
      o.risk.level,
      o.risk.at?.id,
      o.risk.figure.value,
      o.transfers,
      o.via.map((v) => v.id).join(),
      o.best.join(),
    );
    for (const l of o.legs)
      console.log(
        '   ',
        l.kind,
        l.from.id,
        l.to.id,
        l.departure,
        l.arrival,
        l.arrivalP90,
        l.service?.id ?? '',
        l.cost.value,
        l.co2.value,
        l.distance.value,
        l.track.join(),
      );
  }
});
