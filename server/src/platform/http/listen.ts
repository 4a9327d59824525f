import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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
      draining = true;
      const closed = new Promise<void>((settle) => server.close(() => settle()));
      // A connection whose request was under way is idle once that is answered.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(late);
      clearInterval(idle);
    },
  };
}

function listenProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken, perhaps by a Serai that already runs: stop that, or choose another with PORT=${port + 1}.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user: choose one above 1023 with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0.`;
  return `The port ${port} on ${host} can't be used: ${message}.`;
}
