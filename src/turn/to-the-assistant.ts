import type { Library } from '../answer/index.ts';
import type { Language } from '../language/index.ts';
import type { Understood } from '../understanding/index.ts';
import type { Message } from './assistant.ts';
import type { Dialogue } from './dialogue.ts';
import { lastShown, namesSection, nextEntry, nextSection } from './follow-up.ts';
import { askedForAgent } from './handover.ts';
import { answered, handedOver, type Result } from './result.ts';

/** Something said to the assistant itself. */
export function toTheAssistant(
  { intent }: Extract<Understood, { kind: 'chat' }>,
  said: readonly string[],
  dialogue: Dialogue,
  library: Library,
  desk: Message['desk'],
): Result {
  const last = lastShown(dialogue);
  const { introduced } = dialogue;
  switch (intent) {
    case 'human': {
      const step = askedForAgent(desk);
      return step === null ? { outcome: { decision: 'human', news: null } } : handedOver(step);
    }
    case 'delete-data':
      return {
        outcome: { decision: 'chat', intent, introduced },
        ...(desk?.handover ? { handover: { ask: 'withdraw' } as const } : {}),
      };
    case 'switch-language-es':
    case 'switch-language-en':
      return spokenFrom(intent === 'switch-language-es' ? 'es' : 'en', dialogue);
    case 'repeat':
      return last
        ? { ...answered(last, 1, 'repeat', intent), picking: true }
        : { outcome: { decision: 'chat', intent, introduced } };
    case 'more': {
      const next = namesSection(said) ? nextSection(dialogue, library) : nextEntry(dialogue, library);
      return next
        ? { ...answered([next], 1, 'next', intent), picking: true }
        : { outcome: { decision: 'chat', intent, introduced } };
    }
    case 'back': {
      const previous = dialogue.shown.at(-2)?.entries;
      return previous
        ? { ...answered(previous, 1, 'back', intent), picking: true }
        : { outcome: { decision: 'chat', intent, introduced } };
    }
    default:
      return { outcome: { decision: 'chat', intent, introduced } };
  }
}

/** From now on in another language, and what was last shown once more in it. */
export function spokenFrom(chosen: Language, dialogue: Dialogue): Result {
  const last = lastShown(dialogue);
  if (last) return { ...answered(last, 1, null, 'switch-language'), chosen, picking: true };
  const { introduced } = dialogue;
  return { outcome: { decision: 'chat', intent: 'switch-language', introduced }, chosen, picking: true };
}
