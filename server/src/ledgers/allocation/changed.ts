const gatherMs = 50;

/** Gathers the ids of pools that changed, so that a hot pool is told of twenty times a second and not with every batch. */
export class ChangedPools {
  private readonly ids = new Set<string>();
  private readonly listener: ((pools: string[]) => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(listener: ((pools: string[]) => void) | undefined) {
    this.listener = listener;
  }

  add(pools: Iterable<{ id: string }>): void {
    for (const { id } of pools) this.ids.add(id);
    if (this.ids.size > 0) this.timer ??= setTimeout(() => this.tell(), gatherMs).unref();
  }

  tell(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.ids.size === 0) return;
    const pools = [...this.ids];
    this.ids.clear();
    this.listener?.(pools);
  }
}
