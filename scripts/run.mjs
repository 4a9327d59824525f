// What `npm start`, `npm test`, `npm run bench` and `npm run build` call. Needs nothing but Node: it installs when
// node_modules is missing or the lock file changed, builds what is stale, then runs. No dependency, on purpose.
import { root } from './bundle.mjs';
import { build, checkTypes, install, lint } from './tasks.mjs';

const [task = 'help', ...rest] = process.argv.slice(2);
process.chdir(root);

const tasks = {
  async start() {
    install();
    await build();
    process.argv.splice(2, process.argv.length, 'start', ...rest);
    await import('../server/bin/serai.mjs');
  },
  async test() {
    install();
    const { runTests } = await import('./test.mjs');
    process.exit(await runTests(rest));
  },
  async build() {
    install();
    await build({ force: rest.includes('--force') });
  },
  async types() {
    install();
    process.exit(checkTypes() ? 0 : 1);
  },
  async lint() {
    install();
    process.exit(lint() ? 0 : 1);
  },
  async bench() {
    install();
    const { runBench } = await import('./bench.mjs');
    process.exit(await runBench(rest));
  },
  async help() {
    console.error(
      'usage: node scripts/run.mjs start | test [--only types|lint|unit|db|cli|browser] | build | bench NAME [--quick] [--json]',
    );
    process.exit(2);
  },
};

await (tasks[task] ?? tasks.help)();
