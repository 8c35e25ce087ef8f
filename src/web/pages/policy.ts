import { createHash } from 'node:crypto';

/** The hash by which a content security policy allows one inline style sheet (CSP 3, "hash-source"). */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/**
 * What browsers must hold to on every public page. Everything is refused that is not named; the one inline style
 * sheet is named by its hash. Data blocks need no leave: they are no scripts. `origin`: of the pages.
 */
export function pageHeaders(inlineStyle: string, origin: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src 'self' ${hashSource(inlineStyle)}`,
      "script-src 'self'",
      // Older browsers do not count a WebSocket to the same server as 'self'.
      `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
      "img-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(origin.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}
