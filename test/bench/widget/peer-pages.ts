import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants } from 'node:zlib';
import { WEB_CHAT } from '../../e2e/official-webchat.ts';
import { publishedFile } from '../../published-file.ts';
import { IN_REPLY } from './contestants.ts';

const DEEP_CHAT = {
  name: 'deep-chat',
  version: '2.4.2',
  integrity: 'wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==',
};

/** Pages with other chats, as their documentation has it, their files in brotli as ours are. */
export interface PeerPages {
  readonly origin: string;
  close(): void;
}

/** `service`: where the official Web Chat finds Direct Line; deep-chat gets its answer from these pages themselves. */
export async function servePeers(service: () => string): Promise<PeerPages> {
  const scripts = new Map<string, Buffer>([
    ['/deep-chat.js', await publishedFile(DEEP_CHAT, 'dist/deepChat.bundle.js')],
    ['/webchat-minimal.js', await publishedFile(WEB_CHAT, 'dist/webchat-minimal.js')],
    ['/webchat-full.js', await publishedFile(WEB_CHAT, 'dist/webchat.js')],
  ]);
  const files = new Map([...scripts].map(([path, content]) => [path, compressed(content)]));
  const answerAt = (path: string): [headers: Record<string, string>, body: string | Buffer] => {
    const file = files.get(path);
    if (file !== undefined) return [{ 'Content-Type': 'text/javascript', 'Content-Encoding': 'br' }, file];
    if (path === '/reply')
      return [{ 'Content-Type': 'application/json' }, JSON.stringify({ text: IN_REPLY })];
    return [{ 'Content-Type': 'text/html' }, pageAt(path, service()) ?? ''];
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const [headers, body] = answerAt(path);
    response.writeHead(200, headers);
    response.end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function pageAt(path: string, service: string): string | null {
  const page = (
    body: string,
  ) => `<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>peer</title>
<meta name="viewport" content="width=device-width"></head><body>${body}</body></html>`;
  if (path === '/deep-chat') {
    return page(
      `<script type="module" src="/deep-chat.js"></script><deep-chat connect='{"url":"/reply"}'></deep-chat>`,
    );
  }
  if (!path.startsWith('/webchat-')) return null;
  // Its token is asked for while its script is still on the way: as quick as a page can be made.
  return page(`<div id="chat" style="height:90vh"></div>
<script>window.token = fetch('${service}/v3/directline/tokens/generate', { method: 'POST' }).then(r => r.json());</script>
<script src="${path}.js"></script>
<script>token.then(({ token }) => WebChat.renderWebChat({ locale: 'es',
  directLine: WebChat.createDirectLine({ token, domain: '${service}/v3/directline' }) }, document.getElementById('chat')));</script>`);
}

/** Quality 9 is what servers do ahead of time for files of some megabytes; 11 gains two per cent, in a minute. */
function compressed(content: Buffer): Buffer {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
}
