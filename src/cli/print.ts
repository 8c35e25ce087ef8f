// A reader that has seen enough (`| head`) ends the command, without a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** A line on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
