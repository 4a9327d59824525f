import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['serai:source'] };
const ssr = { resolve: { conditions: ['serai:source'] } };

/**
 * Tests of real processes, kills and browsers are tried once more in CI, where a busy machine can make one late; never where a
 * person runs them, so that what happens now and then is seen.
 */
const retry = process.env.CI ? 1 : 0;

/**
 * Vitest leaves one processor idle, which on a machine of two is half of it. Projects go by their names, so browser and command line, whose files take
 * longest, come first, and the many small ones fill what is left.
 */
const maxWorkers = '100%';

/** `expect.poll` asks until something is so, and a machine may be busy: as long as a page is waited for (test/browser/visitor.ts). */
const patient = { poll: { timeout: 30_000 } };

/** One runner, four projects: `unit` needs nothing, `db` a PostgreSQL, `cli` a checkout, `browser` a Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          maxWorkers,
          include: [
            'engines/*/src/**/*.test.ts',
            'server/src/**/*.test.ts',
            'web/src/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test/unit/**/*.test.ts',
          ],
          exclude: ['**/*.db.test.ts', '**/node_modules/**', '**/dist/**'],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'db',
          maxWorkers,
          retry,
          include: ['server/src/**/*.db.test.ts', 'test/db/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: patient,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'cli',
          maxWorkers,
          retry,
          include: ['test/cli/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: patient,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'browser',
          maxWorkers,
          retry,
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: patient,
        },
      },
    ],
  },
});
