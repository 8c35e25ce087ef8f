import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { type Keys, loadKeys } from './keys.ts';

/**
 * The keys of a service with this configuration: "Environment" in CONTRACTS.md says where they come from.
 * @throws KeysError
 */
export function configuredKeys({ store, dataKeys, directline }: Config): Keys {
  const { url } = store;
  const dataKey = dataKeys.join(',');
  const secret = directline.secret ?? undefined;
  // What is in memory only may be sealed with a key that is in memory only.
  if (url === 'memory:') {
    return loadKeys({ dataKey: dataKey || randomBytes(32).toString('hex'), secret, file: null });
  }
  const path = url.replace(/^file:(?:\/\/)?/, '');
  return loadKeys({ dataKey, secret, file: /^postgres/.test(url) ? null : join(dirname(path), 'key') });
}
