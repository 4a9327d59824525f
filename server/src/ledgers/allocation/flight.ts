import type pg from 'pg';

/** A statement that is prepared once a connection, and how a row of its answer is read (each field as PostgreSQL writes it as text). */
export interface Statement<Row = never> {
  name: string;
  text: string;
  read?(fields: readonly string[]): Row;
}

interface Part {
  statement: Statement<unknown>;
  /** In PostgreSQL's binary form (`binary.ts`). */
  values: readonly (Buffer | null)[];
  rows: unknown[];
}
/** What of the client's connection is used here. */
interface Wire {
  stream: { write(bytes: Buffer): unknown };
}

/** The names each connection has prepared. */
const prepared = new WeakMap<pg.Client, Set<string>>();

/**
 * Statements that are sent in one write, run one after the other, and answered in one: PostgreSQL answers at a Sync, and there is only one, at the end.
 * Sent one by one, each woke the other side for itself, and at 50 callers that was half of what a batch cost. If one fails, those behind it
 * are skipped and the flight fails.
 *
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class Flight {
  /** What PostgreSQL said of the last statement: `COMMIT`, or `ROLLBACK` where it would not. */
  lastTag = '';
  /** Called by the client; it puts its own time limit around it. */
  callback: (error: Error | null) => void = () => {};
  private readonly parts: Part[] = [];
  private readonly answered: (readonly string[])[][] = [];
  private known = new Set<string>();
  private at = 0;

  /** Answers an array that holds the rows once the flight has landed. */
  add<Row>(statement: Statement<Row>, values: readonly (Buffer | null)[] = []): Row[] {
    const rows: Row[] = [];
    this.parts.push({ statement, values, rows });
    this.answered.push([]);
    return rows;
  }

  async send(client: pg.Client): Promise<void> {
    this.known = prepared.get(client) ?? new Set();
    prepared.set(client, this.known);
    await new Promise<void>((land, fail) => {
      this.callback = (error) => (error ? fail(error) : land());
      client.query(this);
    });
    this.parts.forEach(({ statement, rows }, index) => {
      this.known.add(statement.name);
      const { read } = statement;
      if (read) for (const fields of this.answered[index]!) rows.push(read(fields));
    });
  }

  submit(connection: unknown): void {
    const bytes = this.parts.flatMap((part) =>
      this.known.has(part.statement.name) ? [bind(part)] : [parse(part.statement), bind(part)],
    );
    (connection as Wire).stream.write(Buffer.concat([...bytes, sync]));
  }

  handleDataRow({ fields }: { fields: readonly string[] }): void {
    this.answered[this.at]?.push(fields);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.lastTag = text;
    this.at += 1;
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  handleError(error: Error): void {
    this.callback(error);
  }
}

const sync = Buffer.from([0x53, 0, 0, 0, 4]);

/** Close (which does not mind if there is nothing to close: an earlier flight may have failed before or behind it), then Parse. */
function parse({ name, text }: Statement<unknown>): Buffer {
  const close = 7 + name.length;
  const bytes = Buffer.alloc(close + 9 + name.length + text.length);
  bytes.write('C', 0);
  bytes.writeInt32BE(close - 1, 1);
  bytes.write(`S${name}`, 5, 'latin1');
  bytes.write('P', close);
  bytes.writeInt32BE(bytes.length - close - 1, close + 1);
  bytes.write(`${name}\0${text}`, close + 5, 'latin1');
  return bytes;
}

/** Bind, all values binary and all answers text, and Execute. The portal has no name. */
function bind({ statement: { name }, values }: Part): Buffer {
  let length = 14 + name.length + 4 * values.length;
  for (const value of values) length += value?.length ?? 0;
  const bytes = Buffer.allocUnsafe(length + 1 + execute.length);
  let at = bytes.write('B\0\0\0\0\0', 0, 'latin1');
  bytes.writeInt32BE(length, 1);
  at += bytes.write(`${name}\0`, at, 'latin1');
  at = bytes.writeInt16BE(1, at);
  at = bytes.writeInt16BE(1, at);
  at = bytes.writeInt16BE(values.length, at);
  for (const value of values) {
    at = bytes.writeInt32BE(value?.length ?? -1, at);
    if (value) at += value.copy(bytes, at);
  }
  at = bytes.writeInt16BE(0, at);
  execute.copy(bytes, at);
  return bytes;
}
const execute = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
