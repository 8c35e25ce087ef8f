import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * - `keys-missing`  nothing to make a key from, and a file of this machine would not do
 * - `keys-invalid`  DATA_KEY or the key file does not hold what it should
 * - `keys-file`     the key file cannot be read or written
 * - `seal-invalid`  not a sealed text, or changed since, or sealed for something else
 * - `seal-key`      sealed with a key that is no longer among ours
 */
export type KeysErrorCode = 'keys-missing' | 'keys-invalid' | 'keys-file' | 'seal-invalid' | 'seal-key';

/** A failure of keys or seals. Its message never holds a key or a sealed text. */
export class KeysError extends Error {
  override readonly name = 'KeysError';
  readonly code: KeysErrorCode;

  constructor(code: KeysErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** Where keys come from; the first that is there counts (CONTRACTS.md, "Environment"). */
export interface KeySources {
  /** `DATA_KEY`: a comma list, the current key first, then older ones that still open. At least 16 characters each. */
  dataKey?: string | undefined;
  /** The secret of a channel (`DIRECTLINE_SECRET`): keys are derived from it, so a new secret is a new key. */
  secret?: string | undefined;
  /** A file with keys, one a line, made with mode 0600 when it is not there. Null where several instances share data. */
  file: string | null;
}

/** What gives names to things; see {@link Keys.pseudonym}. */
export type Naming = Pick<Keys, 'pseudonym'>;

/** What is done with the keys; the keys themselves are never handed out. */
export interface Keys {
  /**
   * Seals a text (AES-256-GCM, a random nonce each time). It opens only with the same `context`, so that what was
   * sealed for one conversation is worthless in another's row.
   */
  seal(text: string, context: string): string;
  /** @throws KeysError `seal-invalid`, `seal-key` */
  open(sealed: string, context: string): string;
  /**
   * A keyed hash (HMAC-SHA-256, 128 bits, 22 characters of base64url) by which to know a value again without
   * keeping it. `kind` keeps hashes of different things apart: `person`, `message` …
   */
  pseudonym(kind: string, value: string): string;
  /** The same with every key, the current one first: for finding what an older key has named. */
  pseudonyms(kind: string, value: string): string[];
  /** Each key on its own, the current one first: for whatever has several names to be found again together. */
  readonly namings: readonly Naming[];
}

/** Makes random bytes; handed in by tests. */
export type Random = (length: number) => Uint8Array;

/** What a key is derived into, so that one key is never used for two things. */
interface KeySet {
  /** Eight characters that say which key it was; they tell nothing about it. */
  id: string;
  sealing: Uint8Array;
  /** Made ready once: from bytes each HMAC would take ten times as long. */
  naming: KeyObject;
}

const MIN_CHARACTERS = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Finds the keys: `dataKey`, else derived from `secret`, else the file.
 * @throws KeysError `keys-missing`, `keys-invalid`, `keys-file`
 */
export function loadKeys(sources: KeySources, random: Random = randomBytes): Keys {
  const sets = materials(sources, random).map(deriveSet);
  const current = sets[0]!;

  return {
    seal(text, context) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.sealing, nonce);
      cipher.setAAD(Buffer.from(`${current.id}\0${context}`));
      const box = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${current.id}.${box.toString('base64url')}`;
    },

    open(sealed, context) {
      const [, id, box] = /^v1\.([\w-]{8})\.([\w-]+)$/.exec(sealed) ?? [];
      if (id === undefined || box === undefined) throw unreadable();
      const set = sets.find(candidate => candidate.id === id);
      if (set === undefined) {
        throw new KeysError(
          'seal-key',
          `Sealed with key ${id}, which is not among ours. Add that key to the end of DATA_KEY until its data is gone.`,
        );
      }
      const bytes = Buffer.from(box, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) throw unreadable();
      const decipher = createDecipheriv('aes-256-gcm', set.sealing, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(`${id}\0${context}`));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        throw unreadable();
      }
    },

    pseudonym: (kind, value) => nameWith(current, kind, value),
    pseudonyms: (kind, value) => sets.map(set => nameWith(set, kind, value)),
    namings: sets.map(set => ({ pseudonym: (kind: string, value: string) => nameWith(set, kind, value) })),
  };
}

function unreadable(): KeysError {
  return new KeysError('seal-invalid', 'Not a sealed text, or changed since, or sealed for something else.');
}

function nameWith(set: KeySet, kind: string, value: string): string {
  return createHmac('sha256', set.naming)
    .update(`${kind.length}:${kind}${value}`)
    .digest('base64url')
    .slice(0, 22);
}

/** HKDF-SHA-256 (RFC 5869) with a label for each use. */
function deriveSet(material: string): KeySet {
  const derive = (use: string) =>
    new Uint8Array(hkdfSync('sha256', material, 'asistente-igm', use, KEY_BYTES));
  return {
    id: hash('sha256', derive('key id'), 'base64url').slice(0, 8),
    sealing: derive('sealing'),
    naming: createSecretKey(derive('naming')),
  };
}

function materials({ dataKey, secret, file }: KeySources, random: Random): string[] {
  if (dataKey !== undefined && dataKey.trim() !== '') return checked(dataKey.split(','), 'DATA_KEY');
  if (secret !== undefined && secret !== '') return [secret];
  if (file === null) {
    throw new KeysError(
      'keys-missing',
      'Instances that share a database must share their keys: set DATA_KEY (or DIRECTLINE_SECRET) to the same value on all. Make one with: openssl rand -base64 32',
    );
  }
  return checked(readOrCreate(file, random).split('\n'), file);
}

function checked(list: string[], where: string): string[] {
  const keys = list.map(key => key.trim()).filter(key => key !== '');
  const short = keys.findIndex(key => key.length < MIN_CHARACTERS);
  if (short !== -1) {
    throw new KeysError(
      'keys-invalid',
      `Key ${short + 1} in ${where} is shorter than ${MIN_CHARACTERS} characters. Make one with: openssl rand -base64 32`,
    );
  }
  if (keys.length === 0) {
    throw new KeysError(
      'keys-invalid',
      `${where} holds no key. Restore it, or remove it to have a new one made.`,
    );
  }
  return keys;
}

/** Reads the key file. Makes it first where there is none, whole or not at all, also when two processes try. */
function readOrCreate(file: string, random: Random): string {
  try {
    const existing = readIfThere(file);
    if (existing !== null) return existing;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.${process.pid}.${Buffer.from(random(6)).toString('hex')}`;
    const handle = openSync(draft, 'wx', 0o600);
    try {
      writeSync(handle, `${Buffer.from(random(KEY_BYTES)).toString('base64url')}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    } finally {
      unlinkSync(draft);
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new KeysError(
      'keys-file',
      `The key file ${file} cannot be read or made. Check the permissions of its folder, or set DATA_KEY.`,
      { cause: error },
    );
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
