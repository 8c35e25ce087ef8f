import type { IncomingHttpHeaders } from 'node:http';

/**
 * Cookies of the desk. `__Host-`: set by this very host over https, for the whole of it and no subdomain
 * (RFC 6265bis, 4.1.3.2). Chromium and Firefox also take them from http on this machine (localhost, 127.0.0.1); Safari
 * does not: there the desk needs https.
 */
export const COOKIES = {
  /** Who is signed in. */
  session: '__Host-igm-desk',
  /** Ties the form of the sign-in to the browser that it was made for. */
  form: '__Host-igm-desk-form',
  /** Ties a sign-in with a provider to the browser that began it. */
  provider: '__Host-igm-desk-oidc',
} as const;

/** A cookie that a browser sends; null when it sends none, or a doubtful one. */
export function cookieIn(headers: IncomingHttpHeaders, name: string): string | null {
  for (const part of (headers.cookie ?? '').slice(0, 8_192).split(';')) {
    const at = part.indexOf('=');
    if (at >= 0 && part.slice(0, at).trim() === name) {
      const value = part.slice(at + 1).trim();
      return /^[\w-]{20,200}$/.test(value) ? value : null;
    }
  }
  return null;
}

/** `Strict`: never sent when another site leads here. `Lax`: sent when a link or a provider does. */
export function setCookie(
  name: string,
  value: string,
  { maxAge, sameSite }: { maxAge: number; sameSite: 'Strict' | 'Lax' },
): Record<string, string> {
  return {
    'Set-Cookie': `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=${sameSite}`,
  };
}

export function clearCookie(name: string): Record<string, string> {
  return { 'Set-Cookie': `${name}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict` };
}
