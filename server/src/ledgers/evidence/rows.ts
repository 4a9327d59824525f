/**
 * Rows as they are hashed. Every value of a row is one text or null, and these texts are what is written, read back and hashed; the form
 * is written down for others in docs/evidence.md, and a change to it would break every chain there is.
 */
import { createHash } from 'node:crypto';

/** `long` is a text of any length: hashed by its own hash, so that verifying need not carry it. */
export type ColumnType =
  | 'text'
  | 'long'
  | 'uuid'
  | 'bigint'
  | 'integer'
  | 'numeric'
  | 'date'
  | 'instant'
  | 'json';
export type Values = readonly (string | null)[];

/** Columns in the order they are hashed in; `previous` and `hash` come last in every table and are no part of the form. */
export const tables = {
  source: {
    source: 'text',
    seq: 'bigint',
    kind: 'text',
    standing: 'text',
    publisher: 'text',
    title: 'text',
    address: 'text',
    licence: 'text',
    recorded_at: 'instant',
  },
  version: {
    source: 'text',
    seq: 'bigint',
    id: 'uuid',
    content_hash: 'text',
    media_type: 'text',
    language: 'text',
    published_on: 'date',
    retrieved_at: 'instant',
    text: 'long',
    recorded_at: 'instant',
  },
  claim: {
    source: 'text',
    seq: 'bigint',
    id: 'uuid',
    version: 'uuid',
    start_at: 'integer',
    end_at: 'integer',
    quote: 'text',
    prefix: 'text',
    suffix: 'text',
    kind: 'text',
    lo: 'numeric',
    hi: 'numeric',
    precision: 'numeric',
    unit: 'text',
    modifier: 'text',
    direction: 'text',
    modality: 'text',
    measure: 'text',
    subject: 'text',
    partner: 'text',
    place: 'text',
    period_start: 'date',
    period_end: 'date',
    period_label: 'text',
    speaker: 'text',
    confidence: 'numeric',
    restates: 'uuid',
    extractor: 'text',
    recorded_at: 'instant',
  },
  indicator: {
    source: 'text',
    seq: 'bigint',
    id: 'text',
    name: 'text',
    unit: 'text',
    nature: 'text',
    frequency: 'text',
    definition: 'text',
    rule: 'text',
    recorded_at: 'instant',
  },
  observation: {
    source: 'text',
    seq: 'bigint',
    id: 'uuid',
    indicator: 'text',
    dimensions: 'json',
    period_start: 'date',
    period_end: 'date',
    value: 'numeric',
    kind: 'text',
    version: 'uuid',
    claim: 'uuid',
    supersedes: 'uuid',
    recorded_at: 'instant',
  },
  decision: {
    source: 'text',
    seq: 'bigint',
    id: 'uuid',
    about: 'text',
    accepted_type: 'text',
    accepted_id: 'text',
    person: 'text',
    reason: 'text',
    recorded_at: 'instant',
  },
  finding: {
    source: 'text',
    seq: 'bigint',
    id: 'uuid',
    check_name: 'text',
    class: 'text',
    evidence: 'json',
    proof: 'json',
    fingerprint: 'text',
    recorded_at: 'instant',
  },
} as const satisfies Record<string, Readonly<Record<string, ColumnType>>>;
export type TableName = keyof typeof tables;
export const tableNames = Object.keys(tables) as TableName[];

/** What a caller gives for a row; the chain adds source, number and time. */
export type NewRow<Table extends TableName> = {
  [Column in Exclude<keyof (typeof tables)[Table], 'source' | 'seq' | 'recorded_at'>]: string | null;
};

export const genesis = Buffer.alloc(32);

/** The bytes a row's hash is made of: the hash before it, then its form as JSON in UTF-8. */
export const hashOf = (previous: Buffer, table: TableName, form: Values): Buffer =>
  createHash('sha256').update(previous).update(canonical(table, form)).digest();

/** A JSON array: the form's name, then the values in the order of `tables`. ECMAScript's JSON.stringify has one output for one input. */
export const canonical = (table: TableName, form: Values): string => JSON.stringify([`${table}/1`, ...form]);

/** What is hashed of the values that are written: they themselves, and of long ones the SHA-256. */
export function formOf(table: TableName, values: Values): Values {
  return Object.values(tables[table]).map((type: ColumnType, index) => {
    const value = values[index] ?? null;
    return type === 'long' && value !== null ? createHash('sha256').update(value).digest('hex') : value;
  });
}

/** A decimal as PostgreSQL prints a numeric: no plus, no leading zeros, no negative nought; digits after the point stay as they are. */
export function decimal(text: string | null): string | null {
  if (text === null) return null;
  const match = /^([+-]?)0*(\d+)(\.\d+)?$/.exec(text);
  if (!match || text.length > 1_000) throw new RangeError(`"${text.slice(0, 50)}" is not a decimal`);
  const digits = `${match[2]}${match[3] ?? ''}`;
  return match[1] === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function day(text: string | null): string | null {
  if (text === null) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text || text < '0001')
    throw new RangeError(`"${text.slice(0, 50)}" is not a day of the calendar`);
  return text;
}

/** UTC with microseconds, so that a change below our own milliseconds would show. */
export const instant = (time: Date): string => time.toISOString().replace('Z', '000Z');

/** JSON with the keys of objects in the order of their UTF-16 units and no spaces (RFC 8785 for what we hold: objects, lists, texts). */
export function json(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${json(each)}`).join(',')}}`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  // Numbers would come back from the database in another notation.
  throw new TypeError(`${typeof value} has no place in the ledger's JSON: write it as a text`);
}

/** PostgreSQL can't hold U+0000, and UTF-8 no half of a surrogate pair: it would come back as another text than was hashed. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

/** Values in the order of the table's columns. */
export function valuesOf(table: TableName, row: Readonly<Record<string, string | null>>): Values {
  return Object.keys(tables[table]).map((column) => {
    const value = row[column];
    if (value === undefined) throw new TypeError(`${table}.${column} is missing`);
    if (value !== null && !isStorable(value))
      throw new RangeError(`${table}.${column} holds U+0000 or half of a surrogate pair: clean it first`);
    return value;
  });
}
