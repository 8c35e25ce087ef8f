import type { Json } from '../../store/index.ts';
import { asObject, type Redact } from '../intake/index.ts';

/** "Data at rest" in CONTRACTS.md. In bytes of JSON. */
const MOST_BYTES = 1024;

/** `clientTimestamp` and the like: digits that name nobody. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A client's `channelData`, fit to be logged and echoed: at most 1 KB, personal data taken out of every string,
 * number and name, `clientActivityID` untouched. `igm` is the assistant's own and dropped. Where it is too long,
 * only `clientActivityID` stays.
 */
export function safeChannelData(
  value: Json | undefined,
  clientActivityId: string | undefined,
  redact: Redact,
): Json | undefined {
  const own = clientActivityId === undefined ? undefined : { clientActivityID: clientActivityId };
  const { clientActivityID: _id, igm: _igm, ...rest } = asObject(value);
  if (Object.keys(rest).length === 0 || bytes(rest as Json) > MOST_BYTES) return own;
  const safe = { ...asObject(redacted(rest as Json, redact)), ...own } as Json;
  return bytes(safe) > MOST_BYTES ? own : safe;
}

/** Goes down as deep as the body reader lets JSON be nested. */
function redacted(value: Json, redact: Redact): Json {
  if (typeof value === 'string') return MOMENT.test(value) ? value : redact(value).text;
  // A telephone number may come as a number.
  if (typeof value === 'number')
    return redact(String(value)).found.length > 0 ? redact(String(value)).text : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => redacted(item as Json, redact));
  const entries = Object.entries(value as { [key: string]: Json });
  return Object.fromEntries(
    entries
      .filter(([name]) => redact(name).found.length === 0)
      .map(([name, item]) => [name, redacted(item, redact)]),
  );
}

function bytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}
