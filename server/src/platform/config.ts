import { isIP } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { Failure } from './failure.ts';
import { root } from './root.ts';

export interface Config {
  host: string;
  port: number;
  /** Absolute: where Serai keeps its own database and what it needs between two starts. */
  dataFolder: string;
  /** The pack's folder name below corridors/. */
  corridor: string;
  /** A PostgreSQL to use in place of our own, or nothing. Holds a password: never log it. */
  databaseUrl: string | undefined;
  logLevel: (typeof logLevels)[number];
  /** Requests a second one caller may keep up, and how many at once on top of that. */
  ratePerSecond: number;
  rateBurst: number;
  /** Who shows it may read /metrics; without one, who calls from this machine. Never log it. */
  metricsToken: string | undefined;
  /** Where people reach the server, without a slash at its end; where it listens, unless told. */
  publicUrl: string | undefined;
  /** What cookies are signed and second factors encrypted with; else it is made and kept in the data folder. Never log it. */
  secret: string | undefined;
  /** The mail server; none: letters become files. Holds a password: never log it. */
  smtpUrl: string | undefined;
  mailFrom: string;
  /** Addresses of reverse proxies that are believed about whom they speak for. */
  trustedProxies: readonly string[];
}

/** Reads the settings from the environment (docs/configuration.md) and says every one that can't be used. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // An empty variable is how a compose file or a shell says "not set".
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const shown = secrets.has(name) ? 'as it is set' : `"${given[name]}"`;
      return `${name} can't be ${shown}: ${issue.message}.`;
    });
    throw new Failure(`${sentences.join(' ')} See docs/configuration.md.`);
  }
  const value = parsed.data;
  if (value.SMTP_URL !== undefined && given.MAIL_FROM === undefined)
    throw new Failure(
      'MAIL_FROM must say whom letters come from, such as Serai <serai@hub.example>, where SMTP_URL is set. See docs/configuration.md.',
    );
  return {
    host: value.HOST,
    port: value.PORT,
    // A relative folder counts from the checkout, not from where the command was called: npm start and npx serai must agree.
    dataFolder: isAbsolute(value.SERAI_DATA) ? value.SERAI_DATA : join(root, value.SERAI_DATA),
    corridor: value.SERAI_CORRIDOR,
    databaseUrl: value.DATABASE_URL,
    logLevel: value.LOG_LEVEL,
    ratePerSecond: value.SERAI_RATE_PER_SECOND,
    rateBurst: value.SERAI_RATE_BURST,
    metricsToken: value.METRICS_TOKEN,
    publicUrl: value.SERAI_URL,
    secret: value.SERAI_SECRET,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    trustedProxies: value.SERAI_TRUSTED_PROXIES,
  };
}

/** Not to be repeated in a message. */
const secrets = new Set(['DATABASE_URL', 'METRICS_TOKEN', 'SERAI_SECRET', 'SMTP_URL']);
const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const wholeNumber = (what: string, min: number, max: number) =>
  z
    .string()
    .trim()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
      `${what} is a whole number from ${min} to ${max}`,
    )
    .transform(Number);

function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && search + hash + username + password === '';
}

const settings = z.object({
  PORT: wholeNumber('a port', 0, 65_535).default(4870),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,255}$/, 'a host is a name or an address such as 127.0.0.1, 0.0.0.0 or ::')
    .default('127.0.0.1'),
  SERAI_DATA: z.string().max(1000, 'a folder name has at most 1,000 characters').default('.serai'),
  SERAI_CORRIDOR: z
    .string()
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'a corridor is the name of a folder below corridors/, such as central-asia',
    )
    .default('central-asia'),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace('@/', '@localhost/')),
      'it is written postgres://user:password@host:5432/database',
    )
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `a level is one of ${logLevels.join(', ')}`).default('warn'),
  SERAI_RATE_PER_SECOND: wholeNumber('a rate', 1, 1_000_000).default(100),
  SERAI_RATE_BURST: wholeNumber('a burst', 1, 1_000_000).default(400),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, 'a token is 16 to 200 printable ASCII characters without spaces')
    .optional(),
  SERAI_URL: z
    .string()
    .trim()
    .refine(isOrigin, 'it is written https://serai.example, with no path')
    .transform((text) => new URL(text).origin)
    .optional(),
  SERAI_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{32,200}$/, 'a secret is 32 to 200 printable ASCII characters without spaces')
    .optional(),
  SMTP_URL: z
    .string()
    .refine(
      (text) => /^smtps?:\/\//.test(text) && URL.canParse(text) && new URL(text).hostname !== '',
      'it is written smtps://user:password@host:465 or smtp://host:587',
    )
    .optional(),
  SERAI_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((address) => address.trim()))
    .refine(
      (all) => all.every((address) => isIP(address) !== 0),
      'it is a list of IP addresses, such as 127.0.0.1,10.0.0.2',
    )
    .default([]),
  MAIL_FROM: z
    .string()
    .trim()
    .regex(
      /^([^<>\r\n"]{1,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'it is written Serai <serai@hub.example>',
    )
    .default('Serai <serai@localhost>'),
});
