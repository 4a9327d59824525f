import { expect, it } from 'vitest';
import { extract } from './extract.ts';

const speakers = (text: string) =>
  extract(text, { date: '2025-06-18' })
    .filter(({ kind }) => kind !== 'time' && kind !== 'event')
    .map(({ speaker }) => speaker);

it.each([
  [
    '"Volumes are up 12 percent," Daniyar Utegenov, the terminal’s director, told Steppe Wire.',
    'Daniyar Utegenov',
  ],
  ['The park attracted 31 firms, said Zhang Wei, deputy head of its management committee.', 'Zhang Wei'],
  [
    'Tamara Voronova of the Consumers’ League claims that 40 percent of parcels go missing.',
    'Tamara Voronova',
  ],
  [
    'Xinhua, citing the General Administration of Customs, reported that exports hit $5 billion.',
    'General Administration of Customs',
  ],
  ['On the Shippers’ Council’s reckoning, delays cost $14 million.', 'Shippers’ Council'],
  [
    'A study by the Oxford Transport Institute found that 18 percent of wagons ran empty.',
    'Oxford Transport Institute',
  ],
  ['Transport data showed 40 trains.', 'Transport'],
  [
    'The plan, the Ministry of Investment, Industry and Trade recalled, costs $3 million.',
    'Ministry of Investment, Industry and Trade',
  ],
  ['A Kyrgyz Temir Joly spokesperson confirmed that 14 locomotives had been ordered.', 'Kyrgyz Temir Joly'],
  ['Kairat Omarov is more cautious: "Perhaps 30 trains will come."', 'Kairat Omarov'],
  ['‘We had 40 trucks,’ says Marat Osmonov.', 'Marat Osmonov'],
])('%s is said by %s', (text, speaker) => {
  expect(speakers(text)).toEqual([speaker]);
});

it.each([
  'Analysts expect growth of 5 percent.',
  'China added 120 GW of solar capacity.',
  'Referee Ilse Brandt showed seven cards.',
  'The Ministry of Health bought 40 ambulances.',
])('%s is nobody’s saying', (text) => {
  expect(speakers(text)).toEqual([null]);
});

it('takes a quotation for whoever is named with it, before or behind', () => {
  expect(
    speakers('Roza Tulegenova points to the Caspian. "We ran 537 trains. Next year 700 trains will go."'),
  ).toEqual(['Roza Tulegenova', 'Roza Tulegenova']);
  expect(speakers('"It takes 6 hours. It used to take 20 hours," said Nurlan Sadykov.')).toEqual([
    'Nurlan Sadykov',
    'Nurlan Sadykov',
  ]);
});

it('knows whom "she", "the ministry" and a last name stand for', () => {
  expect(
    speakers(
      'The Ministry of Energy met in Astana. Saule Bekova said 40 wagons came.\n\nShe expects 60 wagons. The ministry put losses at $3 million.\n\nBekova added that 5 wagons burned.',
    ),
  ).toEqual(['Saule Bekova', 'Saule Bekova', 'Ministry of Energy', 'Saule Bekova']);
});

it('gives the answers of a conversation to who is asked, and the questions to nobody', () => {
  const text =
    'Dilshod Rakhimov has run the port since 2021.\n\nQ: Were there 20 trains?\n\nA: There were 62 trains.\n\nThe port has 4 cranes.';
  expect(speakers(text)).toEqual([null, 'Dilshod Rakhimov', null]);
});

it.each([
  [
    'Transport Minister Aidar Saparov spoke first. Lawmaker Olga Kim asked why. The minister replied that 280 wagons were lost.',
    ['Aidar Saparov'],
  ],
  ['KTZ runs trains. The 100-megawatt farm made 350 GWh, the operator reported.', [null, null]],
  ['The Chinese railway bureau in Urumqi put the backlog at 2,400 wagons.', ['Chinese railway bureau']],
  [
    'The fund is small. His colleague at the institute, Dana Omarova, thinks it is $60 million.',
    ['Dana Omarova'],
  ],
  ['Aidana Bekova, CEO: Thank you. Net income was $318 million.', ['Aidana Bekova']],
])('in %s names %j', (text, expected) => {
  expect(speakers(text)).toEqual(expected);
});

it.each([
  [
    'Li Wei said exports rose 5 percent, but Aigerim Sadykova of the union said they fell 3 percent.',
    ['Li Wei', 'Aigerim Sadykova'],
  ],
  ['While the government says 5,000 jobs were created, the union counts 3,000.', ['government', 'union']],
  [
    '"We handled 400 trains," said Li Wei, while Aigerim Sadykova, who heads the union, put the number at 350.',
    ['Li Wei', 'Aigerim Sadykova'],
  ],
  ['Li Wei said 400 trains ran, and added that 350 were full.', ['Li Wei', 'Li Wei']],
  ['Shipments fell 28%, energy ministry data showed.', ['energy ministry']],
])('each figure of %s has its own speaker', (text, expected) => {
  expect(speakers(text)).toEqual(expected);
});

it.each([
  [
    'We put the questions to Hong Yanling, who runs a firm, and to Baurzhan Issayev, her partner.\n\nHow was the year?\n\nHong: Busy. We sent 340 boxes.\n\nIssayev: On a day in March I had 60 boxes.\n\nAnd now?\n\nIssayev: Better. I have 31 people.\n\nTheir firm is worth $9 million.',
    ['Hong Yanling', 'Baurzhan Issayev', 'Baurzhan Issayev', null],
  ],
  [
    'Opening the forum, Vice Minister Olzhas Dyussenov drew attention to trade. "It reached $31 billion," he said.',
    ['Olzhas Dyussenov'],
  ],
  [
    'The street was full by seven, and Nargiza Tolipova had seen it all. "We were 83 families," she said.',
    ['Nargiza Tolipova'],
  ],
  ['Kazakhstan’s railway says it accepted 28 trains.', ['Kazakhstan’s railway']],
  ['Net profit of KazGeoMetals fell to 8 billion tenge, the company said.', ['KazGeoMetals']],
  ['Uzbekistan wants 12 universities.', [null]],
  [
    '"We had 40 trains," said Marat Omarov. "It was 30 trains," objected Olga Kim.',
    ['Marat Omarov', 'Olga Kim'],
  ],
  ['Analysts at the Eurasian Development Bank expect 15 percent.', ['Eurasian Development Bank']],
  ['Eurasian Development Bank analysts expect growth of 15 percent.', ['Eurasian Development Bank']],
  ['Uzbekistan Railways carried 40 trains, its press office said.', ['Uzbekistan Railways']],
  ['Xi Wei drew attention to 40 hotels that stand empty.', ['Xi Wei']],
  ['Xi Wei is confident that 40 hotels will open.', ['Xi Wei']],
  ['Kairat Omarov’s estimate is 40 days.', ['Kairat Omarov']],
  ['Exports fell 12 percent, Minister of Trade Marat Omarov noted.', ['Marat Omarov']],
  ['Based on data from the Statistics Committee, exports rose 12 percent.', ['Statistics Committee']],
  ['A World Bank report published on Tuesday puts growth at 4.5 percent.', ['World Bank']],
  ['Growth is forecast by the World Bank at 4.5 percent.', ['World Bank']],
  ['Nurlan Bekov, head of the port, was quoted by Kazinform as saying 40 ships came.', ['Nurlan Bekov']],
])('hears who speaks in %s', (text, expected) => {
  expect(speakers(text)).toEqual(expected);
});
