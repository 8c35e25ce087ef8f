import type { Outcome, Reply } from '../answer/index.ts';
import type { Language } from '../language/index.ts';
import { type Dialogue, newDialogue } from './dialogue.ts';

/** How many answers back one can go. */
const MEMORY = 10;

/** The dialogue after a turn: what the next message may refer to. */
export function remembered(
  dialogue: Dialogue,
  outcome: Outcome,
  reply: Reply,
  chosen: Language | undefined,
  picking: boolean,
): Dialogue {
  const forgets = outcome.decision === 'chat' && outcome.intent === 'delete-data';
  const before = forgets ? { ...newDialogue(), chosenLang: dialogue.chosenLang, introduced: true } : dialogue;
  const options = reply.options.map(({ entry }) => entry);
  return {
    chosenLang: chosen ?? before.chosenLang,
    lang: reply.lang,
    shown: shownAfter(before.shown, outcome).slice(-MEMORY),
    options: forgets || options.length > 0 ? options : before.options,
    list: listAfter(before, outcome, reply, picking),
    misses: missesAfter(before, outcome),
    offer: offerIn(outcome),
    alarmed: outcome.decision === 'urgent' || (outcome.decision === 'held' && before.alarmed),
    introduced: before.introduced || outcome.decision === 'chat',
  };
}

/** What an agent says or hears is no miss, and none less. */
function missesAfter({ misses }: Dialogue, outcome: Outcome): number {
  if (outcome.decision === 'held') return misses;
  return outcome.decision === 'decline' && outcome.reason === 'not-understood' ? misses + 1 : 0;
}

function offerIn(outcome: Outcome): Dialogue['offer'] {
  if (outcome.decision === 'urgent') return outcome.offer ? 'danger' : null;
  return outcome.decision === 'decline' && outcome.offer ? 'not-understood' : null;
}

/** A list is gone through until another is shown or something else is answered. */
function listAfter(
  { list }: Dialogue,
  { decision }: Outcome,
  { options }: Reply,
  picking: boolean,
): string[] {
  const shownNow = options.filter(({ role }) => role !== 'follow-up').map(({ entry }) => entry);
  if (shownNow.length > 0) return shownNow;
  return picking || decision !== 'answer' ? list : [];
}

function shownAfter(shown: Dialogue['shown'], outcome: Outcome): Dialogue['shown'] {
  switch (outcome.decision) {
    case 'answer':
      if (outcome.opening === 'back') return shown.slice(0, -1);
      if (outcome.opening === 'repeat' || outcome.intent === 'switch-language') return shown;
      return [...shown, { entries: outcome.entries, facet: outcome.facet }];
    case 'related':
      return [...shown, { entries: [outcome.entry], facet: outcome.facet }];
    default:
      return shown;
  }
}
