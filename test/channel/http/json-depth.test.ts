import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpError, parseJson } from '../../../src/channel/http/index.ts';
import { jsonDepth } from '../../../src/channel/http/json-depth.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of JSON', () => {
  it('is that of the parsed value', () => {
    fc.assert(fc.property(fc.json(), text => jsonDepth(text, 1000) === depthOf(JSON.parse(text))));
  });

  it('does not count brackets inside strings', () => {
    expect(jsonDepth(JSON.stringify(['[[[[\\"[[[']), 1000)).toBe(1);
  });

  it('stops a text of a million brackets at the limit', () => {
    expect(() => parseJson('['.repeat(1_000_000))).toThrow(HttpError);
  });

  it('is at most 32 for a body', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(() => parseJson(nested(32))).not.toThrow();
    expect(() => parseJson(nested(33))).toThrow('nested more than 32 levels');
  });
});
