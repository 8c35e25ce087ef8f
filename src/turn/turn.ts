import type { Composer, Library } from '../answer/index.ts';
import { isBaseLanguage, isFunctionWord, type Language, words } from '../language/index.ts';
import { isOnlyCourtesy, type Understanding, type Understood } from '../understanding/index.ts';
import type { Message, Turn } from './assistant.ts';
import { readInContext } from './context.ts';
import type { Dialogue } from './dialogue.ts';
import { pickedOptions } from './follow-up.ts';
import { answerToOffer, missedAgain, offers } from './handover.ts';
import { type Heard, hear } from './hear.ts';
import type { Languages } from './languages.ts';
import { remembered } from './remember.ts';
import { replyLanguage } from './reply-language.ts';
import { answered, declined, handedOver, type Result } from './result.ts';
import { spokenFrom, toTheAssistant } from './to-the-assistant.ts';

/** What the way of a message needs; all of it is handed in. */
export interface TurnParts {
  library: Library;
  understanding: Understanding;
  composer: Composer;
  languages: Languages;
}

/** What a step sees. */
interface Situation {
  message: Message;
  heard: Heard;
  /** Its words without a request for a language. */
  said: string[];
  /** An added language that it asks for, and asks nothing else. */
  switchTo: Language | null;
  dialogue: Dialogue;
  foreign: boolean;
  reading: Understood;
  library: Library;
}

type Step = (situation: Situation) => Result | null;

/**
 * The way of a message. The first step that knows what to do ends it. Who is spoken with by an agent is not answered
 * here. A yes to an offer and a picked option come first, because "yes" and "2" say nothing by themselves and can be
 * nothing else; then danger, before all that looks at the message's form.
 */
const STEPS: readonly Step[] = [
  held,
  offered,
  picked,
  danger,
  switched,
  media,
  empty,
  tooLong,
  foreign,
  understood,
];

export function takeTurn(message: Message, dialogue: Dialogue, parts: TurnParts): Turn {
  const heard = hear(message.text);
  const { lang, foreign: isForeign } = replyLanguage(heard.text, dialogue, message.hint, parts.languages);
  const asked = parts.languages.asked(heard.folded);
  const rest = asked && words(asked.rest).some(word => !isFunctionWord(word)) ? asked.rest : null;
  const reading = readInContext(rest ?? heard.text, heard, dialogue, parts);
  const said = asked ? words(asked.rest) : heard.words;
  const situation: Situation = {
    message,
    heard,
    said,
    switchTo: asked && rest === null && !isBaseLanguage(asked.lang) ? asked.lang : null,
    dialogue,
    foreign: isForeign,
    reading,
    library: parts.library,
  };
  const result = firstResult(situation);
  const { outcome, picking } = result;
  const chosen = result.chosen ?? asked?.lang;
  const spoken = chosen ?? lang;
  const reply = parts.composer.compose(outcome, spoken, message.redacted === true);
  const turn: Turn = { reply, dialogue: remembered(dialogue, outcome, reply, chosen, picking === true) };
  return result.handover === undefined ? turn : { ...turn, handover: result.handover };
}

function firstResult(situation: Situation): Result {
  for (const step of STEPS) {
    const result = step(situation);
    if (result) return result;
  }
  return declined('not-understood'); // the last step always has a result
}

/** An agent has the conversation. Danger is answered all the same, at once, and so is the wish to be forgotten. */
function held({ message, reading, dialogue }: Situation): Result | null {
  if (message.desk?.handover !== 'held') return null;
  if (reading.kind === 'danger') return { outcome: { decision: 'urgent', offer: false } };
  if (reading.kind === 'chat' && reading.intent === 'delete-data') {
    const { introduced } = dialogue;
    return {
      outcome: { decision: 'chat', intent: 'delete-data', introduced },
      handover: { ask: 'withdraw' },
    };
  }
  return { outcome: { decision: 'held' } };
}

function offered({ message, said, dialogue }: Situation): Result | null {
  const step = answerToOffer(said, dialogue, message.desk);
  return step && handedOver(step);
}

function danger(situation: Situation): Result | null {
  const isDanger = situation.reading.kind === 'danger' || goesOnAboutDanger(situation);
  return isDanger ? { outcome: { decision: 'urgent', offer: offers(situation.message.desk) } } : null;
}

/** Talk to the assistant that is surer than this is meant so, even right after danger ("gracias"). */
const SURELY_TALK = 0.8;

/**
 * Who has just told of danger and says something that is no question of another kind ("tengo miedo", "no contestan",
 * "¿qué hago?") is still in it: to decline then would be to leave them alone.
 */
function goesOnAboutDanger({ dialogue, heard, reading }: Situation): boolean {
  if (!dialogue.alarmed || heard.words.length === 0 || isOnlyCourtesy(heard.text)) return false;
  const { kind, signals } = reading;
  switch (kind) {
    case 'unclear':
      return true;
    case 'elsewhere':
      return signals.institutions.length === 0;
    case 'related':
      return signals.matters.length === 0;
    case 'chat': {
      const isTalk = (signals.kinds.intents[reading.intent] ?? 0) >= SURELY_TALK;
      return reading.intent === 'help' || (reading.intent !== 'human' && !isTalk);
    }
    default:
      return false;
  }
}

/** The trained judgement knows how people ask for Spanish and English; an added language is asked for by its name. */
function switched({ switchTo, dialogue }: Situation): Result | null {
  return switchTo && spokenFrom(switchTo, dialogue);
}

function media({ message, heard }: Situation): Result | null {
  return message.media && heard.words.length === 0 ? declined('unsupported-media') : null;
}

function empty({ heard, foreign: isForeign }: Situation): Result | null {
  return heard.words.length === 0 && !isForeign ? declined(heard.tooLong ? 'too-long' : 'empty') : null;
}

function tooLong({ heard }: Situation): Result | null {
  return heard.tooLong ? declined('too-long') : null;
}

function picked({ heard, said, dialogue, library }: Situation): Result | null {
  const entries = pickedOptions(heard.text, said, dialogue, library);
  if (!entries) return null;
  return entries.length > 0 ? { ...answered(entries, 1), picking: true } : declined('not-understood');
}

/** A misspelt word of ours is no other language ("pasaport"): what is found with this confidence was ours. */
const SURELY_OURS = 0.6;

function foreign({ foreign: isForeign, reading: { kind, found } }: Situation): Result | null {
  const ours = kind === 'answer' && (found[0]?.confidence ?? 0) >= SURELY_OURS;
  return isForeign && !ours ? declined('other-language') : null;
}

function understood({ message, said, dialogue, reading, library }: Situation): Result {
  const confidence = reading.found[0]?.confidence ?? 0;
  switch (reading.kind) {
    case 'danger':
      return { outcome: { decision: 'urgent', offer: offers(message.desk) } };
    case 'chat':
      return toTheAssistant(reading, said, dialogue, library, message.desk);
    case 'answer': {
      const { entries, premise, facet } = reading;
      return {
        outcome: {
          decision: 'answer',
          entries,
          confidence,
          opening: premise ? 'premise' : null,
          facet,
          intent: null,
        },
      };
    }
    case 'clarify':
      return { outcome: { decision: 'clarify', alternatives: reading.alternatives } };
    case 'related':
      return { outcome: { decision: 'related', entry: reading.entry, facet: reading.facet, confidence } };
    case 'elsewhere':
      return { outcome: { decision: 'decline', reason: 'out-of-scope', institutions: reading.institutions } };
    case 'unclear':
      return declined('not-understood', offers(message.desk) && missedAgain(dialogue));
  }
}
