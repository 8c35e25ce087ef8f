import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * The service's log: JSON lines on standard error. It gets ids, codes, counts and durations, never a text, an
 * address, a token or a key; the list below is the second line of defence.
 */
export function createLog(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: PRIVATE.flatMap(name => [name, `*.${name}`]), censor: '(hidden)' },
    },
    destination,
  );
}

const PRIVATE = [
  'text',
  'token',
  'secret',
  'authorization',
  'address',
  'sealedAddress',
  'activity',
  'body',
  'headers',
  'from',
  'password',
];
