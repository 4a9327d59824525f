/** A caller that costs next to nothing beside the server: requests written whole over kept-alive connections, one at a time on each. */
import { connect, type Socket } from 'node:net';

export interface Answered {
  /** Milliseconds from written to read. */
  ms: number;
  status: number;
  body: string;
}

/** Sends every request once and answers them in order; `connections` at a time. */
export async function sendAll(
  port: number,
  path: string,
  bodies: readonly string[],
  connections: number,
): Promise<{ answers: Answered[]; seconds: number }> {
  const answers: Answered[] = new Array(bodies.length);
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      let line = await Line.open(port);
      for (let at = next++; at < bodies.length; at = next++) {
        // The server closes a connection after so many requests.
        if (line.closed) line = await Line.open(port);
        answers[at] = await line.post(path, bodies[at] ?? '');
      }
      line.close();
    }),
  );
  return { answers, seconds: (performance.now() - startedAt) / 1000 };
}

const head = /^HTTP\/1\.1 (\d{3})[\s\S]*?\r\ncontent-length: (\d+)\r\n/i;

class Line {
  closed = false;
  private readonly socket: Socket;
  private readonly port: number;
  private buffer: Buffer = Buffer.alloc(0);
  private waiting: ((answer: { status: number; body: string } | Error) => void) | null = null;

  private constructor(socket: Socket, port: number) {
    this.socket = socket;
    this.port = port;
    socket.setNoDelay(true);
    socket.on('data', (part: Buffer) => this.read(part));
    const end = () => {
      this.closed = true;
      this.waiting?.(new Error('the server closed the connection in the middle of an answer'));
    };
    socket.on('close', end);
    socket.on('error', end);
  }

  static open(port: number): Promise<Line> {
    return new Promise((settle, fail) => {
      const socket = connect(port, '127.0.0.1', () => settle(new Line(socket, port)));
      socket.once('error', fail);
    });
  }

  async post(path: string, body: string): Promise<Answered> {
    const startedAt = performance.now();
    const answer = await new Promise<{ status: number; body: string }>((settle, fail) => {
      this.waiting = (outcome) => {
        this.waiting = null;
        if (outcome instanceof Error) fail(outcome);
        else settle(outcome);
      };
      this.socket.write(
        `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
    return { ...answer, ms: performance.now() - startedAt };
  }

  close(): void {
    this.closed = true;
    this.socket.end();
  }

  private read(part: Buffer): void {
    this.buffer = this.buffer.length === 0 ? part : Buffer.concat([this.buffer, part]);
    const end = this.buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const text = this.buffer.toString('latin1', 0, end + 2);
    const found = head.exec(text);
    if (!found) throw new Error(`an answer without a length: ${text.slice(0, 200)}`);
    const whole = end + 4 + Number(found[2]);
    if (this.buffer.length < whole) return;
    const body = this.buffer.toString('utf8', end + 4, whole);
    this.buffer = this.buffer.subarray(whole);
    if (/\r\nconnection: close/i.test(text)) this.closed = true;
    this.waiting?.({ status: Number(found[1]), body });
  }
}
