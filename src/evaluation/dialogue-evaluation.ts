import { redact } from '../privacy/index.ts';
import { type Assistant, newDialogue } from '../turn/index.ts';
import type { BankDialogue, BankLine } from './bank.ts';
import { type Share, share } from './statistics.ts';

/** What went wrong at a turn of a dialogue. */
export interface DialogueMiss {
  id: string;
  turn: number;
  text: string;
}

/** Plays dialogues through: shares of turns and of whole dialogues that went right, and of replies in the right language. */
export function evaluateDialogues(
  assistant: Assistant,
  dialogues: readonly BankDialogue[],
): { shares: Map<string, Share>; misses: DialogueMiss[] } {
  const misses: DialogueMiss[] = [];
  let turns = 0;
  let languages = 0;
  let inLanguage = 0;
  for (const { id, turns: expected } of dialogues) {
    let state = newDialogue();
    expected.forEach(({ q, decision, accept, lang }, i) => {
      const { text, found } = redact(q);
      const { reply, dialogue } = assistant.turn({ text, redacted: found.length > 0 }, state);
      state = dialogue;
      turns++;
      const rightEntry =
        !accept || accept.length === 0 || reply.entry === null || accept.includes(reply.entry);
      if (!decision.includes(reply.decision) || !rightEntry) {
        misses.push({
          id,
          turn: i + 1,
          text: `${q} -> ${reply.decision} ${reply.entry ?? reply.intent ?? reply.reason ?? ''}; wanted ${decision} ${accept ?? ''}`,
        });
      }
      if (lang && lang !== 'mixed') {
        languages++;
        if (reply.lang === lang) inLanguage++;
      }
    });
  }
  const broken = new Set(misses.map(({ id }) => id));
  const shares = new Map([
    ['dialogue turn', share(turns - misses.length, turns)],
    ['dialogue whole', share(dialogues.length - broken.size, dialogues.length)],
    ['dialogue language', share(inLanguage, languages)],
  ]);
  return { shares, misses };
}

/** What a call-center agent types: how often the right entry comes first, and among the first three. */
export function evaluateLookup(assistant: Assistant, lines: readonly BankLine[]): Map<string, Share> {
  const found = lines.map(({ q, accept }) =>
    assistant.search(q, { limit: 3 }).map(({ entry }) => accept.includes(entry)),
  );
  return new Map([
    ['lookup first', share(found.filter(([first]) => first).length, lines.length)],
    ['lookup first three', share(found.filter(hits => hits.includes(true)).length, lines.length)],
  ]);
}
