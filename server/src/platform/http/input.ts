import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { type Fault, type Refusal, refuse } from '../errors.ts';
import { jsonFaultAt } from './json-fault.ts';

/** The parsed value, or why it can't be used: code, sentence and one fault a field. */
export type Parsed<Value> = { value: Value } | { refusal: Refusal };

/** Reads a JSON body of at most `bytesMax` and checks it. Never holds more than that in memory, whatever the caller says or sends. */
export async function parseBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  bytesMax: number,
): Promise<Parsed<z.output<Schema>>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    return {
      refusal: refuse(
        'media-type',
        `The body was sent as ${type || 'nothing in particular'}: send JSON with Content-Type: application/json.`,
      ),
    };
  }
  const bytes = await readAtMost(request, bytesMax);
  if (bytes === undefined) {
    return {
      refusal: refuse('body-too-large', `The body may have ${bytesMax.toLocaleString('en')} bytes at most.`),
    };
  }
  let body: unknown;
  let text = '';
  try {
    text = utf8.decode(bytes);
    body = JSON.parse(text);
  } catch (error) {
    return { refusal: refuse('body-not-json', jsonProblem(text, error as Error)) };
  }
  const unwritable = unwritableIn(text, body);
  if (unwritable !== undefined)
    return { refusal: refuse('body-invalid', summary([unwritable]), [unwritable]) };
  const parsed = schema.safeParse(body);
  if (parsed.success) return { value: parsed.data };
  const faults = faultsOf(parsed.error, schema, (path) =>
    `/${path.map(escapePointer).join('/')}`.replace(/^\/$/, ''),
  );
  return { refusal: refuse('body-invalid', summary(faults), faults) };
}

/** Takes nothing that is not UTF-8; it keeps nothing between two bodies. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a form with files, as browsers send it, of at most `bytesMax` in all; which of the two it is not, where it is not. */
export async function parseForm(
  request: Request,
  bytesMax: number,
): Promise<FormData | 'too-large' | 'no-form'> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data;.*boundary=/i.test(type)) return 'no-form';
  const bytes = await readAtMost(request, bytesMax);
  if (bytes === undefined) return 'too-large';
  try {
    return await new Response(new Blob([bytes as Uint8Array<ArrayBuffer>]), {
      headers: { 'content-type': type },
    }).formData();
  } catch {
    return 'no-form';
  }
}

/** A name given once is a string, given more often a list. `lang` is understood everywhere; a name the route does not know is a fault. */
export function parseQuery<Schema extends z.ZodType>(
  search: URLSearchParams,
  schema: Schema | undefined,
): Parsed<z.output<Schema> | undefined> {
  const names = [...new Set(search.keys())];
  const open = schema !== undefined && !(schema instanceof z.ZodObject);
  const known = [
    'lang',
    ...(schema instanceof z.ZodObject && names.length > 0 ? Object.keys(schema.shape) : []),
  ];
  const unknown = open ? [] : names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const faults = unknown
      .slice(0, faultsMax)
      .map(
        (name): Fault =>
          withNear(
            { at: name.slice(0, 100), problem: 'is not a name this address understands' },
            name,
            known,
          ),
      );
    return { refusal: refuse('query-invalid', summary(faults), faults) };
  }
  if (schema === undefined) return { value: undefined };
  const given = Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
  const unwritable = names.find((name) => search.getAll(name).some(isUnwritable));
  if (unwritable !== undefined) {
    const fault = { at: unwritable, problem: unwritableProblem };
    return { refusal: refuse('query-invalid', summary([fault]), [fault]) };
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  const faults = faultsOf(parsed.error, schema, (path) => path.join('.'));
  return { refusal: refuse('query-invalid', summary(faults), faults) };
}

/**
 * A NUL or half a surrogate pair is no character, and no database takes it as text: refused here once, so that no statement anywhere fails on
 * it.
 */
export const isUnwritable = (text: string): boolean => unwritablePattern.test(text);
const unwritablePattern = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const unwritableProblem = 'holds a character that is none (a NUL, or half of a pair)';

/** In JSON of valid UTF-8 such characters can only come as escapes; a walk without recursion, as a body may be as deep as it is long. */
function unwritableIn(text: string, body: unknown): Fault | undefined {
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return undefined;
  const open: { at: string; value: unknown }[] = [{ at: '', value: body }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, value } = next;
    if (typeof value === 'string' && isUnwritable(value)) return { at, problem: unwritableProblem };
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (isUnwritable(key)) return { at, problem: 'has a name that holds a character that is none' };
      open.push({ at: `${at}/${escapePointer(key)}`.slice(0, 500), value: inner });
    }
  }
  return undefined;
}

const faultsMax = 50;

function faultsOf(error: z.ZodError, schema: z.ZodType, at: (path: PropertyKey[]) => string): Fault[] {
  return error.issues
    .flatMap((issue): Fault[] => {
      if (issue.code === 'unrecognized_keys') {
        const known =
          schema instanceof z.ZodObject && issue.path.length === 0 ? Object.keys(schema.shape) : [];
        return issue.keys.map((key) =>
          withNear(
            { at: at([...issue.path, key.slice(0, 100)]), problem: 'is not a field of this' },
            key,
            known,
          ),
        );
      }
      if (issue.code === 'invalid_value') {
        const values = issue.values.map(String);
        return [
          {
            at: at(issue.path),
            problem: `is none of ${values.join(', ')}`,
            suggestions: values.slice(0, 20),
          },
        ];
      }
      if (issue.code === 'invalid_union' && issue.errors.length > 0) {
        const ways = new Set(
          issue.errors.map((branch) => (branch[0] ? sentenceOf(branch[0]) : issue.message)),
        );
        return [{ at: at(issue.path), problem: [...ways].join(', or ') }];
      }
      return [{ at: at(issue.path), problem: sentenceOf(issue) }];
    })
    .slice(0, faultsMax);
}

/** What Zod found, in words for somebody who has never heard of it. Our own messages in a schema are kept. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  const many = (what: string) => ({ string: 'characters', array: 'entries' })[what];
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return 'is missing';
      return `is not ${kindsInWords[issue.expected] ?? `a ${issue.expected}`}`;
    case 'too_small': {
      const unit = many(issue.origin);
      if (unit) return `has fewer than ${issue.minimum} ${unit}`;
      return `is not ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    }
    case 'too_big': {
      const unit = many(issue.origin);
      return `${unit ? 'has' : 'is'} more than ${issue.maximum}${unit ? ` ${unit}` : ''}`;
    }
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'is not a whole number' : `is not a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return formatsInWords[issue.format] ?? issue.message;
    default:
      return issue.message;
  }
}
const kindsInWords: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};
const formatsInWords: Readonly<Record<string, string>> = {
  date: 'is not a day of the calendar, such as 2026-12-01',
  datetime: 'is not an instant with its offset, such as 2026-12-01T08:00:00Z',
};

function withNear(fault: Fault, name: string, known: readonly string[]): Fault {
  const near = known.filter((each) => distance(each.toLowerCase(), name.slice(0, 100).toLowerCase()) <= 2);
  return near.length > 0 ? { ...fault, suggestions: near } : fault;
}

function summary(faults: readonly Fault[]): string {
  const [first] = faults;
  if (!first) return 'It does not have the shape asked for.';
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  const nearest = first.suggestions?.length === 1 ? `; did you mean ${first.suggestions[0]}?` : '';
  return `${first.at || 'the body'}: ${first.problem}${nearest}${more}`;
}

const escapePointer = (part: PropertyKey) => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** Says where, by line and column. */
function jsonProblem(text: string, error: Error): string {
  if (error instanceof TypeError) return 'The body is not UTF-8 text.';
  if (text.trim() === '') return 'The body is empty: send a JSON object.';
  const before = text.slice(0, jsonFaultAt(text)).split('\n');
  return `The body stops being JSON at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}.`;
}

async function readAtMost(request: Request, bytesMax: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) return undefined;
  // Node ends a body at its stated length, so a small one can be taken whole: a stream for it costs more than the rest of the request.
  if (request.headers.has('content-length') && !request.headers.has('transfer-encoding')) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.byteLength > bytesMax ? undefined : bytes;
  }
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.byteLength;
    // Leaving the loop cancels the stream.
    if (size > bytesMax) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
