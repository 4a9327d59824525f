import { describe, expect, it } from 'vitest';
import { localBus } from './bus.ts';
import { manualClock } from './clock.ts';
import { readConfig } from './config.ts';
import { chooseLanguage } from './http/language.ts';
import { addressOf, callerOf, Gate, RateLimit } from './http/limits.ts';
import { idSource } from './ids.ts';
import { root } from './root.ts';

describe('the settings', () => {
  it('have the documented defaults, and an empty variable counts as none', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual({
      host: '127.0.0.1',
      port: 4870,
      dataFolder: `${root}/.serai`,
      corridor: 'central-asia',
      databaseUrl: undefined,
      logLevel: 'warn',
      ratePerSecond: 100,
      rateBurst: 400,
      mailFrom: 'Serai <serai@localhost>',
      trustedProxies: [],
    });
  });

  it('of people: addresses, a secret of some length, a mail server, proxies', () => {
    expect(
      readConfig({
        SERAI_URL: 'https://serai.example/',
        SERAI_TRUSTED_PROXIES: '127.0.0.1, ::1',
        SMTP_URL: 'smtps://u:p@mail.example',
        MAIL_FROM: 'Khorgos Hub <hub@serai.example>',
      }),
    ).toMatchObject({ publicUrl: 'https://serai.example', trustedProxies: ['127.0.0.1', '::1'] });
    expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow('MAIL_FROM');
    const secret = 'too-short';
    for (const bad of [
      { SERAI_URL: 'https://serai.example/path' },
      { SERAI_URL: 'serai.example' },
      { SERAI_SECRET: secret },
      { SMTP_URL: 'http://mail.example' },
      { MAIL_FROM: 'nobody' },
      { MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' },
      { SERAI_TRUSTED_PROXIES: 'nginx' },
    ])
      expect(() => readConfig(bad), JSON.stringify(bad)).toThrow(Object.keys(bad)[0]);
    expect(() => readConfig({ SERAI_SECRET: secret })).not.toThrow(new RegExp(secret));
  });

  it('are refused with one sentence for each that is wrong, and a password is never repeated', () => {
    const read = () =>
      readConfig({
        PORT: '80 80',
        LOG_LEVEL: 'loud',
        SERAI_CORRIDOR: '../etc',
        DATABASE_URL: 'mysql://me:hidden@host/db',
      });
    expect(read).toThrow(/PORT can't be "80 80": a port is a whole number from 0 to 65535\./);
    expect(read).toThrow(/LOG_LEVEL can't be "loud"/);
    expect(read).toThrow(/SERAI_CORRIDOR can't be "\.\.\/etc"/);
    expect(read).toThrow(/DATABASE_URL can't be as it is set/);
    expect(read).not.toThrow(/hidden/);
    for (const bad of ['65536', '-1', '1.5', '1e3', 'NaN'])
      expect(() => readConfig({ PORT: bad })).toThrow('whole number');
  });

  it('take a database on a socket as well as one on a host', () => {
    for (const url of [
      'postgres://u:p@/serai?host=%2Fa%20b%2Frun',
      'postgresql://db.example:5433/serai?sslmode=require',
    ]) {
      expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
    }
  });
});

describe('ids', () => {
  it('are UUIDs of version 7 that sort as they were made, also when the clock stands or goes back', () => {
    const clock = manualClock('2026-11-21T08:00:00Z');
    const next = idSource(clock);
    const ids = Array.from({ length: 10_000 }, (_, number) => {
      if (number === 5_000) clock.pass(-60_000);
      return next();
    });
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect(Number.parseInt(ids[0]!.replace('-', '').slice(0, 12), 16)).toBe(clock.now().getTime() + 60_000);
  });
});

describe('the bus of one process', () => {
  it('tells every listener, of which one may fail, and none that has left', async () => {
    const bus = localBus();
    const heard: unknown[] = [];
    bus.subscribe('corridor', () => {
      throw new Error('mine alone');
    });
    const leave = bus.subscribe('corridor', (payload) => heard.push(payload));
    await bus.publish('corridor', { version: '1' });
    await bus.publish('other', 2);
    await new Promise((settle) => setImmediate(settle));
    leave();
    await bus.publish('corridor', { version: '2' });
    await new Promise((settle) => setImmediate(settle));
    expect(heard).toEqual([{ version: '1' }]);
    await expect(bus.publish('corridor', 'x'.repeat(8_000))).rejects.toThrow('publish an id');
  });
});

describe('limits', () => {
  it('believe a trusted proxy about whom it speaks for, and nobody else', () => {
    const trusted = ['127.0.0.1', '10.0.0.2'];
    expect(addressOf('198.51.100.7', '203.0.113.1', trusted)).toBe('198.51.100.7');
    expect(addressOf('::ffff:127.0.0.1', '203.0.113.1', trusted)).toBe('203.0.113.1');
    expect(addressOf('127.0.0.1', 'made up, 192.0.2.1, 203.0.113.1, 10.0.0.2', trusted)).toBe('203.0.113.1');
    for (const nothing of [undefined, '', 'nonsense', '10.0.0.2', '203.0.113.1, x'])
      expect(addressOf('127.0.0.1', nothing, trusted)).toBe('127.0.0.1');
    expect(addressOf('127.0.0.1', '203.0.113.1', [])).toBe('127.0.0.1');
  });

  it('remember no more callers than they are told', () => {
    const rate = new RateLimit(1, 1, 2);
    for (const caller of ['a', 'b', 'c']) expect(rate.take(caller, 0)).toBe(0);
    expect(rate.take('c', 0)).toBe(1);
    expect(rate.take('a', 0)).toBe(0);
  });

  it('count an IPv6 network as one caller, and an IPv4 address the same however it is written', () => {
    expect(callerOf('2001:db8:1:2:3:4:5:6')).toBe(callerOf('2001:db8:1:2:ffff::1'));
    expect(callerOf('::ffff:10.0.0.1')).toBe(callerOf('10.0.0.1'));
  });

  it('do not begin work whose caller went away while it waited', async () => {
    const gate = new Gate(1);
    const { promise, resolve } = deferred();
    const first = gate.run(
      () => new AbortController().signal,
      () => promise,
    );
    const gone = new AbortController();
    let begun = false;
    const second = gate.run(
      () => gone.signal,
      async () => {
        begun = true;
      },
    );
    gone.abort(new Error('gone'));
    resolve();
    await first;
    await expect(second).rejects.toThrow('gone');
    expect(begun).toBe(false);
    expect(
      await gate.run(
        () => new AbortController().signal,
        async () => 'free again',
      ),
    ).toBe('free again');
  });
});

describe('the language', () => {
  it('is the one asked for, else the best accepted, else English', () => {
    const choose = (asked: string | null, accepted?: string) =>
      chooseLanguage(asked, accepted, ['en', 'zh', 'ru']);
    expect(choose('zh', 'ru')).toBe('zh');
    expect(choose(null, 'kk, ru;q=0.9, en;q=0.8')).toBe('ru');
    expect(choose(null, 'zh-hans-cn')).toBe('zh');
    expect(choose('xx', undefined)).toBe('en');
    expect(choose(null, 'en;q=0, zh;q=abc, ,;;')).toBe('en');
  });
});

function deferred() {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
