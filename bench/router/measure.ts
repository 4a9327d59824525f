export async function timed<T>(work: () => T | Promise<T>): Promise<[result: T, seconds: number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}

/** Milliseconds by the clock, and of the processor, which other load on the machine does not lengthen. */
export interface Cost {
  clockMs: number;
  processorMs: number;
}

export function costOf(work: () => void): Cost {
  const processor = process.cpuUsage();
  const start = performance.now();
  work();
  const clockMs = performance.now() - start;
  const { user, system } = process.cpuUsage(processor);
  return { clockMs, processorMs: (user + system) / 1000 };
}

/** The p50 and p95 over queries, each query by the median of its repetitions. */
export function summary(costs: readonly (readonly Cost[])[]): Record<string, number> {
  const clock = costs.map((query) => median(query.map(({ clockMs }) => clockMs)));
  const processor = costs.map((query) => median(query.map(({ processorMs }) => processorMs)));
  return {
    p50Ms: percentile(clock, 0.5),
    p95Ms: percentile(clock, 0.95),
    p50ProcessorMs: percentile(processor, 0.5),
    p95ProcessorMs: percentile(processor, 0.95),
  };
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}

/** What is held after collecting (`node --expose-gc`), typed arrays included. What weak maps held goes a collection later. */
export async function settledMegabytes(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
