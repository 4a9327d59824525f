/** The map's colours, read from the page's tokens, so that light, dark and print follow them without a second list. */
const tokens = {
  paper: '--paper',
  sheet: '--sheet',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  line: '--line',
  land: '--land',
  sea: '--sea',
  lapis: '--lapis',
  lapisFill: '--lapis-fill',
  saffron: '--saffron',
  saffronFill: '--saffron-fill',
  bad: '--bad',
} as const;

export type Palette = Record<keyof typeof tokens, string>;

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const entries = Object.entries(tokens).map(([name, token]) => [
    name,
    style.getPropertyValue(token).trim() || '#888',
  ]);
  return Object.fromEntries(entries) as Palette;
}

/** Calls back when the page changes between light and dark. Returns how to stop listening. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
