// The process that reads an untrusted file for `run.ts`: it may read the project's own files, write none, start nothing.
import { ImportError } from './fault.ts';
import { type GivenFile, readOutline } from './read.ts';
import type { Told } from './run.ts';

process.once('message', (file: GivenFile) => {
  readOutline(file, (done, total) => tell({ progress: { done, total } })).then(
    outline => tell({ outline }),
    (error: unknown) => {
      const { code, values } = error instanceof ImportError ? error : new ImportError('damaged');
      tell({ fault: { code, values } });
    },
  );
});

function tell(told: Told): void {
  process.send!(told);
}
