/**
 * A page from the Internet. Names are resolved here, every address is checked, and the connection is made to the checked one: a name that answers with another
 * address a moment later gains nothing. The same at every redirect.
 */
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import {
  type AddressCheck,
  holdsCredentials,
  type Place,
  publicOnly,
  type Resolve,
  resolveName,
} from './addresses.ts';
import { bodyOf } from './body.ts';
import type { Fetched } from './document.ts';
import { mediaTypeOf } from './kind.ts';

export interface FetchSettings {
  check: AddressCheck;
  resolve: Resolve;
  /** Ports an address may name. */
  ports: readonly number[];
  timeoutMs: number;
}
const strict: FetchSettings = {
  check: publicOnly,
  resolve: resolveName,
  ports: [80, 443],
  timeoutMs: 30_000,
};
const redirectsMax = 5;
/** Says who asks and why, so that a publisher can let it in or keep it out. */
const userAgent = 'Serai/0.1 (reads articles for a corridor observatory)';

export const fetchAddress: Fetched = (address, signal) => fetchWith(strict, address, signal);

export async function fetchWith(
  settings: FetchSettings,
  address: string,
  signal: AbortSignal,
): ReturnType<Fetched> {
  const late = AbortSignal.timeout(settings.timeoutMs);
  const ended = AbortSignal.any([signal, late]);
  let at = address;
  try {
    for (let redirects = 0; redirects <= redirectsMax; redirects++) {
      const target = await targetOf(
        at,
        settings,
        redirects > 0 ? ` (redirected from ${address})` : '',
        ended,
      );
      if (isRefusal(target)) return target;
      const response = await ask(target, ended);
      const next = redirectOf(response, target.url);
      if (next === null) return await received(response, target.url, ended);
      response.destroy();
      if (isRefusal(next)) return next;
      at = next;
    }
    return refuse(
      'address-unreachable',
      `${address} redirects more than ${redirectsMax} times. Give the address it ends at.`,
    );
  } catch (reason) {
    if (late.aborted)
      return refuse(
        'address-timed-out',
        `${hostOf(at)} did not answer within ${settings.timeoutMs / 1_000} seconds. Try again, or save the page and give the file.`,
      );
    if (signal.aborted) return refuse('address-unreachable', `Reading ${address} was stopped.`);
    return refuse(
      'address-unreachable',
      `${hostOf(at)} can't be reached (${why(reason)}). Check the address, or save the page and give the file.`,
    );
  }
}

interface Target {
  url: URL;
  places: readonly Place[];
}

/** Where it leads, if Serai may go there. */
async function targetOf(
  address: string,
  settings: FetchSettings,
  from: string,
  ended: AbortSignal,
): Promise<Target | Refusal> {
  if (address.length > 2_000 || !URL.canParse(address))
    return refuse(
      'address-invalid',
      `“${address.slice(0, 100)}” is no web address${from}. Write it whole: https://example.org/article.`,
    );
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refuse('address-invalid', `Serai reads http and https addresses, not ${url.protocol}${from}.`);
  if (holdsCredentials(url))
    return refuse(
      'address-invalid',
      `The address holds a name or password${from}: Serai reads only what everybody may read. Save the page and give the file.`,
    );
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
  if (!settings.ports.includes(port))
    return refuse(
      'address-invalid',
      `Serai reads from the web's usual ports (80 and 443), not from port ${port}${from}.`,
    );
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const places = /^[\d.]+$|:/.test(name) ? [placeOf(name)] : await untilEnded(settings.resolve(name), ended);
  if (places.length === 0)
    return refuse('address-unreachable', `The name ${name} has no address${from}. Check how it is written.`);
  for (const { address: each } of places) {
    const kind = settings.check(each);
    if (kind !== null)
      return refuse(
        'address-private',
        `${name === each ? name : `${name} (${each})`} is not a public address but ${kind}${from}. Save the page and give the file.`,
      );
  }
  return { url, places };
}

const placeOf = (address: string): Place => ({ address, family: address.includes(':') ? 6 : 4 });

function ask({ url, places }: Target, signal: AbortSignal): Promise<IncomingMessage> {
  const lookup: LookupFunction = (_name, options, answer) => {
    const first = places[0];
    if (options.all) answer(null, [...places]);
    else if (first) answer(null, first.address, first.family);
  };
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((settle, fail) => {
    const asked = request(
      url,
      {
        // One connection for one page: none is kept that was made to another's address.
        agent: false,
        lookup,
        signal,
        maxHeaderSize: 32_768,
        headers: {
          'user-agent': userAgent,
          accept:
            'text/html,application/xhtml+xml,application/pdf,text/plain,application/rss+xml,application/atom+xml,*/*;q=0.1',
          'accept-language': 'en,zh,ru;q=0.9,*;q=0.5',
          'accept-encoding': 'gzip, deflate, br',
        },
      },
      settle,
    );
    asked.on('error', fail);
    asked.end();
  });
}

/** Where it sends us, or null where this is the answer. */
function redirectOf(response: IncomingMessage, from: URL): string | Refusal | null {
  if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0)) return null;
  const { location } = response.headers;
  return location !== undefined && URL.canParse(location, from.href)
    ? new URL(location, from).href
    : refuse(
        'address-unreachable',
        `${from.host} redirects to nowhere. Give another address of the article.`,
      );
}

async function received(response: IncomingMessage, url: URL, signal: AbortSignal): ReturnType<Fetched> {
  const status = response.statusCode ?? 0;
  if (status < 200 || status >= 300) {
    response.destroy();
    return refuse('address-unreachable', `${url.host} answers ${status}${statusSays(status)}.`);
  }
  const header = response.headers['content-type'];
  const type = mediaTypeOf(header);
  if (type !== '' && !readable.test(type)) {
    response.destroy();
    return refuse(
      'document-kind',
      `${url.href.slice(0, 200)} is ${type.slice(0, 100)}. Serai reads text, HTML, PDF, Word documents (.docx) and feeds.`,
    );
  }
  const bytes = await bodyOf(response, signal);
  if (isRefusal(bytes)) return bytes;
  return { bytes, mediaType: header ?? '', address: url.href };
}

/** Many servers send files as plain bytes: what they are is seen by their content. */
const readable =
  /^(?:text\/(?:html|plain|markdown|xml)|application\/(?:xhtml\+xml|xml|rss\+xml|atom\+xml|rdf\+xml|pdf|x-pdf|octet-stream|vnd\.openxmlformats-officedocument\.wordprocessingml\.document))$/;

function statusSays(status: number): string {
  if (status === 401 || status === 403) return ': it lets only people in. Save the page and give the file';
  if (status === 404 || status === 410) return ': there is no such page. Check the address';
  if (status === 429) return ': it has been asked too often. Try again later';
  return status >= 500 ? ': it has a fault. Try again later' : '';
}

/** Resolving a name can't be stopped; it can be waited for no longer. */
function untilEnded<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((settle, fail) => {
    const end = () => fail(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    answer.then(settle, fail).finally(() => signal.removeEventListener('abort', end));
  });
}

const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).host : address.slice(0, 100);

function why(reason: unknown): string {
  const { code = '', message = '' } = reason as { code?: string; message?: string };
  const said: Partial<Record<string, string>> = {
    ENOTFOUND: 'the name is not known',
    EAI_AGAIN: 'the name can not be looked up at this moment',
    ECONNREFUSED: 'nothing listens there',
    ECONNRESET: 'the connection was cut',
    ETIMEDOUT: 'it does not answer',
  };
  return said[code] ?? (message || code || 'unknown').slice(0, 150);
}
