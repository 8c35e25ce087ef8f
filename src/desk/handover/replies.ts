import { bareReply, type Reply } from '../../answer/index.ts';
import type { Language } from '../../language/index.ts';
import type { Assistant } from '../../turn/index.ts';
import type { EntryText } from '../lookup/wire.ts';

/** What the service tells the person about the hand-over. */
export function notice(lang: Language, text: string): Reply {
  return { ...bareReply(), lang, decision: 'human', before: [text], text };
}

/** What an agent writes. */
export function agentSays(lang: Language, text: string): Reply {
  return { ...bareReply(), lang, decision: 'held', speaker: 'agent', before: [text], text };
}

/** An entry that an agent sends: the official words and where they come from, nothing beside. */
export function agentShows(
  assistant: Assistant,
  entry: string,
  lang: Language,
  written: EntryText,
): Reply | null {
  const shown = assistant.show(entry, lang);
  if (shown === null) return null;
  const { passages, parts, section, source } = written;
  const said = passages.length > 1 ? passages.map((text, i) => `${i + 1}. ${text}`) : [...passages, ...parts];
  const text = [section, ...said, '', source, ...shown.after].join('\n');
  return { ...shown, decision: 'held', speaker: 'agent', options: [], text };
}
