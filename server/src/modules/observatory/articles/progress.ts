/** A line on stderr: rewritten in place on a terminal, else a new one every ten seconds. */
export interface Progress {
  next(text: string): void;
  /** Makes room for another line. */
  pause(): void;
  end(): void;
}

export function showProgress(): Progress {
  const terminal = process.stderr.isTTY === true;
  const everyMs = terminal ? 200 : 10_000;
  let lastMs = performance.now();
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write('\r\x1b[K');
    shown = false;
  };
  return {
    next: (text) => {
      if (performance.now() - lastMs < everyMs) return;
      lastMs = performance.now();
      process.stderr.write(terminal ? `\r\x1b[K${text}` : `${text}\n`);
      shown = terminal;
    },
    pause: clear,
    end: clear,
  };
}
