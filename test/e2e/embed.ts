import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What `embed.html` names as the service. */
const WRITTEN = 'http://127.0.0.1:3978';

export interface ForeignPage {
  /** Where it is. */
  readonly url: string;
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves `embed.html` on an origin of its own, under a policy that allows the page's own rules and one service:
 * no inline script, no other style, no image, no frame. `?tag=` replaces the attributes of the tag. `service`: asked for on every request, as the service may
 * have to know this page's origin before it starts.
 */
export async function serveForeignPage(service: () => string): Promise<ForeignPage> {
  const html = readFileSync(new URL('embed.html', import.meta.url), 'utf8');
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://foreign');
    if (pathname !== '/') {
      response.writeHead(204).end();
      return;
    }
    const origin = service();
    const policy = [
      "default-src 'none'",
      `script-src ${origin}`,
      `connect-src ${origin} ${origin.replace(/^http/, 'ws')}`,
      `style-src 'sha256-${hash}'`,
    ];
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy.join('; '),
    });
    const attributes = searchParams.get('tag') ?? 'data-lang="es"';
    response.end(html.replace(WRITTEN, origin).replace('data-lang="es"', attributes));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/`,
    origin,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
