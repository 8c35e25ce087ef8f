import { print } from './print.ts';

/** Says how a command is called and ends it, where somebody asked for that with `--help`. */
export function helpWith(usage: string): void {
  if (!process.argv.slice(2).some(argument => argument === '--help' || argument === '-h')) return;
  print(usage.trimEnd());
  process.exit(0);
}
