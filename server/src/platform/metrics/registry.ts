/**
 * Prometheus' text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats. Three kinds are all we need, so
 * there is no package for it.
 */
export type Labels = Readonly<Record<string, string>>;
export interface Sample {
  labels?: Labels;
  value: number;
}
type Read = () => readonly Sample[] | Promise<readonly Sample[]>;

export const contentType = 'text/plain; version=0.0.4; charset=utf-8';
/** Label values that come from outside must be few: each set of them is held for ever. Beyond this, new ones are not counted. */
const seriesMax = 2_000;

export class Registry {
  private readonly families: { name: string; head: string; lines: () => Promise<string[]> }[] = [];

  /** A figure that is read when it is asked for: `gauge` goes up and down, `counter` only up. */
  read(type: 'gauge' | 'counter', name: string, help: string, read: Read): void {
    this.add(type, name, help, async () =>
      (await read()).map(({ labels, value }) => line(name, labels ?? {}, value)),
    );
  }

  /** How often something happened and how long it took; answers what notes one of it. */
  histogram(name: string, help: string, bounds: readonly number[]): (labels: Labels, value: number) => void {
    const series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();
    this.add('histogram', name, help, async () =>
      [...series.values()].flatMap(({ labels, counts, sum, count }) => [
        ...bounds.map((le, index) =>
          line(`${name}_bucket`, { ...labels, le: String(le) }, sumTo(counts, index)),
        ),
        line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
        line(`${name}_sum`, labels, sum),
        line(`${name}_count`, labels, count),
      ]),
    );
    return (labels, value) => {
      const key = Object.values(labels).join('\0');
      let one = series.get(key);
      if (one === undefined) {
        if (series.size >= seriesMax) return;
        one = { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
        series.set(key, one);
      }
      const bucket = bounds.findIndex((bound) => value <= bound);
      if (bucket >= 0) one.counts[bucket]! += 1;
      one.sum += value;
      one.count += 1;
    };
  }

  async text(): Promise<string> {
    const parts = await Promise.all(
      this.families.map(async ({ head, lines }) => `${head}${(await lines()).join('')}`),
    );
    return parts.join('');
  }

  private add(type: string, name: string, help: string, lines: () => Promise<string[]>): void {
    if (this.families.some((each) => each.name === name)) throw new Error(`${name} is declared twice`);
    const said = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
    this.families.push({ name, head: `# HELP ${name} ${said}\n# TYPE ${name} ${type}\n`, lines });
  }
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${written(value)}\n`;
}
/** A bucket of Prometheus' counts what all before it count, too. */
const sumTo = (counts: readonly number[], last: number) =>
  counts.slice(0, last + 1).reduce((sum, count) => sum + count, 0);
const escaped = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const written = (value: number) =>
  value === Number.POSITIVE_INFINITY ? '+Inf' : value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
