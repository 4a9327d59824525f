/**
 * `npx serai plan Tianjin Tashkent --teu 2`: asks the running Serai where one answers, else reckons in this process from
 * the pack's files, with no database. Both give the same answer for the same pack and instant.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { corridorFromFiles, packFolder } from '../../corridor/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { parseBody } from '../../platform/http/input.ts';
import { root } from '../../platform/root.ts';
import { criteria, type PlanAnswer, planRequest } from './api.ts';
import { buildNetwork } from './network.ts';
import { plan } from './plan.ts';
import { hasText, languageOf, planTable, say, type TextKey } from './table.ts';
import { minuteOf } from './zone.ts';

interface PlanOptions {
  teu: number;
  weightKg?: number;
  hs?: string;
  ready?: string;
  arriveBy?: string;
  minimise?: string;
  avoid?: string[];
  lang?: string;
  json?: boolean;
}

export function freightCommands(program: Command) {
  program
    .command('plan')
    .description(
      'The ways to send containers from one place to another, with what each takes, costs and emits',
    )
    .argument('<from>', 'a place or terminal: its name in any language of the pack, its id or its UN/LOCODE')
    .argument('<to>', 'the same')
    .requiredOption('--teu <number>', 'how many twenty-foot equivalent units', numberOf)
    .option(
      '--weight-kg <number>',
      'mass of the goods (default: the usual load of that many containers)',
      numberOf,
    )
    .option('--hs <code>', 'goods by their Harmonized System code, 2 to 6 digits')
    .option('--ready <date>', 'earliest start, YYYY-MM-DD at the origin or an instant (default: now)')
    .option('--arrive-by <date>', 'latest arrival, YYYY-MM-DD at the destination or an instant')
    .option('--minimise <criterion>', `what to put first: ${criteria.join(', ')} (default: time)`)
    .option('--avoid <crossing...>', 'border crossings not to use')
    .option('--lang <language>', 'en, zh or ru (default: the terminal’s language)')
    .option('--json', 'print the answer of POST /api/v1/plans')
    .action(async (from: string, to: string, options: PlanOptions) => {
      const lang = languageOf(
        options.lang ?? process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? 'en',
      );
      const answer = await answerOf(requestOf(from, to, options), lang);
      if (isRefusal(answer)) {
        console.error(refusalText(answer, lang));
        process.exitCode = 1;
      } else console.log(options.json ? JSON.stringify(answer) : planTable(answer, lang));
    });
}

function requestOf(from: string, to: string, options: PlanOptions): Record<string, unknown> {
  const { teu, weightKg, hs: hsCode, ready: readyAt, arriveBy, minimise, avoid } = options;
  const all = { from, to, teu, weightKg, hsCode, readyAt, arriveBy, minimise, avoid };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

async function answerOf(request: Record<string, unknown>, lang: string): Promise<PlanAnswer | Refusal> {
  const config = readConfig(process.env);
  const served = await askServer(config.dataFolder, request, lang);
  return served ?? answerHere(packFolder(root, config.corridor), request, lang, systemClock.now());
}

/** The same decision without a server, by the same reading of the request. */
export async function answerHere(
  folder: string,
  request: unknown,
  lang: string,
  now: Date,
): Promise<PlanAnswer | Refusal> {
  const sent = new Request('http://serai/api/v1/plans', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const parsed = await parseBody(sent, planRequest, requestBytesMax);
  if ('refusal' in parsed) return parsed.refusal;
  return plan(buildNetwork(corridorFromFiles(folder), minuteOf(now)), parsed.value, { now, lang });
}
const requestBytesMax = 64_000;

/** Longer than a plan ever takes; a Serai that does not answer by then is as good as none. */
const serverTimeoutMs = 20_000;

/** The running Serai's answer or refusal; null where none runs or it is not ready. */
async function askServer(
  dataFolder: string,
  request: unknown,
  lang: string,
): Promise<PlanAnswer | Refusal | null> {
  const address = serverAddress(dataFolder);
  if (address === null) return null;
  try {
    const response = await fetch(new URL(`/api/v1/plans?lang=${lang}`, address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(serverTimeoutMs),
    });
    if (response.status >= 500 || response.status === 404) return null;
    const body = (await response.json()) as unknown;
    return response.ok ? (body as PlanAnswer) : { refused: true, ...(body as Omit<Refusal, 'refused'>) };
  } catch {
    return null; // nobody listens there any more
  }
}

function serverAddress(dataFolder: string): string | null {
  try {
    const content = JSON.parse(readFileSync(join(dataFolder, 'server.json'), 'utf8')) as {
      address?: unknown;
    };
    return typeof content.address === 'string' ? content.address : null;
  } catch {
    return null; // no Serai has been started here
  }
}

/** One sentence of what, then the field and what to do about it. */
export function refusalText(refusal: Refusal, lang: string): string {
  const key = `refused.${refusal.code}` as TextKey;
  const known = hasText(key);
  const [fault] = refusal.faults ?? [];
  const detail = fault
    ? say(lang, 'refused.field', { field: optionNamed(fault.at), detail: fault.problem })
    : refusal.detail;
  const suggestions = fault?.suggestions?.length
    ? `\n${say(lang, 'refused.suggestions', { names: fault.suggestions.join(', ') })}`
    : '';
  return `${say(lang, known ? key : 'refused.other')}\n${detail}${suggestions}`;
}

/** What a field of the request is called on this command line. */
function optionNamed(pointer: string): string {
  const field = pointer.split('/')[1] ?? '';
  const names: Record<string, string> = {
    from: '<from>',
    to: '<to>',
    weightKg: '--weight-kg',
    hsCode: '--hs',
    readyAt: '--ready',
    arriveBy: '--arrive-by',
  };
  return names[field] ?? `--${field}`;
}

function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new InvalidArgumentError('Write a number, such as 2.');
  return value;
}
