import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../failure.ts';
import { type Listening, listen } from './listen.ts';

const open: Listening[] = [];
const start = async (fetch: Parameters<typeof listen>[2], port = 0) => {
  const listening = await listen('127.0.0.1', port, fetch);
  open.push(listening);
  return listening;
};
afterEach(async () => {
  for (const each of open.splice(0)) await each.drain(0);
});

describe('a server that is drained', () => {
  it('finishes the request under way, takes no new one, and does not wait for idle connections', async () => {
    let arrived: () => void = () => {};
    const hasArrived = new Promise<void>((settle) => {
      arrived = settle;
    });
    let finish: (text: string) => void = () => {};
    const listening = await start((request) => {
      if (new URL(request.url).pathname === '/idle') return new Response('idle');
      arrived();
      return new Promise((settle) => {
        finish = (text) => settle(new Response(text));
      });
    });
    await (await fetch(`${listening.address}/idle`)).text();
    const slow = fetch(`${listening.address}/slow`);
    await hasArrived;
    let drained = false;
    const draining = listening.drain(60_000).then(() => {
      drained = true;
    });
    await expect
      .poll(() => reach(listening.address).catch((error: Error) => error.message))
      .toContain('ECONNREFUSED');
    expect(drained).toBe(false);
    finish('done');
    expect(await (await slow).text()).toBe('done');
    await draining;
  });

  it('answers callers that were connected before and whom Node has not taken yet', async () => {
    const { address, drain } = await start(() => new Response('served'));
    const sockets = await Promise.all(Array.from({ length: 40 }, () => connected(address)));
    const answers = sockets.map(
      (socket) =>
        new Promise<string>((settle) => {
          let text = '';
          socket.on('data', (part) => {
            text += part;
          });
          socket.on('error', (error) => settle(error.message));
          socket.on('end', () => settle(text));
          socket.write('GET / HTTP/1.1\r\nHost: serai\r\n\r\n');
        }),
    );
    await drain(60_000);
    for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1\.1 200 OK.*served/s);
  });

  it('hands an answer over whole to a caller who reads slowly', async () => {
    const bytes = 20_000_000;
    let written: () => void = () => {};
    const isWritten = new Promise<void>((settle) => {
      written = settle;
    });
    const listening = await start(() => {
      setTimeout(written, 50);
      return new Response(new Uint8Array(bytes));
    });
    const socket = await connected(listening.address);
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: serai\r\n\r\n');
    await isWritten;
    const draining = listening.drain(60_000);
    await new Promise((settle) => setTimeout(settle, 200));
    let read = 0;
    socket.on('data', (part) => {
      read += part.length;
    });
    const ended = new Promise((settle) => socket.on('close', settle));
    socket.resume();
    await ended;
    await draining;
    expect(read).toBeGreaterThan(bytes);
  });

  it('cuts off what does not finish in the time it is given', async () => {
    let arrived: () => void = () => {};
    const hasArrived = new Promise<void>((settle) => {
      arrived = settle;
    });
    const listening = await start(() => {
      arrived();
      return new Promise(() => {});
    });
    const endless = fetch(listening.address);
    const cut = expect(endless).rejects.toThrow();
    await hasArrived;
    await listening.drain(1);
    await cut;
  });
});

describe('a port', () => {
  it('that is taken is refused in one sentence that says what to do', async () => {
    const { address } = await start(() => new Response('first'));
    const port = Number(new URL(address).port);
    const second = start(() => new Response('second'), port);
    await expect(second).rejects.toThrow(Failure);
    await expect(second).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  });

  it('on an address this machine does not have is refused in one sentence', async () => {
    await expect(listen('203.0.113.1', 0, () => new Response(''))).rejects.toThrow(
      '203.0.113.1 is not an address of this machine',
    );
  });
});

function connected(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  return new Promise((settle, fail) => {
    const socket = connect(Number(port), hostname, () => settle(socket));
    socket.once('error', fail);
  });
}

async function reach(address: string): Promise<string> {
  (await connected(address)).destroy();
  return 'taken';
}
