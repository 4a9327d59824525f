/** The one way pages talk to the server: JSON in the reader's language, refusals as `ProblemError`, silence as `ServerUnreachable`. */
/** What a refusal speaks of: ids, figures, instants. */
export type RefusalValues = Readonly<Record<string, string | number | readonly string[]>>;

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId?: string;
  values?: RefusalValues;
  faults?: readonly {
    at: string;
    problem: string;
    suggestions?: readonly string[];
    rule?: string;
    values?: RefusalValues;
  }[];
}

/** The server answered, and refused (RFC 9457). */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const refusalListeners = new Set<(problem: Problem) => void>();

/** Hears of every refusal, whoever asked: a session that ended is said above the page. Answers how to stop. */
export function onRefusal(hear: (problem: Problem) => void): () => void {
  refusalListeners.add(hear);
  return () => void refusalListeners.delete(hear);
}

/** The server did not answer, or something between here and there answered for it. */
export class ServerUnreachable extends Error {
  override name = 'ServerUnreachable';
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export const get = <Answer>(
  path: string,
  query: Query,
  language: string,
  signal?: AbortSignal,
): Promise<Answer> => call(path, query, language, signal ? { signal } : {});

export const post = <Answer>(
  path: string,
  body: unknown,
  language: string,
  signal?: AbortSignal,
): Promise<Answer> =>
  call(path, {}, language, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    ...(signal ? { signal } : {}),
  });

export interface Sending {
  /** The same key and body is the same change: an attempt that is sent again does nothing twice. */
  key?: string;
  query?: Query;
  signal?: AbortSignal;
}

/** Changes something. A body of `undefined` sends none, and an answer without content is null. */
export const send = <Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  language: string,
  { key = method === 'POST' ? newKey() : undefined, query = {}, signal }: Sending = {},
): Promise<Answer> =>
  call(path, query, language, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });

/** Sends files, as a form would; the browser says where one ends and the next begins. */
export const sendForm = <Answer>(
  path: string,
  form: FormData,
  language: string,
  signal: AbortSignal,
): Promise<Answer> => call(path, {}, language, { method: 'POST', body: form, signal });

/** Not `crypto.randomUUID`, which browsers keep from pages that are not served over TLS. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

async function call<Answer>(
  path: string,
  query: Query,
  language: string,
  init: RequestInit,
): Promise<Answer> {
  const search = new URLSearchParams({ lang: language });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const headers = { accept: 'application/json', 'accept-language': language, ...init.headers };
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}?${search}`, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ServerUnreachable(`No answer from /api/v1${path}.`);
  }
  const kind = response.headers.get('content-type') ?? '';
  if (response.status === 204) return null as Answer;
  if (response.ok && kind.includes('json')) return (await response.json()) as Answer;
  if (kind.includes('problem+json')) {
    const problem = (await response.json()) as Problem;
    for (const hear of refusalListeners) hear(problem);
    throw new ProblemError(problem);
  }
  throw new ServerUnreachable(`/api/v1${path} answered ${response.status} without a problem document.`);
}
