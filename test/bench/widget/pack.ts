/** A file that a phone fetches in order to answer without a connection: bytes as they are, and in brotli. */
export interface PackFile {
  readonly name: string;
  readonly raw: number;
  readonly br: number;
}

/** The files that the widget of a running service would fetch, weighed as they come over the wire. */
export async function packFiles(service: string): Promise<PackFile[]> {
  const script = await (await fetch(`${service}/widget.js`)).text();
  const [core] = /\/assets\/offline\.[\w-]+\.js/.exec(script)!;
  const { index } = (await (await fetch(`${service}/widget/edition.json`)).json()) as { index: string };
  const named = { 'the core': core, 'the texts': '/widget/edition.json', 'the index': index };
  return Promise.all(
    Object.entries(named).map(async ([name, path]) => ({ name, ...(await sizes(service + path)) })),
  );
}

async function sizes(url: string): Promise<{ raw: number; br: number }> {
  const plain = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
  const small = await fetch(url, { method: 'HEAD', headers: { 'Accept-Encoding': 'br' } });
  return { raw: (await plain.arrayBuffer()).byteLength, br: Number(small.headers.get('Content-Length')) };
}
