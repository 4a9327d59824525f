import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '../../../platform/errors.ts';
import { publicOnly } from './addresses.ts';
import { type FetchSettings, fetchAddress, fetchWith } from './fetch.ts';

const never = new AbortController().signal;

describe('only public addresses are read', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0:1::',
    '2001:db8::1',
    '3fff::1',
    '2001:20::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '5f00::1',
    '100::1',
    '4000::1',
    'not an address',
  ])('and %s is none', (address) => {
    expect(publicOnly(address)).not.toBeNull();
  });
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
    '2400:da00::6666',
  ])('but %s is one', (address) => {
    expect(publicOnly(address)).toBeNull();
  });
  it.each([
    ['http://127.0.0.1/', 'address-private'],
    ['http://127.1/', 'address-private'],
    ['http://2130706433/', 'address-private'],
    ['http://0x7f.0.0.1/', 'address-private'],
    ['http://017700000001/', 'address-private'],
    ['http://[::1]/', 'address-private'],
    ['http://[::ffff:10.0.0.1]/', 'address-private'],
    ['http://169.254.169.254/latest/meta-data/', 'address-private'],
    ['http://localhost/', 'address-private'],
    ['http://１２７.0.0.1/', 'address-private'],
    ['http://8.8.8.8:22/', 'address-invalid'],
    ['https://8.8.8.8:8443/', 'address-invalid'],
    ['http://me:secret@8.8.8.8/', 'address-invalid'],
    ['file:///etc/passwd', 'address-invalid'],
    ['ftp://8.8.8.8/', 'address-invalid'],
    ['data:text/html,x', 'address-invalid'],
    ['not an address', 'address-invalid'],
    [`https://8.8.8.8/${'a'.repeat(2_000)}`, 'address-invalid'],
  ])('%s is refused before anything is sent', async (address, code) => {
    expect(await fetchAddress(address, never)).toMatchObject({ refused: true, code });
  });
});

describe('an address is read', () => {
  let server: Server;
  let port = 0;
  const answers: Record<string, RequestListener> = {};
  beforeAll(async () => {
    server = createServer((request, response) =>
      (answers[request.url ?? ''] ?? ((_, r) => r.writeHead(404).end()))(request, response),
    );
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  /** The test's own server is the one address let through, and only by the names the test gives it. */
  const read = (path: string, more: Partial<FetchSettings> = {}, signal = never) =>
    fetchWith(
      {
        check: (address) => (address === '127.0.0.1' ? null : publicOnly(address)),
        resolve: async (name) =>
          name === 'news.test' ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '10.0.0.7', family: 4 }],
        ports: [port],
        timeoutMs: 20_000,
        ...more,
      },
      path.startsWith('http') ? path : `http://news.test:${port}${path}`,
      signal,
    );
  const page =
    (bytes: Buffer | string, headers: Record<string, string> = {}): RequestListener =>
    (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(bytes);

  it('with what the server says it is, telling who asks and nothing else', async () => {
    let asked = {};
    answers['/a'] = (request, response) => {
      asked = request.headers;
      page('<p>7 trains</p>')(request, response);
    };
    const got = await read('/a');
    expect(isRefusal(got) ? got : { ...got, bytes: Buffer.from(got.bytes).toString() }).toEqual({
      bytes: '<p>7 trains</p>',
      mediaType: 'text/html; charset=utf-8',
      address: `http://news.test:${port}/a`,
    });
    expect(asked).toMatchObject({
      host: `news.test:${port}`,
      'user-agent': expect.stringMatching(/^Serai\//),
    });
    expect(asked).not.toHaveProperty('cookie');
    expect(asked).not.toHaveProperty('referer');
  });
  it.each([
    ['gzip', gzipSync],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes)],
  ])('packed as %s', async (encoding, pack) => {
    answers[`/${encoding}`] = page(pack(Buffer.from('packed')), { 'content-encoding': encoding });
    expect(await read(`/${encoding}`)).toMatchObject({ bytes: Buffer.from('packed') });
  });
  it('through redirects, whose end is the address', async () => {
    answers['/r1'] = (_request, response) => response.writeHead(302, { location: 'r2' }).end();
    answers['/r2'] = (_request, response) => response.writeHead(301, { location: '/end' }).end();
    answers['/end'] = page('end');
    expect(await read('/r1')).toMatchObject({ address: `http://news.test:${port}/end` });
  });
  it('but not where a redirect leads inside, by number, by name or by another protocol', async () => {
    const to = async (location: string) => {
      answers['/in'] = (_request, response) => response.writeHead(302, { location }).end();
      return read('/in');
    };
    expect(await to(`http://10.1.2.3:${port}/`)).toMatchObject({
      code: 'address-private',
      detail: expect.stringContaining('redirected from'),
    });
    expect(await to(`http://inside.test:${port}/`)).toMatchObject({
      code: 'address-private',
      detail: expect.stringContaining('inside.test (10.0.0.7)'),
    });
    expect(await to('file:///etc/passwd')).toMatchObject({ code: 'address-invalid' });
    expect(await to(`http://me:x@news.test:${port}/`)).toMatchObject({ code: 'address-invalid' });
    expect(await to('http://news.test:1/')).toMatchObject({ code: 'address-invalid' });
  });
  it('nor where one of a name’s addresses is private', async () => {
    const both = async () => [
      { address: '127.0.0.1', family: 4 as const },
      { address: 'fd00::1', family: 6 as const },
    ];
    expect(await read('/a', { resolve: both })).toMatchObject({ code: 'address-private' });
  });
  it('from the address that was checked: a name that answers differently the next time gains nothing', async () => {
    let times = 0;
    const rebinding = async () => [{ address: times++ === 0 ? '127.0.0.1' : '10.0.0.7', family: 4 as const }];
    expect(await read('/a', { resolve: rebinding })).toMatchObject({ mediaType: 'text/html; charset=utf-8' });
    expect(times).toBe(1);
  });
  it('and not for ever: redirects, silence and a caller who leaves end it', async () => {
    answers['/loop'] = (_request, response) => response.writeHead(302, { location: '/loop' }).end();
    answers['/silent'] = () => {};
    answers['/slow'] = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).write('begun');
    expect(await read('/loop')).toMatchObject({
      code: 'address-unreachable',
      detail: expect.stringContaining('more than 5 times'),
    });
    expect(await read('/silent', { timeoutMs: 100 })).toMatchObject({ code: 'address-timed-out' });
    expect(await read('/slow', { timeoutMs: 200 })).toMatchObject({ code: 'address-timed-out' });
    expect(await read('/silent', { resolve: () => new Promise(() => {}), timeoutMs: 100 })).toMatchObject({
      code: 'address-timed-out',
    });
    expect(await read('/slow', {}, AbortSignal.timeout(200))).toMatchObject({
      code: 'address-unreachable',
      detail: expect.stringContaining('stopped'),
    });
  });
  it('and no more of it than is read, as sent or unpacked', async () => {
    const megabyte = Buffer.alloc(1_000_000, 'a');
    answers['/said'] = page('x', { 'content-length': '30000000' });
    answers['/sent'] = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = () => {
        while (!response.destroyed) if (!response.write(megabyte)) return response.once('drain', more);
      };
      more();
    };
    answers['/bomb'] = page(gzipSync(Buffer.alloc(26_000_000)), { 'content-encoding': 'gzip' });
    answers['/brbomb'] = page(
      brotliCompressSync(Buffer.alloc(26_000_000), {
        params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
      }),
      { 'content-encoding': 'br' },
    );
    for (const path of ['/said', '/sent', '/bomb', '/brbomb'])
      expect(await read(path)).toMatchObject({ code: 'document-too-large' });
  });
  it('and only what Serai reads, packed as it was asked to be', async () => {
    answers['/film'] = page('x', { 'content-type': 'video/mp4' });
    answers['/odd'] = page('x', { 'content-encoding': 'zstd' });
    answers['/broken'] = page('no gzip', { 'content-encoding': 'gzip' });
    answers['/403'] = (_request, response) => response.writeHead(403).end();
    expect(await read('/film')).toMatchObject({
      code: 'document-kind',
      detail: expect.stringContaining('video/mp4'),
    });
    for (const path of ['/odd', '/broken', '/403', '/absent'])
      expect(await read(path)).toMatchObject({ code: 'address-unreachable' });
    expect(await read('/absent')).toMatchObject({ detail: expect.stringContaining('404') });
  });
  it('and what can’t be reached says why', async () => {
    expect(await read('/a', { resolve: async () => [] })).toMatchObject({ code: 'address-unreachable' });
    expect(await read('http://news.test:9/', { ports: [9] })).toMatchObject({
      code: 'address-unreachable',
      detail: expect.stringContaining('nothing listens there'),
    });
  });
});
