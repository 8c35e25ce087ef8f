import { json } from '../../channel/index.ts';
import { isFunctionWord } from '../../language/index.ts';
import type { ReadWord } from '../../turn/index.ts';
import type { DeskParts } from '../parts.ts';
import { ROLES } from '../roles.ts';
import type { DeskRoute } from '../routes.ts';
import { adviceOn } from './advice.ts';
import { createEntries } from './entries.ts';
import type { LookupAnswer, Result, WordRead } from './wire.ts';

/** Results that one look gives: more than nine cannot be picked with a key. */
const MOST_RESULTS = 9;
/** What callers ask is said in fewer words. */
const LONGEST_TEXT = 500;

/**
 * Look-ups while somebody types. What is typed may be what a caller says about themselves: it comes in the body, never
 * in an address, and is neither kept nor logged.
 */
export function lookupRoutes(parts: DeskParts): DeskRoute[] {
  const entries = createEntries(parts);
  return [
    {
      method: 'POST',
      path: '/desk/api/lookup',
      kind: 'api',
      roles: ROLES,
      async handler({ body }) {
        const text = textOf(body.text);
        const { hits, words } = parts.assistant().lookUp(text, { limit: MOST_RESULTS });
        const results = hits.filter(isWorthShowing).flatMap(({ entry, confidence, confident }): Result[] => {
          const view = entries.view(entry);
          return view === null ? [] : [{ ...view, confidence, confident }];
        });
        parts.counters.add('desk-lookups');
        const answer: LookupAnswer = { results, words: telling(words) };
        return json(200, answer);
      },
    },
    {
      method: 'POST',
      path: '/desk/api/advice',
      kind: 'api',
      roles: ROLES,
      handler: async ({ body }) =>
        json(200, { advice: adviceOn(parts.assistant(), parts.sentences.languages, textOf(body.text)) }),
    },
    {
      method: 'POST',
      path: '/desk/api/entries',
      kind: 'api',
      roles: ROLES,
      async handler({ body }) {
        const asked = Array.isArray(body.entries) ? (body.entries as readonly unknown[]).slice(0, 50) : [];
        const views = asked.map(id => (typeof id === 'string' ? entries.view(id) : null));
        return json(200, { entries: views.filter(view => view !== null) });
      },
    },
  ];
}

/** How words were read that say something: of "derecho a migrar" not the "a", unless nothing else was typed. */
function telling(words: readonly ReadWord[]): WordRead[] {
  const content = words.filter(({ word }) => word.length > 1 && !isFunctionWord(word));
  return (content.length > 0 ? content : words).map(({ word, read, how }) => ({
    word,
    read: read.filter(one => !isFunctionWord(one)),
    how,
  }));
}

/** What hardly fits is shown only among the first. */
function isWorthShowing({ confidence }: { confidence: number }, place: number): boolean {
  return place < 3 || confidence >= 0.005;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
}
