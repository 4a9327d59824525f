/** Light or dark: the system's until the reader chooses; remembered. Read by CSS as `data-theme` on the root. */
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';
const remembered = 'serai.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let chosen: Theme | null = recall();

export const currentTheme = (): Theme => chosen ?? (system.matches ? 'dark' : 'light');

export function chooseTheme(theme: Theme): void {
  // choosing what the system has means following the system again
  chosen = theme === (system.matches ? 'dark' : 'light') ? null : theme;
  try {
    if (chosen) localStorage.setItem(remembered, chosen);
    else localStorage.removeItem(remembered);
  } catch {}
  apply();
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, currentTheme);

export function followSystemTheme(): void {
  system.addEventListener('change', apply);
  apply();
}

function apply(): void {
  document.documentElement.dataset.theme = currentTheme();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function recall(): Theme | null {
  try {
    const theme = localStorage.getItem(remembered);
    return theme === 'dark' || theme === 'light' ? theme : null;
  } catch {
    return null;
  }
}
