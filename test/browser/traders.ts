/** Organisations of the stories: forwarders and an authority, admitted by the operator as the hub would, and their calls to the API. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { PlanAnswer } from '../../server/src/modules/freight/api.ts';
import type { Booking, Container } from '../../server/src/modules/freight/booking/api.ts';
import { hubOperator, setUpOperator, signInAs } from './people.ts';
import { day, type VisitOptions, type World } from './visitor.ts';

export interface Trader {
  organisation: string;
  kind: 'company' | 'authority';
  role: 'forwarder' | 'customs';
  name: string;
  email: string;
}
export const steppe: Trader = {
  organisation: 'Steppe Forwarding',
  kind: 'company',
  role: 'forwarder',
  name: 'Aliya Bekova',
  email: 'aliya@steppe.example',
};
export const silk: Trader = {
  organisation: 'Silk Lines',
  kind: 'company',
  role: 'forwarder',
  name: 'Li Wei',
  email: 'li@silk.example',
};
/** Admitted, and has not booked yet. */
export const oasis: Trader = {
  organisation: 'Oasis Freight',
  kind: 'company',
  role: 'forwarder',
  name: 'Gulnara Saidova',
  email: 'gulnara@oasis.example',
};
export const customs: Trader = {
  organisation: 'Khorgos Customs',
  kind: 'authority',
  role: 'customs',
  name: 'Nurlan Omarov',
  email: 'nurlan@customs.example',
};
export const password = 'a long way by train';

const admitted = new Map<string, Promise<void>>();
/** Each is admitted once, whichever story needs them first. */
export function admit(world: World, trader: Trader): Promise<void> {
  const before = admitted.get(trader.email);
  if (before) return before;
  const now = (async () => {
    await setUpOperator(world);
    const { organisation, kind, role, name, email } = trader;
    const operator = await caller(world, hubOperator);
    await operator('POST', '/organisations', {
      name: organisation,
      kind,
      administrator: email,
      roles: [role],
    });
    const link = /\/invitations\/([\w-]+)/.exec(await world.letterTo(email))?.[1];
    await callAs(world, '', 'POST', `/invitation-links/${link}`, { name, password });
  })();
  admitted.set(trader.email, now);
  return now;
}

/** Signs a browser in as somebody of a trader. */
export async function as(world: World, page: Page, trader: Trader): Promise<void> {
  await admit(world, trader);
  await signInAs(world, page, { email: trader.email, password });
}

export type Call = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/** The API as somebody who is signed in calls it; every change under a key of its own. */
export async function caller(world: World, who: { email: string; password?: string }): Promise<Call> {
  const response = await fetch(`${world.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: world.address },
    body: JSON.stringify({ email: who.email, password: who.password ?? password }),
  });
  if (!response.ok) throw new Error(`${who.email} was not signed in: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return (method, path, body) => callAs(world, cookie, method, path, body);
}

async function callAs<Answer>(
  { address }: World,
  cookie: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      origin: address,
      ...(cookie ? { cookie } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

export interface Question {
  from: string;
  to: string;
  readyAt: string;
  teu: number;
}

/** A way of the planner with at least so many trains, and its address for the page that holds it. */
export async function wayOf(world: World, question: Question, trains = 1) {
  const answer = await callAs<PlanAnswer>(world, '', 'POST', '/plans?lang=en', question);
  const option = answer.options.find(
    ({ rides }) => rides.length >= trains && rides.every(({ left }) => left?.teu),
  );
  if (!option)
    throw new Error(`no way with ${trains} trains and room from ${question.from} to ${question.to}`);
  const request = { from: answer.from.id, to: answer.to.id, readyAt: answer.readyAt, teu: question.teu };
  const search = `from=${request.from}&to=${request.to}&ready=${request.readyAt}&teu=${request.teu}&way=${option.id}`;
  return { request, option, book: `/book?${search}`, plan: `/?${search}` };
}
export type Way = Awaited<ReturnType<typeof wayOf>>;

export const highCube: Container = { type: '45G1', cargoKg: 20_000, goods: [] };

export const bookBy = (call: Call, { request, option }: Way, reference: string, containers = [highCube]) =>
  call<Booking>('POST', '/bookings', { request, option: option.id, containers, reference });

/** How a visit is made as somebody: `visit(world, path, by(steppe), …)`. */
export const visiting =
  (world: World) =>
  (trader: Trader, more: VisitOptions = {}): VisitOptions => ({
    ...more,
    prepare: (page) => as(world, page, trader),
  });

const lanes = [
  ['Tianjin', 'Tashkent'],
  ["Xi'an", 'Almaty'],
] as const;
let [lane, weeks] = [0, 1];
/** What is planned; each has days of its own, so that no story meets another's trains; on the next lane before the timetable ends. */
export function question(teu = 2): Question {
  weeks += 0.5;
  if (weeks > 7.5) [lane, weeks] = [(lane + 1) % lanes.length, 4];
  const [from, to] = lanes[lane] ?? lanes[0];
  return { from, to, readyAt: `${day(weeks * 7)}T00:00:00Z`, teu };
}

/** The empty list says so in an option of its own; goods have a code. */
export const found = (page: Page) => page.getByRole('option', { name: /\d/ }).first();
