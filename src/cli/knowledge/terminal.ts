import type { SayKnowledge } from '../../knowledge/compare/index.ts';
import type { Language } from '../../language/index.ts';
import { print } from '../print.ts';

/** Where a command of `npm run knowledge` speaks. */
export interface Terminal {
  readonly lang: Language;
  readonly say: SayKnowledge;
  /** A line on standard output. */
  line(text: string): void;
  /** How far something is: a bar that is drawn over on a terminal, a line now and then elsewhere; on standard error. */
  progress(label: string, done: number, total: number): void;
  /** A bar for what cannot say how far it is: counts the seconds until it is stopped. */
  waiting(label: string): () => void;
}

const WIDTH = 30;

export function createTerminal(lang: Language, say: SayKnowledge): Terminal {
  const { stderr } = process;
  let last = '';
  const write = (text: string, isEnd: boolean) => {
    if (stderr.isTTY) stderr.write(`\r\u001B[K${text}${isEnd ? '\n' : ''}`);
    else stderr.write(`${text}\n`);
  };
  return {
    lang,
    say,
    line: print,
    progress(label, done, total) {
      const share = total === 0 ? 1 : done / total;
      const key = `${label} ${Math.floor(share * (stderr.isTTY ? 100 : 10))}`;
      if (key === last) return;
      last = key;
      const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
      write(
        `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${label} ${done}/${total}`,
        done >= total,
      );
    },
    waiting(label) {
      const from = performance.now();
      const seconds = () => Math.round((performance.now() - from) / 1000);
      write(`${label} …`, false);
      const timer = setInterval(() => stderr.isTTY && write(`${label} … ${seconds()} s`, false), 1_000);
      return () => {
        clearInterval(timer);
        write(`${label}: ${seconds()} s`, true);
      };
    },
  };
}
