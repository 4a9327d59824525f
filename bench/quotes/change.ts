/**
 * How long after a departure is cancelled quotes still name it. Asked all the while by several callers; counted from when the cancelling was
 * answered to when the last answer that names the departure came in.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Quote } from '../../server/src/modules/freight/quotes/api.ts';
import type { BenchServer } from './server.ts';

export interface ChangesSeen {
  changes: number;
  answers: number;
  medianMilliseconds: number;
  worstMilliseconds: number;
}

const askers = 4;
/** An answer that names the departure after this long would still be noticed. */
const watchedMs = 2_500;
const operator = {
  organisation: 'Bench Hub',
  name: 'Bench Operator',
  email: 'operator@bench.example',
  password: 'a long way by train',
};

export async function changesSeen(server: BenchServer, bodies: readonly string[]): Promise<ChangesSeen> {
  const address = `http://127.0.0.1:${server.port}`;
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${address}${path}`, {
      method: path.endsWith('/capacity') ? 'PUT' : 'POST',
      headers: { 'content-type': 'application/json', origin: address, ...headers },
      body,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} was refused: ${text}`);
    return { text, cookies: answer.headers.getSetCookie() };
  };
  await post(`/api/v1/setup/${server.setupLink.split('/').at(-1)}`, JSON.stringify(operator));
  const { cookies } = await post('/api/v1/session', JSON.stringify(operator, ['email', 'password']));
  const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
  const runsOf = async (body: string) =>
    (JSON.parse((await post('/api/v1/quotes', body)).text) as Quote).best.rides.map(({ run }) => run);

  const seen: number[] = [];
  let answers = 0;
  for (const body of bodies) {
    const [run] = await runsOf(body);
    if (run === undefined) continue;
    const state = (cancelled: boolean) =>
      post(`/api/v1/departures/${encodeURIComponent(run)}/capacity`, JSON.stringify({ cancelled }), {
        cookie,
      });
    const begin = performance.now();
    let [cancelledAt, lastNamed] = [Number.POSITIVE_INFINITY, 0];
    const asking = Array.from({ length: askers }, async () => {
      while (performance.now() < Math.min(cancelledAt, begin + 10_000) + watchedMs) {
        const runs = await runsOf(body);
        answers++;
        if (runs.includes(run)) lastNamed = Math.max(lastNamed, performance.now());
      }
    });
    await pause(200);
    await state(true);
    cancelledAt = performance.now();
    await Promise.all(asking);
    seen.push(Math.max(0, lastNamed - cancelledAt));
    await state(false);
  }
  const ascending = seen.toSorted((a, b) => a - b);
  return {
    changes: seen.length,
    answers,
    medianMilliseconds: ascending[ascending.length >> 1] ?? Number.NaN,
    worstMilliseconds: ascending.at(-1) ?? Number.NaN,
  };
}
