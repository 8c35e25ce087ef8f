// npm run build: makes ahead what the service needs (the trained index, the browser's code), so that it starts at
// once: in a container, or after an edit of knowledge/. `npm start` does it by itself when it has not been done.
import { bundleDesk } from '../desk/index.ts';
import { KnowledgeError, seedEdition } from '../knowledge/index.ts';
import { bundleBrowserCode } from '../web/files/index.ts';
import { print } from './print.ts';
import { ROOT } from './root.ts';

try {
  const { id, index } = seedEdition(ROOT, () => print('Training the index …'));
  const { widget, offline } = await bundleBrowserCode(ROOT);
  const desk = await bundleDesk(ROOT);
  const kilobytes = (size: number) => `${Math.round(size / 1024)} KB`;
  print(`Ready: edition ${id}, index ${kilobytes(index.length)}`);
  print(
    `       widget ${kilobytes(widget.length)}, offline core ${kilobytes(offline.length)}, desk ${kilobytes(desk.length)}, before compression`,
  );
} catch (error) {
  if (!(error instanceof KnowledgeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
