import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { percent, table } from '../table.ts';

/** A CPU profile as V8 writes it (`--cpu-prof`). */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** What the stack is searched for, from the top: the first match says where the time goes. */
const PLACES: readonly (readonly [place: string, pattern: RegExp])[] = [
  ['turn: understanding and answering', /\/src\/(?:turn|understanding|retrieval|language|answer)\//],
  ['redaction', /\/src\/privacy\/(?:redact|detect)/],
  ['names and seals', /\/src\/privacy\/keys/],
  ['store: SQLite', /\/src\/store\/sqlite\//],
  ['store: queries and rows', /\/src\/store\//],
  ['letters to and from threads', /\/src\/app\/thinking/],
  ['metrics', /prom-client|\/src\/observe\/|measured-store/],
  ['Bot Framework channel', /\/src\/channel\/botframework\/|botbuilder|botframework/],
  ['intake', /\/src\/channel\/intake\//],
  ['HTTP: ours', /\/src\/channel\/http\/|raw-body/],
  ['HTTP: restify', /restify|find-my-way/],
  ['HTTP: Node', /^node:_http|^node:http|^node:net|^node:internal\/stream/],
];

/** Shares of the busy time of each thread, from the profiles in a folder. */
export function whereTimeGoes(folder: string): string {
  const shares = readdirSync(folder)
    .filter(file => file.endsWith('.cpuprofile'))
    .sort()
    .map(file => sharesOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile))
    .filter(({ busy }) => busy > 1);
  const names = [...PLACES.map(([place]) => place), 'garbage collection', 'other'];
  const rows = names.map(name => [
    name,
    ...shares.map(({ by, busy }) => percent((by.get(name) ?? 0) / busy)),
  ]);
  const head = ['% of busy time', ...shares.map((_, i) => (i === 0 ? 'event loop' : `thread ${i}`))];
  return table(head, [...rows, ['busy, s', ...shares.map(({ busy }) => busy.toFixed(1))]]);
}

/** Seconds by place, loading of modules and idling left out. */
function sharesOf({ nodes, samples, timeDeltas }: Profile): { by: Map<string, number>; busy: number } {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const parent = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id] as const)),
  );
  const placeOf = new Map<number, string | null>();
  const by = new Map<string, number>();
  let busy = 0;

  function place(id: number): string | null {
    const { functionName } = byId.get(id)!.callFrame;
    if (functionName === '(idle)' || functionName === '(program)') return null;
    if (functionName === '(garbage collector)') return 'garbage collection';
    for (let at: number | undefined = id; at !== undefined; at = parent.get(at)) {
      const { url, functionName: name } = byId.get(at)!.callFrame;
      if (url.startsWith('node:internal/modules') || name === 'compileFunction') return null;
      const found = PLACES.find(([, pattern]) => pattern.test(url));
      if (found !== undefined) return found[0];
    }
    return 'other';
  }

  samples.forEach((id, i) => {
    if (!placeOf.has(id)) placeOf.set(id, place(id));
    const name = placeOf.get(id);
    if (name === null || name === undefined) return;
    const seconds = (timeDeltas[i] ?? 0) / 1e6;
    busy += seconds;
    by.set(name, (by.get(name) ?? 0) + seconds);
  });
  return { by, busy };
}
