/**
 * What the pages may load: their own files, and nothing from anywhere else. No inline script and no eval, ever. MapLibre
 * starts its worker from a blob and draws icons from data addresses; nothing needs inline styles (React Aria's one injected rule
 * stands in the web's own style sheet).
 */
const policyFor = (framedBy: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');

/** Sent with every answer, whatever it is. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policyFor("'none'"),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

const everywhere = Object.entries(securityHeaders);
/** A chart that somebody shows on a page of their own: it holds what is public and takes nothing in. */
const embedded = everywhere.flatMap(([name, value]): [string, string][] => {
  if (name === 'x-frame-options') return [];
  return [[name, name === 'content-security-policy' ? policyFor('*') : value]];
});

export const headersFor = (path: string): readonly (readonly [string, string])[] =>
  path.startsWith('/embed/') ? embedded : everywhere;
