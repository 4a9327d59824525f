import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Failure } from '../failure.ts';

export interface Listening {
  /** `http://127.0.0.1:4870` */
  address: string;
  /** Takes no new connection, lets the requests under way be answered for `drainMs` at most, and closes. */
  drain(drainMs: number): Promise<void>;
}

type Fetch = Parameters<typeof getRequestListener>[0];

/** Takes the port at once, so that a port that is taken is known before anything else is started. */
export async function listen(host: string, port: number, fetch: Fetch): Promise<Listening> {
  const answer = getRequestListener(fetch);
  let draining = false;
  /** Answers not yet handed over whole. */
  const open = new Set<ServerResponse>();
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 5_000,
    },
    (request: IncomingMessage, response: ServerResponse) => {
      // A kept-alive connection would outlast the drain.
      if (draining) response.setHeader('connection', 'close');
      open.add(response);
      response.once('close', () => open.delete(response));
      void answer(request, response);
    },
  );
  server.maxConnections = 2_000;
  server.maxRequestsPerSocket = 10_000;
  await new Promise<void>((settle, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(new Failure(listenProblem(error, host, port))),
    );
    server.listen(port, host, () => settle());
  });
  const bound = (server.address() as AddressInfo).port;
  const shown = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    address: `http://${shown}:${bound}`,
    drain: async (drainMs) => {
      const startMs = performance.now();
      draining = true;
      await takeWaiting(server, drainMs / 2);
      // Node takes a connection for idle as soon as its answer is written, though a slow caller may have read only the beginning.
      const closeIdle = () => {
        if (![...open].some((response) => response.writableEnded)) server.closeIdleConnections();
      };
      // Node's own close of an HTTP server would close those connections too.
      const closed = new Promise<void>((settle) => NetServer.prototype.close.call(server, () => settle()));
      // A connection whose request was under way is idle once that is answered.
      const idle = setInterval(closeIdle, 50);
      closeIdle();
      const late = setTimeout(
        () => server.closeAllConnections(),
        Math.max(0, drainMs - (performance.now() - startMs)),
      );
      await closed;
      clearTimeout(late);
      clearInterval(idle);
    },
  };
}

/**
 * Callers the system has connected to us wait in its queue, of which Node takes one a turn: under load there are many, their
 * requests are sent, and closing would reset them. So until a turn brings nobody, for `msMax` at most.
 */
async function takeWaiting(server: NetServer, msMax: number): Promise<void> {
  const untilMs = performance.now() + msMax;
  let taken = true;
  const onTaken = () => {
    taken = true;
  };
  server.on('connection', onTaken);
  while (taken && performance.now() < untilMs) {
    taken = false;
    await new Promise((settle) => setTimeout(settle, 20));
  }
  server.off('connection', onTaken);
}

function listenProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken, perhaps by a Serai that already runs: stop that, or choose another with PORT=${port + 1}.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user: choose one above 1023 with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0.`;
  return `The port ${port} on ${host} can't be used: ${message}.`;
}
