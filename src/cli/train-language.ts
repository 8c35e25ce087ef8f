// node src/cli/train-language.ts: fits the language detector on `knowledge/` and the word lists, sets how sure it is
// on test/data/language-tuning.jsonl, and writes src/language/detect/weights.ts: the same bytes for the same texts.
//
//   --check   writes nothing; ends with 1 when the file is not what it would write
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFragments } from './language-fragments.ts';
import { makeSamples } from './language-samples.ts';
import { fitScale } from './language-scale.ts';
import { readLanguageTexts } from './language-texts.ts';
import { fitModel } from './language-training.ts';
import { saveModel } from './language-weights.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

const SEED = 7;
const FILE = 'src/language/detect/weights.ts';

const texts = readLanguageTexts();
/** Every round of the training sees pieces, medleys and misspellings of its own. */
const draw = (round: number) => makeSamples(texts, SEED * 100 + round);
const samples = draw(0);
const saved = saveModel(fitModel(draw, texts.shared, SEED), samples.all, [1]);
const scale = fitScale(saved, readFragments('language-tuning'));
const module = `// Written by \`node src/cli/train-language.ts\`; what the fields mean is in model.ts.
import type { SavedModel } from './model.ts';

export const WEIGHTS: SavedModel = {
  frequentWords:
    ${quoted(saved.frequentWords)},
  otherWords:
    ${quoted(saved.otherWords)},
  wordWeights:
    ${quoted(saved.wordWeights)},
  runs: ${quoted(saved.runs)},
  steps: [${saved.steps.join(', ')}],
  bias: [${saved.bias.join(', ')}],
  scale: [${scale.join(', ')}],
};
`;
const path = join(ROOT, FILE);
if (!process.argv.includes('--check')) {
  writeFileSync(path, module);
  print(`${FILE}: ${module.length} bytes from ${samples.all.length} samples`);
} else if (readFileSync(path, 'utf8') === module) {
  print(`${FILE} is up to date`);
} else {
  print(`${FILE} is not what the texts of today give: run node src/cli/train-language.ts`);
  process.exitCode = 1;
}

/** As the formatter quotes it. */
function quoted(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
