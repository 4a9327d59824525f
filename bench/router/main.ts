import { type Answer, compareArrivals, isEarlier } from './compare.ts';
import { type FeedName, loadFeed } from './feed.ts';
import { settledMegabytes, summary, timed } from './measure.ts';
import { importMinotor, minotorFeed } from './minotor.ts';
import { randomPairs } from './pairs.ts';
import type { Peer } from './peer.ts';
import { answerOf, race } from './race.ts';
import { importRaptorJourneyPlanner } from './raptor-journey-planner.ts';
import { askSerai, importSerai, midnight } from './serai.ts';

/** Queries and repetitions per feed, and what has to be reached: times the faster peer, or milliseconds. */
const plans = {
  S: { pairs: 200, repeats: 5, peerRepeats: 3, ratio: 20 },
  M: { pairs: 100, repeats: 5, peerRepeats: 2, ratio: 40 },
  L: { pairs: 50, repeats: 5, peerRepeats: 1, importSeconds: 8, p50Ms: 10 },
} as const;

const departAt = 8 * 60;
const quick = process.argv.includes('--quick');

const figures: Record<string, number> = {};
const ratios: Record<string, number> = {};
const failures: string[] = [];
const chosen = (Object.keys(plans) as FeedName[]).filter((name) => process.argv.includes(name));
const feeds: FeedName[] = chosen.length > 0 ? chosen : quick ? ['S'] : ['S', 'M', 'L'];
for (const name of feeds) await measure(name);
printTable();
for (const failure of failures) console.error(`router: FAILED ${failure}`);
if (failures.length > 0) process.exitCode = 1;
console.log(
  JSON.stringify({
    bench: 'router',
    figures: rounded(figures),
    ratios: rounded(ratios),
    pass: failures.length === 0,
  }),
);

async function measure(name: FeedName): Promise<void> {
  const plan = plans[name];
  const tables = loadFeed(name);
  figures[`${name}.stops`] = tables.stopCount;
  figures[`${name}.trips`] = tables.tripRoute.length;
  figures[`${name}.calls`] = tables.callStop.length;
  figures[`${name}.footpaths`] = tables.pathFrom.length;

  const before = await settledMegabytes();
  const [timetable, importSeconds] = await timed(() => importSerai(tables));
  figures[`${name}.serai.importSeconds`] = importSeconds;
  figures[`${name}.serai.megabytes`] = (await settledMegabytes()) - before;
  figures[`${name}.serai.routes`] = timetable.routeCount;

  const peers = await importPeers(name, tables);
  const pairs = randomPairs(tables.stopCount, plan.pairs);
  const ask = (from: number, to: number) => askSerai(timetable, from, to, departAt);
  for (const [from, to] of pairs) ask(from, to);

  const { ours, theirs } = race(pairs, ask, peers, departAt, plan);
  note(`${name}.serai`, summary(ours));
  const journeys = pairs.map(([from, to]) => ask(from, to));
  const arrivals = journeys.map((journey) => journey && journey.arrival - midnight);
  figures[`${name}.serai.reached`] = arrivals.filter((arrival) => arrival !== null).length;
  peers.forEach((peer, index) => {
    const { costs, answers } = theirs[index]!;
    const label = `${name}.${peer.name}`;
    const counts = compareArrivals(arrivals, answers);
    note(label, summary(costs));
    note(label, counts);
    const gone = countMended(peer, pairs, arrivals, answers);
    figures[`${label}.seraiEarlierGoneOncePeerMended`] = gone;
    console.error(
      `router: ${name}: ${counts.seraiEarlier} arrivals earlier than ${peer.name}'s; ${gone} are its own once it no longer ${peer.faults.join('; nor ')}`,
    );
    if (counts.seraiLaterUnexplained > 0)
      failures.push(`${label}: some arrivals of ours are later without a reason`);
    if (gone < counts.seraiEarlier)
      failures.push(`${label}: some arrivals of ours are earlier without a reason`);
  });
  judge(name, peers);
}

function note(label: string, values: Record<string, number>): void {
  for (const [what, value] of Object.entries(values)) figures[`${label}.${what}`] = value;
}

async function importPeers(name: FeedName, tables: ReturnType<typeof loadFeed>): Promise<Peer[]> {
  const feed = await minotorFeed(name, tables);
  const importers = [() => importMinotor(feed), () => importRaptorJourneyPlanner(tables)];
  const peers: Peer[] = [];
  for (const importer of importers) {
    const before = await settledMegabytes();
    const [peer, seconds] = await timed(importer);
    figures[`${name}.${peer.name}.importSeconds`] = seconds;
    figures[`${name}.${peer.name}.megabytes`] = (await settledMegabytes()) - before;
    peers.push(peer);
    console.error(`router: ${name}: ${peer.name} imported in ${seconds.toFixed(1)} s`);
  }
  return peers;
}

/** Of the queries in which ours arrives earlier: in how many the peer arrives as early once its known faults are mended. */
function countMended(
  peer: Peer,
  pairs: readonly (readonly [number, number])[],
  arrivals: readonly (number | null)[],
  answers: readonly Answer[],
): number {
  const undo = peer.mend();
  const mended = pairs.filter(([from, to], query) => {
    if (!isEarlier(arrivals[query]!, answers[query]!)) return false;
    const again = answerOf(peer, from, to, departAt);
    return again !== 'threw' && again !== null && again.arrival <= arrivals[query]!;
  });
  undo();
  return mended.length;
}

function judge(name: FeedName, peers: readonly Peer[]): void {
  for (const part of ['p50', 'p95']) {
    for (const time of ['', 'Processor']) {
      const faster = Math.min(...peers.map((peer) => figures[`${name}.${peer.name}.${part}${time}Ms`]!));
      ratios[`${name}.${part}${time}TimesFasterPeer`] = faster / figures[`${name}.serai.${part}${time}Ms`]!;
    }
  }
  // Judged by processor time: under load the clock also counts interruptions, which fall on long queries more than on short
  // ones and so flatter whoever is fast.
  const plan = plans[name];
  if ('ratio' in plan && ratios[`${name}.p50ProcessorTimesFasterPeer`]! < plan.ratio)
    failures.push(`${name}: less than ${plan.ratio} times the faster peer`);
  if ('importSeconds' in plan && figures[`${name}.serai.importSeconds`]! > plan.importSeconds)
    failures.push(`${name}: import takes longer than ${plan.importSeconds} s`);
  if ('p50Ms' in plan && figures[`${name}.serai.p50ProcessorMs`]! >= plan.p50Ms)
    failures.push(`${name}: p50 is not below ${plan.p50Ms} ms`);
}

function printTable(): void {
  const value = (name: string) => String(rounded(figures)[name] ?? '').padStart(12);
  for (const name of feeds) {
    console.error(`router: ${name.padEnd(32)}      p50 ms      p95 ms  p50 cpu ms    import s          MB`);
    for (const router of ['serai', 'minotor@1.0.7', 'raptor-journey-planner@2.2.3']) {
      const columns = ['p50Ms', 'p95Ms', 'p50ProcessorMs', 'importSeconds', 'megabytes'].map((each) =>
        value(`${name}.${router}.${each}`),
      );
      console.error(`router:   ${router.padEnd(30)}${columns.join('')}`);
    }
    const times = rounded(ratios);
    console.error(
      `router:   ${times[`${name}.p50ProcessorTimesFasterPeer`]} times the faster peer by processor time, ${times[`${name}.p50TimesFasterPeer`]} by the clock`,
    );
  }
}

/** Four significant digits are more than a shared machine repeats. */
function rounded(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Number(value.toPrecision(4))]),
  );
}
