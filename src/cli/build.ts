// npm run build: makes ahead what the service needs (the trained index), so that it starts at once: in a container,
// or after an edit of knowledge/. `npm start` does it by itself when it has not been done.
import { KnowledgeError, seedEdition } from '../knowledge/index.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

try {
  const { id, index } = seedEdition(ROOT, () => print('Training the index …'));
  print(`Ready: edition ${id}, index ${Math.round(index.length / 1024)} KB`);
} catch (error) {
  if (!(error instanceof KnowledgeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
