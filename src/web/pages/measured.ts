import type { Accuracy } from '../../evaluation/index.ts';
import measured from './accuracy.json' with { type: 'json' };

/** What `npm run evaluate -- test/data/measured.jsonl --publish` measured last: shown, never typed in. */
export const MEASURED = measured as Accuracy;
