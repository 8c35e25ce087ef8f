/**
 * How deep arrays and objects are nested in a JSON text, counted up to `limit` + 1. One pass that stops early, so
 * that a text of 20,000 brackets is refused before anything that recurses has seen it.
 */
export function jsonDepth(text: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (inString) {
      if (sign === BACKSLASH) i++;
      else if (sign === QUOTE) inString = false;
    } else if (sign === QUOTE) {
      inString = true;
    } else if (sign === BRACKET || sign === BRACE) {
      depth++;
      if (depth > deepest) deepest = depth;
      if (deepest > limit) return deepest;
    } else if (sign === BRACKET_END || sign === BRACE_END) {
      depth--;
    }
  }
  return deepest;
}

const QUOTE = 0x22;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
