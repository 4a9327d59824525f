/** What a browser says of itself, in the few words people know it by. */
export interface Device {
  browser?: string;
  system?: string;
}

// the order matters: Edge and Opera call themselves Chrome too, and everybody Safari
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bYaBrowser\//, 'Yandex'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

export function deviceOf(agent: string | null): Device {
  const named = (known: typeof browsers) => known.find(([pattern]) => pattern.test(agent ?? ''))?.[1];
  const browser = named(browsers);
  const system = named(systems);
  return { ...(browser ? { browser } : {}), ...(system ? { system } : {}) };
}
