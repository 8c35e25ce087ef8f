import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { redact } from '../../src/privacy/index.ts';

/**
 * Messages as people write them. `must_go`: no such string may be left; `must_stay`: each must be; `found`: the
 * kinds, where it matters which.
 */
interface Row {
  id: string;
  text: string;
  must_go: string[];
  must_stay: string[];
  found?: string[];
}

const bank = readFileSync(new URL('../data/privacy-tuning.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line) as Row);

describe('redact, on the messages of the tuning bank', () => {
  it.each(bank)('$id: $text', row => {
    const { text, found } = redact(row.text);
    expect(row.must_go.filter(identifier => text.includes(identifier))).toEqual([]);
    expect(row.must_stay.filter(words => !text.includes(words))).toEqual([]);
    if (row.found) expect([...found].sort()).toEqual([...row.found].sort());
  });
});
