import type { Store } from '../../store/index.ts';
import type { Terminal } from './terminal.ts';

/** What a command of `npm run knowledge` is given. */
export interface Context {
  readonly terminal: Terminal;
  /** The project's folder. */
  readonly root: string;
  /** The folder that is worked on: `knowledge/`. */
  readonly folder: string;
  /** The day at the office: what is in force is so by its days. */
  today(): string;
  /** Opens the service's store for as long as `work` takes. */
  withStore<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

/** What may be written behind a command. */
export interface Options {
  readonly document?: string | undefined;
  readonly issued?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly quick?: boolean | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly edition?: string | undefined;
  readonly bank?: string | undefined;
}

/** Runs a command with what stands behind its name; gives the exit code. */
export type Command = (context: Context, names: readonly string[], options: Options) => Promise<number>;

/** Exit codes, the same for every command. */
export const DONE = 0;
/** Something is to be corrected first; nothing was published or written. */
export const REFUSED = 1;
/** The command itself, or a file that it names, is wrong. */
export const MISUSED = 2;
