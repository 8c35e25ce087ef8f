/**
 * npm run bench -- retrieval: this project's retrieval beside the libraries that a team would otherwise take, in
 * one run: how often the right entry comes first, how misspelling tells, what is answered that should not be, and
 * time, memory and build time at growing size.
 *
 *   --quick               sizes up to 1,000, fewer copies, shorter limits
 *   --only quality|scale|pair
 *   --sizes 10000,100000  generated collections of these sizes only
 *   --profile 10000       only: where the time of this core and of plain BM25 goes at so many entries
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { benchPairs } from './retrieval/bench-pairs.ts';
import { benchProfile } from './retrieval/bench-profile.ts';
import { benchQuality } from './retrieval/bench-quality.ts';
import { benchScale } from './retrieval/bench-scale.ts';
import { withCollections } from './retrieval/collections.ts';
import { FULL, QUICK } from './retrieval/limits.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    sizes: { type: 'string' },
    profile: { type: 'string' },
  },
});
const usual = values.quick ? QUICK : FULL;
const limits = values.sizes ? { ...usual, sizes: values.sizes.split(',').map(Number) } : usual;
const wanted = (part: string) => values.only === undefined || values.only === part;
const start = performance.now();

print(`npm run bench -- retrieval ${process.argv.slice(2).join(' ')}`.trimEnd());
print(`Node ${process.version}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`);
if (values.profile !== undefined)
  await withCollections([Number(values.profile)], made => benchProfile(made, print));
else {
  const variants =
    wanted('quality') || wanted('scale')
      ? await benchQuality(limits, wanted('quality') ? print : null)
      : new Map();
  await withCollections(limits.sizes, async made => {
    if (wanted('scale')) await benchScale(made, variants, limits, print);
    if (wanted('pair') || wanted('scale')) await benchPairs(made, print);
  });
}
print(`\n${Math.round((performance.now() - start) / 1000)} s`);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
